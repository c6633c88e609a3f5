import { Button, Menu, ActionIcon } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { IconClock, IconDots, IconFlag, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { boardEndpoints } from '../../../shared/board-api.ts'
import type { Card } from '../../../shared/board.ts'
import { PersonAvatar } from '../components/person-avatar.tsx'
import { api } from '../lib/api.ts'
import { newId } from '../lib/new-id.ts'
import { notifyFailed } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { addWaiting, dropWaiting } from '../lib/waiting-comments.ts'
import { RemovedNote } from '../moderation/removed-note.tsx'
import { ReportModal } from '../moderation/report-modal.tsx'
import { useBoardContext } from './board-context.tsx'
import styles from './card-drawer.module.css'
import { CommentField } from './comment-field.tsx'
import { useKey } from './keyed-store.ts'
import { Markdown } from './markdown.tsx'
import type { ShownComment } from './use-comments.ts'

/** What was said about a card; what is written offline waits here and says so. */
export function CommentsSection({ card }: { card: Card }) {
  const { t } = useTranslation()
  const { documentId, mayWrite, comments } = useBoardContext()
  const { member } = useCommunity()
  const said = (useKey(comments, card.id) ?? []) as readonly ShownComment[]
  if (!mayWrite && said.length === 0) return null
  return (
    <section className={styles.section} aria-label={t('board.comments')}>
      <h3 className={styles.heading}>{t('board.comments')}</h3>
      <ol className={styles.comments}>
        {said.map((comment) => (
          <CommentRow key={comment.id} comment={comment} isMine={comment.author === member.id} />
        ))}
      </ol>
      {mayWrite && (
        <CommentField
          label={t('board.newComment')}
          initial=""
          action={t('board.comment')}
          onDone={(text) => addWaiting(documentId, { id: newId(), cardId: card.id, text, at: Date.now() })}
        />
      )}
    </section>
  )
}

function CommentRow({ comment, isMine }: { comment: ShownComment; isMine: boolean }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { documentId, members, mayWrite } = useBoardContext()
  const { isAdmin } = useCommunity()
  const client = useQueryClient()
  const [editing, setEditing] = useState(false)
  const [isReporting, setReporting] = useState(false)
  const person = comment.author === null ? undefined : members.get(comment.author)
  const name = person?.name ?? comment.authorName ?? t('board.formerMember')
  const params = { documentId, commentId: comment.id }
  const change = async (work: () => Promise<unknown>) => {
    try {
      await work()
      await client.invalidateQueries({ queryKey: ['board-comments', documentId] })
    } catch (error) {
      notifyFailed(error)
    }
  }
  const remove = () => {
    if (comment.isWaiting) dropWaiting(documentId, comment.id)
    else void change(() => api.call(boardEndpoints.deleteComment, { params }))
  }
  return (
    <li className={styles.comment}>
      <PersonAvatar memberId={comment.author ?? name} name={name} size={26} />
      <div className={styles.commentBody}>
        <div className={styles.commentHead}>
          <strong>{name}</strong>
          {comment.isWaiting ? (
            <span className={styles.waiting}>
              <IconClock size={13} aria-hidden /> {t('board.commentWaiting')}
            </span>
          ) : (
            <time dateTime={new Date(comment.at).toISOString()} title={locale.dateTime(comment.at)}>
              {locale.ago(comment.at)}
              {comment.editedAt !== null && ` · ${t('board.edited')}`}
            </time>
          )}
          {!comment.withheld && (!isMine || mayWrite) && (
            <Menu>
              <Menu.Target>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  c="inherit"
                  size={22}
                  aria-label={t('board.commentMenu', { name })}
                >
                  <IconDots size={14} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {isMine && !comment.isWaiting && (
                  <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setEditing(true)}>
                    {t('board.edit')}
                  </Menu.Item>
                )}
                {!isMine && (
                  <Menu.Item leftSection={<IconFlag size={16} aria-hidden />} onClick={() => setReporting(true)}>
                    {t('moderation.report.send')}
                  </Menu.Item>
                )}
                {mayWrite && (isMine || isAdmin) && (
                  <Menu.Item
                    c="var(--gh-danger-text)"
                    leftSection={<IconTrash size={16} aria-hidden />}
                    onClick={remove}
                  >
                    {t('board.deleteComment')}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
        {isReporting && (
          <ReportModal
            subject={{ kind: 'card_comment', id: comment.id, placeId: documentId }}
            onClose={() => setReporting(false)}
          />
        )}
        {comment.withheld ? (
          <RemovedNote isMine={isMine} />
        ) : editing ? (
          <>
            <CommentField
              label={t('board.editComment')}
              initial={comment.text}
              action={t('common.save')}
              onDone={(text) => {
                setEditing(false)
                void change(() => api.call(boardEndpoints.editComment, { params, body: { text } }))
              }}
            />
            <Button variant="subtle" color="gray" c="inherit" size="compact-xs" onClick={() => setEditing(false)}>
              {t('common.cancel')}
            </Button>
          </>
        ) : (
          <Markdown text={comment.text} />
        )}
      </div>
    </li>
  )
}
