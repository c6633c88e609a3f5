import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import styles from './gig-card.module.css'

/** Which skill would lift a match to what; nothing when none would. */
export function WouldChange({ changes }: { changes: readonly { skill: string; score: number }[] }) {
  const { t, i18n } = useTranslation()
  if (changes.length === 0) return null
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' })
  return (
    <div className={styles.rules}>
      <ul className={styles.changes} aria-label={t('gigs.wouldChange')}>
        {changes.map(({ skill, score }) => (
          <li key={skill}>{t('gigs.wouldLift', { skill, percent: percent.format(score) })}</li>
        ))}
      </ul>
      <Link href="/profile">{t('nav.profile')}</Link>
    </div>
  )
}
