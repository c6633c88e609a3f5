import { Button } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Fragment, type ReactNode, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoomMessage } from '../../../shared/room-messages.ts'
import { ErrorState } from '../components/error-state.tsx'
import { PageLoader } from '../components/page-loader.tsx'
import styles from './chat.module.css'
import { Composer } from './composer.tsx'
import { MessageItem } from './message-item.tsx'
import { TimelineContext, useRoom } from './room-context.tsx'
import { messagesQuery } from './room-queries.ts'
import { useMarkRead } from './use-mark-read.ts'
import { type Posting, usePosting } from './use-posting.ts'
import { useScroll } from './use-scroll.ts'
import { useWalk } from './use-walk.ts'
import { useTranslations } from './use-translations.ts'
import { WaitingItem } from './waiting-item.tsx'

const SAME_BREATH_MS = 5 * 60_000

interface TimelineProps {
  /** Null: the room itself. */
  threadId: string | null
  /** The message to begin at; null: at the end. */
  around: string | null
  /** Shows the end again. */
  onLatest: () => void
  /** Escape, where there is nothing else to leave. */
  onEscape?: () => void
  /** Above the first message. */
  head?: ReactNode
  empty: string
  label: string
  composerLabel: string
}

/** The messages of a room or a thread, and the field to write the next. */
export function Timeline(props: TimelineProps) {
  const { threadId, around } = props
  const client = useQueryClient()
  const { room, language } = useRoom()
  const query = useInfiniteQuery(messagesQuery(client, { roomId: room.id, threadId, around, language }))
  const messages = useMemo(() => query.data?.pages.flatMap((page) => page.messages) ?? [], [query.data])
  const posting = usePosting(room.id, threadId, messages)
  if (query.isPending) return <PageLoader />
  if (query.data === undefined) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  const { hasPreviousPage, hasNextPage, isFetchingPreviousPage, isFetching } = query
  return (
    <Messages
      {...props}
      messages={messages}
      posting={posting}
      hasEarlier={hasPreviousPage}
      isLoadingEarlier={isFetchingPreviousPage}
      isLatest={!hasNextPage}
      onEarlier={() => {
        if (hasPreviousPage && !isFetching) void query.fetchPreviousPage()
      }}
      onLater={() => {
        if (hasNextPage && !isFetching) void query.fetchNextPage()
      }}
    />
  )
}

interface MessagesProps extends TimelineProps {
  messages: readonly RoomMessage[]
  posting: Posting
  hasEarlier: boolean
  isLoadingEarlier: boolean
  isLatest: boolean
  onEarlier: () => void
  onLater: () => void
}

function Messages(props: MessagesProps) {
  const { threadId, around, messages, posting, isLatest, onEarlier, onLater, onEscape } = props
  const { t } = useTranslation()
  const { room, member, mayWrite } = useRoom()
  const [replyTo, setReplyTo] = useState<RoomMessage | null>(null)
  const [editing, setEditing] = useState<string | null>(null)
  const { scroller, content, isAtEnd, goToEnd } = useScroll({
    targetId: around,
    isLatest,
    onNearStart: onEarlier,
    onNearEnd: onLater,
  })
  useMarkRead(threadId, messages.at(-1)?.position, isAtEnd && isLatest)
  const focusField = useCallback(
    () => scroller.current?.parentElement?.querySelector<HTMLElement>('form textarea')?.focus(),
    [scroller],
  )
  useWalk(scroller, focusField)
  const actions = useMemo(
    () => ({
      reply: (message: RoomMessage) => {
        setReplyTo(message)
        focusField()
      },
      edit: (message: RoomMessage | null) => {
        setEditing(message?.id ?? null)
        if (message === null) focusField()
      },
      editingId: editing,
      inThread: threadId !== null,
    }),
    [editing, threadId, focusField],
  )
  const editLast = () => {
    const mine = messages.findLast(
      ({ author, deletedAt }) => author.memberId === member.id && author.platform === null && deletedAt === null,
    )
    if (mine !== undefined) setEditing(mine.id)
  }
  const latest = () => {
    if (isLatest) goToEnd()
    else props.onLatest()
  }
  return (
    <TimelineContext value={actions}>
      <div className={styles.conversation}>
        {/* A scroller without controls inside can only be reached by the keyboard when it takes the focus. */}
        <div ref={scroller} className={styles.scroller} tabIndex={0} role="log" aria-label={props.label}>
          <div ref={content} className={styles.content}>
            <History {...props} />
          </div>
        </div>
        {!isAtEnd && (
          <Button
            className={styles.toEnd ?? ''}
            size="xs"
            radius="xl"
            leftSection={<IconArrowDown size={15} aria-hidden />}
            onClick={latest}
          >
            {t('chat.toLatest')}
          </Button>
        )}
        {mayWrite ? (
          <Composer
            threadId={threadId}
            label={props.composerLabel}
            replyTo={replyTo}
            onReplyTo={setReplyTo}
            onSend={(message) => {
              posting.post(message)
              latest()
            }}
            onUp={editLast}
            {...(onEscape === undefined ? {} : { onEscape })}
          />
        ) : (
          <p className={styles.readOnly}>
            {t(
              room.archivedAt !== null
                ? 'chat.isArchived'
                : room.isPrivate
                  ? 'chat.moderatorsWrite'
                  : 'chat.adminsWrite',
            )}
          </p>
        )}
      </div>
    </TimelineContext>
  )
}

