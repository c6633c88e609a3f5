import { useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { IconMessages, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PageLoader } from '../components/page-loader.tsx'
import { useCommunity } from '../lib/session.tsx'
import styles from './chat.module.css'
import { RoomList } from './room-list.tsx'
import { RoomModal } from './room-modal.tsx'
import { roomsQuery } from './room-queries.ts'
import { RoomSettings } from './room-settings.tsx'
import { RoomView } from './room-view.tsx'

interface ChatPageProps {
  roomId?: string | undefined
  /** 'settings', or the conversation itself. */
  part?: string | undefined
}

export function ChatPage({ roomId, part }: ChatPageProps) {
  const { t } = useTranslation()
  const { community, isAdmin } = useCommunity()
  const { data: rooms, error, isPending, refetch } = useQuery(roomsQuery(community.id))
  const [creating, setCreating] = useState(false)
  if (isPending) return <PageLoader />
  if (rooms === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  const open = rooms.filter(({ archivedAt }) => archivedAt === null)
  const room = roomId === undefined ? (open[0] ?? rooms[0]) : rooms.find(({ id }) => id === roomId)
  if (room !== undefined && part === 'settings') return <RoomSettings key={room.id} room={room} />
  if (room !== undefined) {
    return (
      <div className={styles.page}>
        <RoomView key={room.id} room={room} rooms={rooms} />
      </div>
    )
  }
  return (
    <div className={styles.page}>
      <PageHeader crumb={t('nav.chat')} title={t('nav.chat')}>
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
          {t('chat.newRoom')}
        </Button>
      </PageHeader>
      <div className={styles.body}>
        {rooms.length > 0 && <RoomList rooms={rooms} currentId={undefined} />}
        <EmptyState
          icon={<IconMessages size={26} />}
          title={t(rooms.length === 0 ? 'chat.noRooms' : 'chat.roomGone')}
          text={rooms.length === 0 ? t(isAdmin ? 'chat.noRoomsAdmin' : 'chat.noRoomsText') : undefined}
        />
      </div>
      {creating && <RoomModal onClose={() => setCreating(false)} />}
    </div>
  )
}
