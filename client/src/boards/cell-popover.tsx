import { Popover, UnstyledButton } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import styles from './board-table.module.css'
import { useBoardContext } from './board-context.tsx'

interface CellPopoverProps {
  label: string
  /** What changes it. */
  field: ReactNode
  /** What the cell shows. */
  children: ReactNode
}

/** A cell of the table whose value takes more than a line to change. */
export function CellPopover({ label, field, children }: CellPopoverProps) {
  const { mayWrite } = useBoardContext()
  const [opened, setOpened] = useState(false)
  if (!mayWrite) return <span className={styles.chips}>{children}</span>
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={280} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={styles.cell} aria-label={label} onClick={() => setOpened(!opened)}>
          <span className={styles.chips}>{children}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>{field}</Popover.Dropdown>
    </Popover>
  )
}
