import { useTranslation } from 'react-i18next'
import type { Match } from './gig-queries.ts'
import { confidenceOf } from './match-confidence.ts'
import styles from './gig-card.module.css'

/** Score in words and as a bar; a gig that is closed to the member has none. */
export function MatchScore({ match }: { match: Match | null }) {
  const { t } = useTranslation()
  if (match === null) return null
  if (!match.eligible) return <p className={styles.closed}>{t('gigs.notForYou')}</p>
  const percent = Math.round(match.score * 100)
  return (
    <div className={styles.score}>
      <span className={styles.percent}>{percent}%</span>
      <span className={styles.matchWord}>{t('gigs.match')}</span>
      <span className={styles.confidence} title={t('gigs.confidence.text')}>
        {t(`gigs.confidence.${confidenceOf(match.reasons)}`)}
      </span>
      <span className={styles.bar} aria-hidden>
        <span className={styles.barFill} style={{ inlineSize: `${percent}%` }} />
      </span>
    </div>
  )
}
