import { Button, Rating, SegmentedControl, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Review, reviewEndpoints, type ReviewInput } from '../../../../shared/reviews.ts'
import pageStyles from '../../components/page.module.css'
import { api } from '../../lib/api.ts'
import { notifyDone } from '../../lib/notify.ts'
import { useCommunity } from '../../lib/session.tsx'
import { useSubmit } from '../../lib/use-submit.ts'
import styles from './reviews.module.css'

const PAID = ['on_time', 'late', 'never'] as const
const RESPONSE = ['quick', 'slow', 'none'] as const

interface ReviewFormProps {
  gigId: string
  title: string
  /** What was said before and may still be changed. */
  review: Review | undefined
  /** Of whom it speaks; absent: of the client. */
  memberId?: string
}

/** How it was, in a rating, two facts and words. */
export function ReviewForm({ gigId, title, review, memberId }: ReviewFormProps) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [input, setInput] = useState<ReviewInput>({
    rating: review?.rating ?? 0,
    paid: review?.paid ?? null,
    response: review?.response ?? null,
    words: review?.words ?? '',
  })
  const { busy, error, onSubmit } = useSubmit()
  const change = (part: Partial<ReviewInput>) => setInput((all) => ({ ...all, ...part }))
  const send = async () => {
    await api.call(reviewEndpoints.give, {
      params: { communityId: community.id, gigId },
      body: { ...input, ...(memberId === undefined ? {} : { memberId }) },
    })
    notifyDone(t('reviews.done'))
    await client.invalidateQueries({ queryKey: ['gig', community.id, gigId, 'client'] })
  }
  if (review !== undefined && !review.mayChange) return null
  return (
    <form className={styles.form} aria-label={title} onSubmit={onSubmit(send)}>
      <h3 className={pageStyles.cardTitle}>{title}</h3>
      <Rating
        size="lg"
        value={input.rating}
        onChange={(rating) => change({ rating })}
        role="radiogroup"
        aria-label={t('reviews.stars')}
        getSymbolLabel={(rating) => t('reviews.starsOf', { rating })}
      />
      {memberId === undefined && (
        <Labelled label={t('reviews.paid.label')}>
          {(label) => (
            <SegmentedControl
              size="xs"
              aria-labelledby={label}
              value={input.paid ?? ''}
              onChange={(value) => change({ paid: PAID.find((one) => one === value) ?? null })}
              data={[
                { value: '', label: t('reviews.unsaid') },
                ...PAID.map((value) => ({ value, label: t(`reviews.paid.${value}`) })),
              ]}
            />
          )}
        </Labelled>
      )}
      <Labelled label={t('reviews.response.label')}>
        {(label) => (
          <SegmentedControl
            size="xs"
            aria-labelledby={label}
            value={input.response ?? ''}
            onChange={(value) => change({ response: RESPONSE.find((one) => one === value) ?? null })}
            data={[
              { value: '', label: t('reviews.unsaid') },
              ...RESPONSE.map((value) => ({ value, label: t(`reviews.response.${value}`) })),
            ]}
          />
        )}
      </Labelled>
      <Textarea
        label={t('reviews.words')}
        description={t('reviews.wordsText')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        value={input.words}
        onChange={(event) => change({ words: event.currentTarget.value })}
      />
      {error !== undefined && (
        <p className={pageStyles.danger} role="alert">
          {error}
        </p>
      )}
      <div>
        <Button type="submit" size="xs" loading={busy} disabled={input.rating === 0}>
          {t('reviews.send')}
        </Button>
      </div>
    </form>
  )
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div>
      <span id={id} className={styles.label}>
        {label}
      </span>
      {children(id)}
    </div>
  )
}
