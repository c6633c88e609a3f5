import { Button, Rating } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Review, reviewEndpoints } from '../../../../shared/reviews.ts'
import { AnswerForm } from '../../components/answer-form.tsx'
import { ConfirmModal } from '../../components/confirm-modal.tsx'
import pageStyles from '../../components/page.module.css'
import { api } from '../../lib/api.ts'
import { useCommunity } from '../../lib/session.tsx'
import { RemovedNote } from '../../moderation/removed-note.tsx'
import { ReportButton } from '../../moderation/report-button.tsx'
import { useLocale } from '../../lib/use-locale.ts'
import styles from './reviews.module.css'

/** One review, with its answer, and what its reader may do with it. */
export function ReviewItem({ review }: { review: Review }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { community, member, isAdmin } = useCommunity()
  const client = useQueryClient()
  const [open, setOpen] = useState<'answer' | 'remove' | null>(null)
  const { id, rating, paid, response, words, author, createdAt, answer, mayAnswer } = review
  const params = { communityId: community.id, reviewId: id }
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: ['gig', community.id] })
    await client.invalidateQueries({ queryKey: ['reviews', community.id] })
  }
  const facts = [
    ...(paid === null ? [] : [`${t('reviews.paid.label')}: ${t(`reviews.paid.${paid}`)}`]),
    ...(response === null ? [] : [`${t('reviews.response.label')}: ${t(`reviews.response.${response}`)}`]),
  ]
  return (
    <li className={styles.review}>
      <div className={pageStyles.row}>
        <Rating value={rating} size="xs" readOnly role="img" aria-label={t('reviews.starsOf', { rating })} />
        <strong>{author.name}</strong>
        <span className={pageStyles.muted}>{locale.ago(createdAt)}</span>
      </div>
      {facts.length > 0 && <p className={pageStyles.muted}>{facts.join(' · ')}</p>}
      {review.withheld && <RemovedNote isMine={author.memberId === member.id} />}
      {words !== '' && <p className={styles.words}>{words}</p>}
      {answer !== null && (
        <p className={styles.answer}>
          <strong>{t('reviews.answered')}</strong> {answer.text}
        </p>
      )}
      <div className={pageStyles.row}>
        {mayAnswer && open !== 'answer' && (
          <Button size="compact-xs" variant="default" onClick={() => setOpen('answer')}>
            {t('reviews.answer')}
          </Button>
        )}
        {!review.withheld && author.memberId !== member.id && (
          <ReportButton subject={{ kind: 'review', id, placeId: null }} name={author.name} />
        )}
        {(isAdmin || author.memberId === member.id) && (
          <Button size="compact-xs" variant="default" onClick={() => setOpen('remove')}>
            {t('common.remove')}
          </Button>
        )}
      </div>
      {open === 'answer' && (
        <AnswerForm
          text={answer?.text ?? ''}
          send={async (text) => {
            await api.call(reviewEndpoints.answer, { params, body: { text } })
            await refresh()
            setOpen(null)
          }}
        />
      )}
      {open === 'remove' && (
        <ConfirmModal
          title={t('reviews.removeTitle')}
          text={t('reviews.removeText')}
          action={t('common.remove')}
          onConfirm={async () => {
            await api.call(reviewEndpoints.remove, { params })
            await refresh()
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </li>
  )
}
