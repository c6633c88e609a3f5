import { useTranslation } from 'react-i18next'
import type { Hold } from '../../../shared/holds.ts'
import styles from './moderation.module.css'

/** For who runs an announcement or event: why it waits, or what a moderator said of it. */
export function HoldNote({ hold }: { hold: Hold | null }) {
  const { t } = useTranslation()
  if (hold === null) return null
  const { word, decision } = hold
  const state = decision === null ? 'waiting' : decision.passed ? 'passed' : 'refused'
  return (
    <section className={styles.hold} data-state={state} aria-label={t('moderation.hold.title')}>
      {t(`moderation.hold.${state}`, { word, name: decision?.by ?? '' })}
      {decision !== null && <p dir="auto">{decision.reason}</p>}
    </section>
  )
}
