import { ActionIcon, Button, Indicator } from '@mantine/core'
import { IconLock, IconMessages, IconPlus, IconSearch, IconSettings } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { PageHeader } from '../components/page-header.tsx'
import styles from './chat.module.css'
import { ReadingMenu } from './reading-menu.tsx'
import { useRoom } from './room-context.tsx'
import { RoomModal } from './room-modal.tsx'

interface RoomHeaderProps {
  onSearch: () => void
  onThreads: () => void
}

export function RoomHeader({ onSearch, onThreads }: RoomHeaderProps) {
  const { t } = useTranslation()
  const { room } = useRoom()
  const [creating, setCreating] = useState(false)
  const { unreadThreads, manages } = room.mine
  const about = room.topic === '' ? t(room.isPrivate ? 'chat.isPrivate' : 'nav.chat') : room.topic
  const threads = unreadThreads === 0 ? t('chat.threads') : t('chat.threadsUnread', { count: unreadThreads })
  return (
    <PageHeader
      crumb={
        <>
          {room.isPrivate && <IconLock size={12} role="img" aria-label={t('chat.isPrivate')} />}{' '}
          {room.archivedAt === null ? about : t('chat.isArchived')}
        </>
      }
      title={room.name}
    >
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t('chat.searchIn', { room: room.name })}
        title={t('chat.searchIn', { room: room.name })}
        onClick={onSearch}
      >
        <IconSearch size={17} aria-hidden />
      </ActionIcon>
      <Indicator disabled={unreadThreads === 0} size={9} offset={4} color="var(--gh-accent)" withBorder>
        <ActionIcon variant="default" size={36} aria-label={threads} title={threads} onClick={onThreads}>
          <IconMessages size={17} aria-hidden />
        </ActionIcon>
      </Indicator>
      <ReadingMenu />
      {(manages || room.isPrivate) && (
        <ActionIcon
          component={Link}
          href={`/chat/${room.id}/settings`}
          variant="default"
          size={36}
          aria-label={t('chat.roomSettings')}
          title={t('chat.roomSettings')}
        >
          <IconSettings size={17} aria-hidden />
        </ActionIcon>
      )}
      <Button
        variant="default"
        className={styles.headButton ?? ''}
        leftSection={<IconPlus size={16} aria-hidden />}
        aria-label={t('chat.newRoom')}
        onClick={() => setCreating(true)}
      >
        <span className={styles.buttonText}>{t('chat.newRoom')}</span>
      </Button>
      {creating && <RoomModal onClose={() => setCreating(false)} />}
    </PageHeader>
  )
}
