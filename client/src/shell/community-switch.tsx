import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconSelector } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommunity } from '../lib/session.tsx'
import styles from './shell.module.css'

/** The name as a menu, for who belongs to several communities. */
export function CommunitySwitch({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const { community, communities, choose } = useCommunity()
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={styles.community} aria-label={t('nav.switchCommunity', { name: community.name })}>
          {children}
          <IconSelector size={16} aria-hidden className={styles.communityMore} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {communities.map(({ id, name }) => (
          <Menu.Item
            key={id}
            rightSection={id === community.id ? <IconCheck size={14} aria-hidden /> : null}
            aria-current={id === community.id}
            onClick={() => choose(id)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