function History({
  messages,
  posting,
  threadId,
  around,
  hasEarlier,
  isLoadingEarlier,
  onEarlier,
  head,
  empty,
}: MessagesProps) {
  const { t, i18n } = useTranslation()
  const { room, member, language, threads } = useRoom()
  const translations = useTranslations(room.id, language)
  // Where the new ones began stays marked while one reads on.
  const [readPosition] = useState(() => {
    const { unread, readPosition: read } =
      threadId === null
        ? room.mine
        : (threads.find(({ root }) => root.id === threadId) ?? { unread: 0, readPosition: 0 })
    return unread > 0 ? read : null
  })
  const days = useMemo(
    () => new Intl.DateTimeFormat(i18n.language, { weekday: 'long', month: 'long', day: 'numeric' }),
    [i18n.language],
  )
  const shown = messages.filter(
    // Its author sees that it was there; so does who reads what was answered to it.
    ({ deletedAt, withheld, author, replies }) =>
      deletedAt === null || withheld || author.memberId === member.id || replies > 0,
  )
  const firstNew =
    readPosition !== null
      ? shown.find(({ position, author }) => position > readPosition && author.memberId !== member.id)?.id
      : undefined
  return (
    <>
      {head}
      {hasEarlier && (
        <Button
          variant="subtle"
          size="xs"
          className={styles.earlier ?? ''}
          loading={isLoadingEarlier}
          onClick={onEarlier}
        >
          {t('chat.earlier')}
        </Button>
      )}
      {shown.length === 0 && posting.waiting.length === 0 && <p className={styles.first}>{empty}</p>}
      <ol className={styles.messages}>
        {shown.map((message, index) => {
          const before = shown[index - 1]
          const newDay = before === undefined || days.format(before.sentAt) !== days.format(message.sentAt)
          const isFirstNew = message.id === firstNew
          return (
            <Fragment key={message.id}>
              {newDay && <li className={styles.day}>{days.format(message.sentAt)}</li>}
              {isFirstNew && <li className={styles.newLine}>{t('chat.newFrom')}</li>}
              <MessageItem
                message={message}
                translation={message.author.memberId === member.id ? undefined : translations[message.id]?.translation}
                quoteTranslation={message.quote === null ? undefined : translations[message.quote.id]?.translation}
                continues={!newDay && !isFirstNew && continuesFrom(before, message)}
                isTarget={message.id === around}
              />
            </Fragment>
          )
        })}
        {posting.waiting.map((message) => (
          <WaitingItem
            key={message.clientMessageId}
            message={message}
            retry={posting.retry}
            discard={posting.discard}
          />
        ))}
      </ol>
    </>
  )
}

function continuesFrom(before: RoomMessage | undefined, message: RoomMessage): boolean {
  if (before === undefined || message.quote !== null) return false
  const [one, other] = [before.author, message.author]
  const isSame = one.memberId === other.memberId && one.name === other.name && one.platform === other.platform
  return isSame && message.sentAt - before.sentAt < SAME_BREATH_MS
}
