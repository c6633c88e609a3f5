import { ActionIcon, Menu } from '@mantine/core'
import { IconCheck, IconDots, IconFlag, IconPencil, IconRotate, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentThread, DocumentComment } from '../../../../shared/document-comments.ts'
import { PersonAvatar } from '../../components/person-avatar.tsx'
import { notifyFailed } from '../../lib/notify.ts'
import { useCommunity } from '../../lib/session.tsx'
import { useLocale } from '../../lib/use-locale.ts'
import { RemovedNote } from '../../moderation/removed-note.tsx'
import { ReportModal } from '../../moderation/report-modal.tsx'
import { CommentField } from './comment-field.tsx'
import { CommentText } from './comment-text.tsx'
import styles from './review.module.css'
import type { ThreadActions } from './thread-queries.ts'

interface ThreadCardProps {
  thread: CommentThread
  isActive: boolean
  /** Its words are no longer in the text. */
  isDetached: boolean
  actions: ThreadActions
  onChoose: () => void
}

/** One thread: what it is about, what was said, and where to answer. */
export function ThreadCard({ thread, isActive, isDetached, actions, onChoose }: ThreadCardProps) {
  const { t } = useTranslation()
  const card = useRef<HTMLElement>(null)
  const isResolved = thread.resolvedAt !== null
  useEffect(() => {
    if (isActive) card.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  const settle = () => actions.settle(thread.id, !isResolved).catch(notifyFailed)
  const author = thread.comments[0]?.authorName ?? ''
  return (
    <article
      ref={card}
      className={styles.card}
      data-active={isActive}
      aria-label={t('review.threadOf', { name: author })}
    >
      <div className={styles.about}>
        {thread.anchor !== null && (
          <button type="button" className={styles.quote} onClick={onChoose} disabled={isDetached}>
            {thread.anchor.quote}
          </button>
        )}
        <ActionIcon
          className={styles.settle}
          variant="subtle"
          color="gray"
          c="dimmed"
          size={26}
          aria-label={t(isResolved ? 'review.reopen' : 'review.resolve')}
          title={t(isResolved ? 'review.reopen' : 'review.resolve')}
          onClick={() => void settle()}
        >
          {isResolved ? <IconRotate size={16} aria-hidden /> : <IconCheck size={16} aria-hidden />}
        </ActionIcon>
      </div>
      {isDetached && <p className={styles.note}>{t('review.detached')}</p>}
      {thread.comments.map((comment) => (
        <Comment key={comment.id} comment={comment} threadId={thread.id} actions={actions} />
      ))}
      {isResolved ? (
        <p className={styles.note}>{t('review.resolved')}</p>
      ) : (
        <CommentField
          label={t('review.reply')}
          submitLabel={t('review.send')}
          onSubmit={(text) => actions.reply(thread.id, text)}
        />
      )}
    </article>
  )
}

interface CommentProps {
  comment: DocumentComment
  threadId: string
  actions: ThreadActions
}

function Comment({ comment, threadId, actions }: CommentProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { member, isAdmin } = useCommunity()
  const [editing, setEditing] = useState(false)
  const [isReporting, setReporting] = useState(false)
  const isMine = comment.authorId === member.id
  return (
    <div className={styles.comment}>
      <div className={styles.who}>
        <PersonAvatar
          memberId={comment.authorId ?? comment.authorName}
          name={comment.authorName}
          size={24}
          decorative
        />
        <span className={styles.name}>{comment.authorName}</span>
        {comment.authorId === null && <span className={styles.when}>{t('review.byLink')}</span>}
        <span className={styles.when}>
          {locale.ago(comment.at)}
          {comment.editedAt !== null && ` · ${t('review.edited')}`}
        </span>
        {!comment.withheld && (
          <Menu>
            <Menu.Target>
              <ActionIcon
                className={styles.more}
                variant="subtle"
                color="gray"
                c="dimmed"
                size={22}
                aria-label={t('review.menuOf', { name: comment.authorName })}
              >
                <IconDots size={15} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {isMine && (
                <Menu.Item leftSection={<IconPencil size={15} aria-hidden />} onClick={() => setEditing(true)}>
                  {t('review.edit')}
                </Menu.Item>
              )}
              {!isMine && (
                <Menu.Item leftSection={<IconFlag size={15} aria-hidden />} onClick={() => setReporting(true)}>
                  {t('moderation.report.send')}
                </Menu.Item>
              )}
              {(isMine || isAdmin) && (
                <Menu.Item
                  color="red"
                  leftSection={<IconTrash size={15} aria-hidden />}
                  onClick={() => void actions.remove(threadId, comment.id).catch(notifyFailed)}
                >
                  {t('review.delete')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {isReporting && (
        <ReportModal
          subject={{ kind: 'document_comment', id: comment.id, placeId: actions.documentId }}
          onClose={() => setReporting(false)}
        />
      )}
      {comment.withheld ? (
        <RemovedNote isMine={isMine} />
      ) : editing ? (
        <CommentField
          label={t('review.edit')}
          submitLabel={t('common.save')}
          initial={comment.text}
          autoFocus
          onCancel={() => setEditing(false)}
          onSubmit={async (text) => {
            await actions.edit(threadId, comment.id, text)
            setEditing(false)
          }}
        />
      ) : (
        <CommentText text={comment.text} />
      )}
    </div>
  )
}

/** Where a new thread is begun. */
export function NewThreadCard(props: {
  quote: string | null
  onSubmit: (text: string) => Promise<void>
  onCancel: () => void
}) {
  const { t } = useTranslation()
  return (
    <article className={styles.card} data-active aria-label={t('review.newThread')}>
      {props.quote !== null && <p className={styles.quote}>{props.quote}</p>}
      <CommentField
        label={t('review.comment')}
        submitLabel={t('review.comment')}
        autoFocus
        onSubmit={props.onSubmit}
        onCancel={props.onCancel}
      />
    </article>
  )
}
