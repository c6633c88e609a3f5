import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconSearch, IconSettings } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../components/page-header.tsx'
import styles from './chat.module.css'
import { ReadingMenu } from './reading-menu.tsx'
import { useRoom } from './room-context.tsx'
import { RoomModal } from './room-modal.tsx'

export function RoomHeader({ onSearch }: { onSearch: () => void }) {
  const { t } = useTranslation()
  const { room, isAdmin } = useRoom()
  const [modal, setModal] = useState<'new' | 'settings' | null>(null)
  const crumb = room.archivedAt !== null ? t('chat.isArchived') : room.topic === '' ? t('nav.chat') : room.topic
  return (
    <PageHeader crumb={crumb} title={room.name}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t('chat.searchIn', { room: room.name })}
        title={t('chat.searchIn', { room: room.name })}
        onClick={onSearch}
      >
        <IconSearch size={17} aria-hidden />
      </ActionIcon>
      <ReadingMenu />
      {isAdmin && (
        <>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t('chat.roomSettings')}
            title={t('chat.roomSettings')}
            onClick={() => setModal('settings')}
          >
            <IconSettings size={17} aria-hidden />
          </ActionIcon>
          <Button
            variant="default"
            className={styles.headButton ?? ''}
            leftSection={<IconPlus size={16} aria-hidden />}
            aria-label={t('chat.newRoom')}
            onClick={() => setModal('new')}
          >
            <span className={styles.buttonText}>{t('chat.newRoom')}</span>
          </Button>
        </>
      )}
      {modal !== null && <RoomModal room={modal === 'settings' ? room : undefined} onClose={() => setModal(null)} />}
    </PageHeader>
  )
}
