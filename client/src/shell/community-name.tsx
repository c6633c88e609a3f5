import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconSelector } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useOnline } from '../lib/live.ts'
import { useCommunity } from '../lib/session.tsx'
import { Logo } from './logo.tsx'
import styles from './shell.module.css'

/** Name of the community and how many are here; a menu, where one belongs to several. */
export function CommunityName() {
  const { t } = useTranslation()
  const { community, communities, choose } = useCommunity()
  const online = useOnline().length
  const name = (
    <>
      <Logo />
      <span className={styles.communityText}>
        <span className={styles.communityName}>{community.name}</span>
        <span className={styles.online}>{t('nav.online', { count: online })}</span>
      </span>
    </>
  )
  if (communities.length === 1) return <div className={styles.community}>{name}</div>
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={styles.community} aria-label={t('nav.switchCommunity', { name: community.name })}>
          {name}
          <IconSelector size={16} aria-hidden className={styles.communityMore} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {communities.map(({ id, name: label }) => (
          <Menu.Item
            key={id}
            rightSection={id === community.id ? <IconCheck size={14} aria-hidden /> : null}
            aria-current={id === community.id}
            onClick={() => choose(id)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
