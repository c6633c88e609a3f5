import { useTranslation } from 'react-i18next'
import type { TranslationSettings } from '../../../shared/translation-api.ts'
import pageStyles from '../components/page.module.css'
import styles from '../settings/settings.module.css'

/** How long what is kept, for every member to see. */
export function KeepingCard({ settings }: { settings: TranslationSettings }) {
  const { t } = useTranslation()
  const { keepMessagesDays, keepTranslationsDays, keepLedgerDays } = settings
  const days = (count: number) => t('settings.translation.days', { count })
  return (
    <section className={pageStyles.card} aria-labelledby="translation-keeping">
      <h2 id="translation-keeping" className={pageStyles.cardTitle}>
        {t('settings.translation.keeping')}
      </h2>
      <dl className={styles.facts}>
        <div>
          <dt>{t('settings.translation.keptMessages')}</dt>
          <dd>{keepMessagesDays === null ? t('settings.translation.untilDeleted') : days(keepMessagesDays)}</dd>
        </div>
        <div>
          <dt>{t('settings.translation.keptTranslations')}</dt>
          <dd>{days(keepTranslationsDays)}</dd>
        </div>
        <div>
          <dt>{t('settings.translation.keptLedger')}</dt>
          <dd>{days(keepLedgerDays)}</dd>
        </div>
      </dl>
      <p className={pageStyles.muted}>{t('settings.translation.keepingText')}</p>
    </section>
  )
}
