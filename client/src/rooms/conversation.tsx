import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Fragment, type UIEvent, useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoomMessage } from '../../../shared/room-messages.ts'
import type { Room } from '../../../shared/rooms.ts'
import { ErrorState } from '../components/error-state.tsx'
import { PageLoader } from '../components/page-loader.tsx'
import { PersonAvatar } from '../components/person-avatar.tsx'
import { useLocale } from '../lib/use-locale.ts'
import styles from './chat.module.css'
import { Composer } from './composer.tsx'
import { messagesQuery } from './room-queries.ts'
import { usePosting } from './use-posting.ts'

const NEAR_END_PX = 120
const SAME_BREATH_MS = 5 * 60_000

export function Conversation({ room }: { room: Room }) {
  const { t, i18n } = useTranslation()
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    messagesQuery(room.id),
  )
  const messages = useMemo(() => data?.pages.toReversed().flatMap((page) => page.messages) ?? [], [data])
  const { waiting, post, retry, discard } = usePosting(room.id, messages)
  const stickToEnd = useStickToEnd(messages.at(-1)?.id, waiting.length)
  const days = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', month: 'long', day: 'numeric' })
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  return (
    <div className={styles.conversation}>
      {/* A scroller without controls inside can only be reached by the keyboard when it takes the focus. */}
      <div
        {...stickToEnd}
        className={styles.scroller}
        tabIndex={0}
        role="log"
        aria-label={t('chat.messagesOf', { room: room.name })}
      >
        {hasNextPage && (
          <Button variant="subtle" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('chat.earlier')}
          </Button>
        )}
        {messages.length === 0 && <p className={styles.first}>{t('chat.first', { room: room.name })}</p>}
        <ol className={styles.messages}>
          {messages.map((message, index) => {
            const before = messages[index - 1]
            const newDay = before === undefined || days.format(before.sentAt) !== days.format(message.sentAt)
            return (
              <Fragment key={message.id}>
                {newDay && <li className={styles.day}>{days.format(message.sentAt)}</li>}
                <Message message={message} continues={!newDay && continuesFrom(before, message)} />
              </Fragment>
            )
          })}
          {waiting.map(({ clientMessageId, text, failed }) => (
            <li key={clientMessageId} className={styles.message} data-waiting>
              <span className={styles.text}>{text}</span>
              {failed === undefined ? (
                <span className={styles.meta}>{t('chat.sending')}</span>
              ) : (
                <span className={styles.failed} role="alert">
                  {t('chat.notSent', { reason: failed })}{' '}
                  <Button size="compact-xs" variant="default" onClick={() => retry(clientMessageId)}>
                    {t('errors.retry')}
                  </Button>{' '}
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    color="gray"
                    c="inherit"
                    onClick={() => discard(clientMessageId)}
                  >
                    {t('chat.discard')}
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ol>
      </div>
      <Composer room={room} onSend={post} />
    </div>
  )
}

function Message({ message, continues }: { message: RoomMessage; continues: boolean }) {
  const locale = useLocale()
  return (
    <li className={styles.message} data-continues={continues}>
      {!continues && (
        <>
          <span className={styles.avatar}>
            <PersonAvatar
              memberId={message.author.memberId ?? message.author.name}
              name={message.author.name}
              size={32}
              decorative
            />
          </span>
          <span className={styles.author}>
            <strong>{message.author.name}</strong>{' '}
            <time className={styles.meta} dateTime={new Date(message.sentAt).toISOString()}>
              {locale.time(message.sentAt)}
            </time>
          </span>
        </>
      )}
      <span className={styles.text}>{message.text}</span>
    </li>
  )
}

function continuesFrom(before: RoomMessage | undefined, message: RoomMessage): boolean {
  if (before === undefined) return false
  const sameAuthor = before.author.memberId === message.author.memberId && before.author.name === message.author.name
  return sameAuthor && message.sentAt - before.sentAt < SAME_BREATH_MS
}

/** Follows new messages, unless one has scrolled up to read. */
function useStickToEnd(lastId: string | undefined, waiting: number) {
  const ref = useRef<HTMLDivElement>(null)
  const sticks = useRef(true)
  const onScroll = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: UIEvent<HTMLElement>) => {
    sticks.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX
  }
  useLayoutEffect(() => {
    const element = ref.current
    if (element !== null && (sticks.current || waiting > 0)) element.scrollTop = element.scrollHeight
  }, [lastId, waiting])
  return { ref, onScroll }
}
