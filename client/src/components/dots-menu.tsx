import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'

interface DotsMenuProps {
  label: string
  /** False where focus goes to what an item opens. */
  returnFocus?: boolean
  position?: 'bottom-start' | 'bottom-end'
  children: ReactNode
}

/** What else can be done with something small, behind three dots. */
export function DotsMenu({ label, returnFocus = true, position = 'bottom-end', children }: DotsMenuProps) {
  return (
    <Menu returnFocus={returnFocus} position={position}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" c="inherit" size={26} aria-label={label}>
          <IconDots size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
