import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCommunity } from '../lib/session.tsx'
import { useUnread } from '../lib/unread.ts'
import { roomsQuery } from '../rooms/room-queries.ts'
import styles from './shell.module.css'

export function UnreadBadge({ kind }: { kind: 'gigs' | 'chat' }) {
  return kind === 'gigs' ? <GigBadge /> : <ChatBadge />
}

function GigBadge() {
  return <CountBadge count={useUnread('gigs')} />
}

/** What this member has not read in all rooms, on any device. */
function ChatBadge() {
  const { community, member } = useCommunity()
  // Rooms are not for guests.
  const { data } = useQuery({ ...roomsQuery(community.id), enabled: member.role !== 'guest' })
  return <CountBadge count={(data ?? []).reduce((sum, { mine }) => sum + mine.unread + mine.unreadThreads, 0)} />
}

export function CountBadge({ count }: { count: number }) {
  const { t } = useTranslation()
  if (count === 0) return null
  return (
    <span className={styles.unread}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="visually-hidden">{t('nav.unread', { count })}</span>
    </span>
  )
}
