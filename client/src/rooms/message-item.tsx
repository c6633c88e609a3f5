import { UnstyledButton } from '@mantine/core'
import { IconCornerUpLeft, IconMessages, IconTrash } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { pathOf } from '../../../shared/links.ts'
import type { RoomMessage } from '../../../shared/room-messages.ts'
import type { MessageTranslation } from '../../../shared/room-reading.ts'
import { PersonAvatar } from '../components/person-avatar.tsx'
import { platformName } from '../lib/platform-name.ts'
import { useLocale } from '../lib/use-locale.ts'
import { RemovedNote } from '../moderation/removed-note.tsx'
import { EditField } from './edit-field.tsx'
import { MessageFiles } from './message-files.tsx'
import { MessageText } from './message-text.tsx'
import { MessageTools } from './message-tools.tsx'
import styles from './message.module.css'
import { plainText } from './plain-text.ts'
import { ReactionBar } from './reaction-bar.tsx'
import { useRoom, useTimeline } from './room-context.tsx'
import { usePointedAt } from './use-pointed-at.ts'

interface MessageItemProps {
  message: RoomMessage
  translation: MessageTranslation['translation'] | undefined
  /** Of the message that it answers. */
  quoteTranslation?: MessageTranslation['translation'] | undefined
  /** By the same person, a moment after the one above. */
  continues: boolean
  /** Where a link led. */
  isTarget: boolean
}

export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { message, translation, quoteTranslation, continues, isTarget } = props
  const { t } = useTranslation()
  const locale = useLocale()
  const timeline = useTimeline()
  const { openThread, member, threads } = useRoom()
  // Buttons stand only at the message that one points at, taps or goes to: hundreds of them would be in the way.
  const { element, isActive } = usePointedAt()
  const { author, sentAt, editedAt, quote, files, reactions, replies } = message
  const unread = threads.find(({ root }) => root.id === message.id)?.unread ?? 0
  const isEditing = timeline?.editingId === message.id
  return (
    <li
      ref={element}
      className={styles.message}
      data-message={message.id}
      data-continues={continues}
      data-target={isTarget}
      tabIndex={-1}
    >
      {quote !== null && (
        <Link
          className={styles.quote}
          dir="auto"
          href={pathOf({ documentId: null, roomId: message.roomId, messageId: quote.id })}
        >
          <IconCornerUpLeft size={14} aria-hidden />
          <strong>{quote.authorName}</strong>{' '}
          {quote.text === ''
            ? t('chat.quoteGone')
            : plainText(quoteTranslation?.state === 'translated' ? quoteTranslation.text : quote.text)}
        </Link>
      )}
      {!continues && (
        <>
          <span className={styles.avatar}>
            <PersonAvatar memberId={author.memberId ?? author.name} name={author.name} size={32} decorative />
          </span>
          <span className={styles.author}>
            <strong dir="auto">{author.name}</strong>{' '}
            {author.platform !== null && <span className={styles.platform}>{platformName(author.platform)}</span>}{' '}
            <time className={styles.meta} dateTime={new Date(sentAt).toISOString()} title={locale.dateTime(sentAt)}>
              {locale.time(sentAt)}
            </time>
          </span>
        </>
      )}
      {message.withheld ? (
        <RemovedNote isMine={author.memberId === member.id} />
      ) : message.deletedAt !== null ? (
        <span className={styles.deleted}>
          <IconTrash size={14} aria-hidden /> {t('chat.deletedBy', { name: message.deletedBy ?? '' })}
        </span>
      ) : isEditing ? (
        <EditField message={message} onDone={() => timeline.edit(null)} />
      ) : (
        <>
          {message.text !== '' && <MessageText message={message} translation={translation} />}
          {editedAt !== null && (
            <time className={styles.note} dateTime={new Date(editedAt).toISOString()} title={locale.dateTime(editedAt)}>
              {t('chat.edited')}
            </time>
          )}
          {files.length > 0 && <MessageFiles roomId={message.roomId} files={files} />}
          {reactions.length > 0 && <ReactionBar message={message} />}
        </>
      )}
      {replies > 0 && timeline?.inThread === false && (
        <UnstyledButton className={styles.replies} onClick={() => openThread(message.id)}>
          <IconMessages size={15} aria-hidden />
          {t('chat.replies', { count: replies })}
          {unread > 0 && <strong className={styles.news}>{t('chat.newReplies', { count: unread })}</strong>}
          {message.lastReplyAt !== null && <span className={styles.meta}>{locale.ago(message.lastReplyAt)}</span>}
        </UnstyledButton>
      )}
      {isActive && message.deletedAt === null && !isEditing && <MessageTools message={message} />}
    </li>
  )
})
