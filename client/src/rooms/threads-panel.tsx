import { CloseButton } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { pathOf } from '../../../shared/links.ts'
import type { FollowedThread } from '../../../shared/room-threads.ts'
import { ErrorState } from '../components/error-state.tsx'
import { PageLoader } from '../components/page-loader.tsx'
import { useLocale } from '../lib/use-locale.ts'
import styles from './chat.module.css'
import { plainText } from './plain-text.ts'
import { useRoom } from './room-context.tsx'
import { threadsQuery } from './room-queries.ts'
import { wordsIn } from './words-in.ts'

/** The threads of this room that one follows, with what is new in them. */
export function ThreadsPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { room } = useRoom()
  const { data: threads, error, isPending, refetch } = useQuery(threadsQuery(room.id))
  return (
    <aside className={styles.panel} aria-label={t('chat.threads')}>
      <header className={styles.panelHead}>
        <h2>{t('chat.threads')}</h2>
        <CloseButton
          autoFocus
          aria-label={t('common.close')}
          onClick={onClose}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onClose()
          }}
        />
      </header>
      {isPending && <PageLoader />}
      {!isPending && threads === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {threads?.length === 0 && <p className={styles.first}>{t('chat.noThreads')}</p>}
      {threads !== undefined && threads.length > 0 && (
        <ol className={styles.hits}>
          {threads.map((thread) => (
            <ThreadLine key={thread.root.id} thread={thread} roomId={room.id} />
          ))}
        </ol>
      )}
    </aside>
  )
}

function ThreadLine({ thread, roomId }: { thread: FollowedThread; roomId: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const client = useQueryClient()
  const { language, member } = useRoom()
  const { root, unread, firstUnreadId } = thread
  const href =
    firstUnreadId === null
      ? `/chat/${roomId}?thread=${root.id}`
      : pathOf({ documentId: null, roomId, messageId: firstUnreadId })
  return (
    <li>
      <Link href={href} className={styles.hit} data-unread={unread > 0}>
        <span className={styles.hitHead}>
          <strong dir="auto">{root.author.name}</strong>{' '}
          {root.lastReplyAt !== null && (
            <time dateTime={new Date(root.lastReplyAt).toISOString()}>{locale.ago(root.lastReplyAt)}</time>
          )}
        </span>
        <span className={styles.threadText} dir="auto">
          {root.deletedAt === null
            ? plainText(wordsIn(client, root, { language, memberId: member.id }))
            : t('chat.quoteGone')}
        </span>
        <span className={styles.hitHead}>
          {t('chat.replies', { count: root.replies })}
          {unread > 0 && <strong className={styles.news}>{t('chat.newReplies', { count: unread })}</strong>}
        </span>
      </Link>
    </li>
  )
}
