import { useQuery } from '@tanstack/react-query'
import { Button, Select } from '@mantine/core'
import { IconHash, IconMessages, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { Room } from '../../../shared/rooms.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PageLoader } from '../components/page-loader.tsx'
import { useCommunity } from '../lib/session.tsx'
import styles from './chat.module.css'
import { Conversation } from './conversation.tsx'
import { NewRoomModal } from './new-room-modal.tsx'
import { roomsQuery } from './room-queries.ts'

export function ChatPage({ roomId }: { roomId: string | undefined }) {
  const { t } = useTranslation()
  const { community, isAdmin } = useCommunity()
  const { data: rooms, error, isPending, refetch } = useQuery(roomsQuery(community.id))
  const [creating, setCreating] = useState(false)
  if (isPending) return <PageLoader />
  if (rooms === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  const room = roomId === undefined ? rooms[0] : rooms.find(({ id }) => id === roomId)
  const newRoom = isAdmin && (
    <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t('chat.newRoom')}
    </Button>
  )
  return (
    <div className={styles.page}>
      <PageHeader
        crumb={room === undefined || room.topic === '' ? t('nav.chat') : room.topic}
        title={room?.name ?? t('nav.chat')}
      >
        {newRoom}
      </PageHeader>
      <div className={styles.body}>
        {rooms.length > 0 && <RoomList rooms={rooms} currentId={room?.id} />}
        {room !== undefined ? (
          <Conversation key={room.id} room={room} />
        ) : (
          <EmptyState
            icon={<IconMessages size={26} />}
            title={t(rooms.length === 0 ? 'chat.noRooms' : 'chat.roomGone')}
            text={rooms.length === 0 ? t(isAdmin ? 'chat.noRoomsAdmin' : 'chat.noRoomsText') : undefined}
          />
        )}
      </div>
      {creating && <NewRoomModal onClose={() => setCreating(false)} />}
    </div>
  )
}

function RoomList({ rooms, currentId }: { rooms: readonly Room[]; currentId: string | undefined }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  return (
    <>
      <nav className={styles.rooms} aria-label={t('chat.rooms')}>
        {rooms.map((room) => (
          <Link
            key={room.id}
            href={`/chat/${room.id}`}
            className={styles.room}
            aria-current={room.id === currentId ? 'page' : undefined}
          >
            <IconHash size={16} aria-hidden />
            <span>{room.name}</span>
          </Link>
        ))}
      </nav>
      {rooms.length > 1 && (
        <Select
          className={styles.roomSelect ?? ''}
          aria-label={t('chat.rooms')}
          leftSection={<IconHash size={16} aria-hidden />}
          data={rooms.map(({ id, name }) => ({ value: id, label: name }))}
          value={currentId ?? null}
          onChange={(id) => navigate(`/chat/${id}`)}
        />
      )}
    </>
  )
}
