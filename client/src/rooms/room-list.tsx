import { Select } from '@mantine/core'
import { IconArchive, IconHash, IconLock, IconMessages } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { MyRoom } from '../../../shared/rooms.ts'
import { CountBadge } from '../shell/unread-badge.tsx'
import styles from './chat.module.css'

/** The rooms, with what is new in each; archived ones last. */
export function RoomList({ rooms, currentId }: { rooms: readonly MyRoom[]; currentId: string | undefined }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const sorted = rooms.toSorted((a, b) => Number(a.archivedAt !== null) - Number(b.archivedAt !== null))
  const unreadElsewhere = (room: MyRoom) => (room.id === currentId ? 0 : room.mine.unread)
  return (
    <>
      <nav className={styles.rooms} aria-label={t('chat.rooms')}>
        {sorted.map((room) => (
          <Link
            key={room.id}
            href={`/chat/${room.id}`}
            className={styles.room}
            aria-current={room.id === currentId ? 'page' : undefined}
            data-unread={unreadElsewhere(room) + room.mine.unreadThreads > 0}
          >
            <RoomIcon room={room} />
            <span className={styles.roomName} dir="auto">
              {room.name}
            </span>
            {room.mine.mentions > 0 && room.id !== currentId && (
              <span className={styles.mentioned}>
                <span aria-hidden>@</span>
                <span className="visually-hidden">{t('chat.mentioned', { count: room.mine.mentions })}</span>
              </span>
            )}
            {room.mine.unreadThreads > 0 && (
              <span className={styles.mentioned}>
                <IconMessages size={15} aria-hidden />
                <span className="visually-hidden">{t('chat.threadsUnread', { count: room.mine.unreadThreads })}</span>
              </span>
            )}
            <CountBadge count={unreadElsewhere(room)} />
          </Link>
        ))}
      </nav>
      {rooms.length > 1 && (
        <Select
          className={styles.roomSelect ?? ''}
          aria-label={t('chat.rooms')}
          leftSection={<IconHash size={16} aria-hidden />}
          allowDeselect={false}
          data={sorted.map((room) => {
            const unread = unreadElsewhere(room)
            return { value: room.id, label: unread === 0 ? room.name : `${room.name} (${unread})` }
          })}
          value={currentId ?? null}
          onChange={(id) => id !== null && navigate(`/chat/${id}`)}
        />
      )}
    </>
  )
}

function RoomIcon({ room }: { room: MyRoom }) {
  const { t } = useTranslation()
  if (room.archivedAt !== null) return <IconArchive size={16} aria-hidden />
  if (room.isPrivate) return <IconLock size={16} role="img" aria-label={t('chat.isPrivate')} />
  return <IconHash size={16} aria-hidden />
}
