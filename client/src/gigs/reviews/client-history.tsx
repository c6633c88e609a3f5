import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Gig } from '../../../../shared/gigs.ts'
import { reviewEndpoints } from '../../../../shared/reviews.ts'
import pageStyles from '../../components/page.module.css'
import { api } from '../../lib/api.ts'
import { useCommunity } from '../../lib/session.tsx'
import { TrustSignals } from '../trust-signals.tsx'
import { ReviewForm } from './review-form.tsx'
import { ReviewItem } from './review-item.tsx'
import { ReviewFigures } from './review-figures.tsx'
import styles from './reviews.module.css'

/** What members say of a gig's client, and what its reader may say: of the client, or of who won it. */
export function ClientHistory({ gig }: { gig: Gig }) {
  const { t } = useTranslation()
  const { community, member } = useCommunity()
  const { data } = useQuery({
    queryKey: ['gig', community.id, gig.id, 'client'],
    queryFn: () => api.call(reviewEndpoints.client, { params: { communityId: community.id, gigId: gig.id } }),
  })
  // A gig that names nobody has nobody to speak of.
  if (data === undefined || data.client === null) return null
  const { client, numbers, signals, reviews, mayReview, winners } = data
  const own = reviews.find(({ gigId, author }) => gigId === gig.id && author.memberId === member.id)
  return (
    <section className={pageStyles.card} aria-labelledby="gig-client">
      <h2 id="gig-client" className={pageStyles.cardTitle}>
        {t('reviews.title', { client })}
      </h2>
      <p className={pageStyles.hint}>{t('reviews.gigs', { count: data.gigs, won: data.won })}</p>
      <ReviewFigures numbers={numbers} none={t('reviews.none')} />
      {signals.length > 0 && <TrustSignals trust={{ score: 1, flagged: false, signals, overruled: null }} />}
      {reviews.length > 0 && (
        <ul className={styles.list} aria-label={t('reviews.all')}>
          {reviews.map((review) => (
            <ReviewItem key={review.id} review={review} />
          ))}
        </ul>
      )}
      {mayReview && (own === undefined || own.mayChange) && (
        <ReviewForm key={own?.updatedAt} gigId={gig.id} title={t('reviews.how', { name: client })} review={own} />
      )}
      {winners.map(({ memberId, name, review }) => (
        <ReviewForm
          key={`${memberId} ${review?.updatedAt}`}
          gigId={gig.id}
          title={t('reviews.howWorked', { name })}
          review={review ?? undefined}
          memberId={memberId}
        />
      ))}
    </section>
  )
}
