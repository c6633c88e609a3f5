import { useTranslation } from 'react-i18next'
import type { TakenUp } from '../../../shared/gigs.ts'
import styles from './gig-card.module.css'

/** What a score has been worth so far, or that nobody can say yet. */
export function TakenUpLine({ takenUp }: { takenUp: TakenUp | null }) {
  const { t, i18n } = useTranslation()
  if (takenUp === null) return <p className={styles.rules}>{t('gigs.takenUp.unknown')}</p>
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' })
  const { n, share, low, high } = takenUp
  return (
    <p className={styles.rules}>
      {t('gigs.takenUp.known', {
        count: n,
        share: percent.format(share),
        low: percent.format(low),
        high: percent.format(high),
      })}
    </p>
  )
}
