import { CloseButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../components/error-state.tsx'
import { PageLoader } from '../components/page-loader.tsx'
import styles from './chat.module.css'
import { MessageItem } from './message-item.tsx'
import { useRoom } from './room-context.tsx'
import { messageQuery } from './room-queries.ts'
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
        <CloseButton aria-label={t('chat.closeThread')} onClick={onClose} />
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
