import { useTranslation } from 'react-i18next'
import type { Hold } from '../../../shared/holds.ts'
import styles from './moderation.module.css'

/** For who wrote or runs an announcement or event: why it waits, or what a moderator said of it. `mine`: it is mine to change. */
export function HoldNote({ hold, mine }: { hold: Hold | null; mine: boolean }) {
  const { t } = useTranslation()
  if (hold === null) return null
  const { word, decision } = hold
  const state = decision === null ? 'waiting' : decision.passed ? 'passed' : 'refused'
  return (
    <section className={styles.hold} data-state={state} aria-label={t('moderation.hold.title')}>
      {t(`moderation.hold.${state}`, { word, name: decision?.by ?? '' })}
      {mine && state !== 'passed' && ` ${t(`moderation.hold.${state}Advice`)}`}
      {decision !== null && <p dir="auto">{decision.reason}</p>}
    </section>
  )
}
