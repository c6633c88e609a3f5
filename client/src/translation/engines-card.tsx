import { useTranslation } from 'react-i18next'
import type { EngineId, TranslationStatus } from '../../../shared/translation-api.ts'
import pageStyles from '../components/page.module.css'
import styles from '../settings/settings.module.css'

/** Written in a shell, the same in every language. */
const SET_UP: Record<EngineId, string> = {
  openai: 'OPENAI_BASE_URL=http://localhost:11434/v1 OPENAI_MODEL=gemma3',
  bergamot: 'BERGAMOT_MODELS=/srv/bergamot/models',
  apertium: 'apt-get install apertium apertium-eng-spa apertium-spa-cat cg3',
}
const TONES = { ready: 'good', off: 'plain', 'not-installed': 'warn', 'not-configured': 'warn' } as const

export function EnginesCard({ status }: { status: TranslationStatus }) {
  const { t } = useTranslation()
  return (
    <section className={pageStyles.card} aria-labelledby="translation-engines">
      <h2 id="translation-engines" className={pageStyles.cardTitle}>
        {t('settings.translation.engines')}
      </h2>
      {status.settings.localOnly && <p className={pageStyles.muted}>{t('settings.translation.isLocalOnly')}</p>}
      {status.engines.map(({ id, state, detail, faults }) => (
        <div key={id}>
          <div className={`${styles.head} ${styles.after}`}>
            <strong>{t(`settings.translation.engine.${id}`)}</strong>
            <span className={pageStyles.chip} data-tone={TONES[state]}>
              {t(`settings.translation.state.${state}`)}
            </span>
          </div>
          <p className={pageStyles.muted}>
            {state === 'not-installed' || state === 'not-configured'
              ? t(`settings.translation.missing.${id}`)
              : id === 'openai'
                ? detail
                : t('settings.translation.pairCount', { count: Number(detail) })}
          </p>
          {(state === 'not-installed' || state === 'not-configured') && (
            <code className={styles.code} dir="ltr">
              {SET_UP[id]}
            </code>
          )}
          {faults.length > 0 && (
            <ul className={styles.after} aria-label={t('settings.translation.faults')}>
              {faults.map(({ name, reason }) => (
                <li key={name}>
                  <code dir="ltr">{name}</code> {t(`settings.translation.fault.${reason}`)}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </section>
  )
}
