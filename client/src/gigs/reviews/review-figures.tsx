import { Rating } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ReviewNumbers } from '../../../../shared/reviews.ts'
import pageStyles from '../../components/page.module.css'
import { useLocale } from '../../lib/use-locale.ts'
import styles from './reviews.module.css'

/** What reviews come to; `none`: what is said while there are none. */
export function ReviewFigures({ numbers, none }: { numbers: ReviewNumbers; none: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { reviews, rating, paid, response } = numbers
  if (rating === null) return <p className={pageStyles.muted}>{none}</p>
  const saidOfPay = paid.on_time + paid.late + paid.never
  const saidOfResponse = response.quick + response.slow + response.none
  const mean = locale.number(Math.round(rating * 10) / 10)
  return (
    <>
      <p className={styles.figures}>
        <Rating value={rating} fractions={4} readOnly aria-hidden />
        {t('reviews.rating', { count: reviews, rating: mean })}
      </p>
      <ul className={styles.facts}>
        {saidOfPay > 0 && <li>{t('reviews.paidOnTime', { part: paid.on_time, all: saidOfPay })}</li>}
        {saidOfResponse > 0 && <li>{t('reviews.answeredQuickly', { part: response.quick, all: saidOfResponse })}</li>}
      </ul>
    </>
  )
}
