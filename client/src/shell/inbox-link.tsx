import { useQuery } from '@tanstack/react-query'
import { IconInbox } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { useCommunity } from '../lib/session.tsx'
import { unreadQuery } from '../notifications/notification-queries.ts'
import { isAt } from './navigation.ts'
import styles from './shell.module.css'
import { CountBadge } from './unread-badge.tsx'

/** To my inbox, with how much in it is unread. `compact`: the icon alone, for a phone's top bar. */
export function InboxLink({ compact = false }: { compact?: boolean }) {
  const { t } = useTranslation()
  const [path] = useLocation()
  const { community } = useCommunity()
  const { data: unread = 0 } = useQuery(unreadQuery(community.id))
  return (
    <Link
      href="/inbox"
      className={compact ? styles.inboxIcon : styles.link}
      aria-current={isAt(path, { path: '/inbox' }) ? 'page' : undefined}
    >
      <IconInbox size={compact ? 22 : 18} stroke={1.6} aria-hidden />
      <span className={compact ? 'visually-hidden' : undefined}>{t('nav.inbox')}</span>
      <CountBadge count={unread} />
    </Link>
  )
}
