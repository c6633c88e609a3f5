import { ActionIcon, CloseButton } from '@mantine/core'
import { IconBell, IconBellOff } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { roomThreadEndpoints } from '../../../shared/room-threads.ts'
import { ErrorState } from '../components/error-state.tsx'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import styles from './chat.module.css'
import { MessageItem } from './message-item.tsx'
import { useRoom } from './room-context.tsx'
import { messageQuery, threadsQuery } from './room-queries.ts'
import { Timeline } from './timeline.tsx'
import { useTranslations } from './use-translations.ts'

interface ThreadPanelProps {
  rootId: string
  around: string | null
  onLatest: () => void
  onClose: () => void
}

/** The answers to one message, beside the room. */
export function ThreadPanel({ rootId, around, onLatest, onClose }: ThreadPanelProps) {
  const { t } = useTranslation()
  const { room, member, language } = useRoom()
  const { data: root, error, refetch, isPending } = useQuery(messageQuery(room.id, rootId))
  const translations = useTranslations(room.id, language)
  return (
    <aside className={styles.panel} aria-label={t('chat.thread')}>
      <header className={styles.panelHead}>
        <h2>{t('chat.thread')}</h2>
        <span className={styles.panelTools}>
          {root !== undefined && root.replies > 0 && <FollowButton rootId={rootId} />}
          <CloseButton aria-label={t('chat.closeThread')} onClick={onClose} />
        </span>
      </header>
      {root === undefined && (isPending ? <PageLoader /> : <ErrorState error={error} retry={() => void refetch()} />)}
      {root !== undefined && (
        <Timeline
          key={around}
          threadId={rootId}
          around={around}
          onLatest={onLatest}
          onEscape={onClose}
          head={
            <ol className={styles.messages} data-root>
              <MessageItem
                message={root}
                translation={root.author.memberId === member.id ? undefined : translations[root.id]?.translation}
                continues={false}
                isTarget={false}
              />
            </ol>
          }
          empty={t('chat.noReplies')}
          label={t('chat.thread')}
          composerLabel={t('chat.replyInThread')}
        />
      )}
    </aside>
  )
}

/** Whether one is told of answers. */
function FollowButton({ rootId }: { rootId: string }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { room, threads } = useRoom()
  const follows = threads.some(({ root }) => root.id === rootId)
  const change = async () => {
    const params = { roomId: room.id, threadId: rootId }
    await api.call(roomThreadEndpoints.follow, { params, body: { follows: !follows } })
    await client.invalidateQueries({ queryKey: threadsQuery(room.id).queryKey })
  }
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="inherit"
      aria-label={t('chat.follow')}
      title={t('chat.follow')}
      aria-pressed={follows}
      onClick={() => void change().catch(notifyFailed)}
    >
      {follows ? <IconBell size={17} aria-hidden /> : <IconBellOff size={17} aria-hidden />}
    </ActionIcon>
  )
}
