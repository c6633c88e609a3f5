import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { reviewEndpoints } from '../../../../shared/reviews.ts'
import pageStyles from '../../components/page.module.css'
import { api } from '../../lib/api.ts'
import { useCommunity } from '../../lib/session.tsx'
import { ReviewFigures } from './review-figures.tsx'
import { ReviewItem } from './review-item.tsx'
import styles from './reviews.module.css'

/** What clients say of the reader; nothing while none has. */
export function MyReviews() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data } = useQuery({
    queryKey: ['reviews', community.id],
    queryFn: () => api.call(reviewEndpoints.ofMe, { params: { communityId: community.id } }),
  })
  if (data === undefined || data.reviews.length === 0) return null
  return (
    <section className={pageStyles.card} aria-labelledby="my-reviews">
      <h2 id="my-reviews" className={pageStyles.cardTitle}>
        {t('reviews.ofMe')}
      </h2>
      <ReviewFigures numbers={data.numbers} none="" />
      <ul className={styles.list} aria-label={t('reviews.all')}>
        {data.reviews.map((review) => (
          <ReviewItem key={review.id} review={review} />
        ))}
      </ul>
    </section>
  )
}
