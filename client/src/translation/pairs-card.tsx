import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TranslationStatus } from '../../../shared/translation-api.ts'
import pageStyles from '../components/page.module.css'
import styles from '../settings/settings.module.css'
import { apertiumPackages } from './apertium-packages.ts'
import { engineName } from '../../../shared/engine-name.ts'
import { languageChoices, languageName } from '../lib/language-names.ts'

/** Which languages work now, and what to install for a pair that does not. */
export function PairsCard({ status }: { status: TranslationStatus }) {
  const { t, i18n } = useTranslation()
  const [from, setFrom] = useState<string | null>('en')
  const [to, setTo] = useState<string | null>('es')
  const choices = languageChoices(i18n.language)
  const name = (code: string) => languageName(code, i18n.language)
  const sources = [...new Set(status.pairs.map((pair) => pair.from))]
  return (
    <section className={pageStyles.card} aria-labelledby="translation-pairs">
      <h2 id="translation-pairs" className={pageStyles.cardTitle}>
        {t('settings.translation.pairs')}
      </h2>
      {status.anyPairBy !== null && (
        <p className={pageStyles.muted}>{t('settings.translation.anyPair', { model: status.anyPairBy })}</p>
      )}
      {status.anyPairBy === null && sources.length === 0 && (
        <p className={pageStyles.muted}>{t('settings.translation.noPairs')}</p>
      )}
      <dl className={styles.facts}>
        {sources.map((source) => (
          <div key={source}>
            <dt>{name(source)}</dt>
            <dd>
              {status.pairs
                .filter((pair) => pair.from === source)
                .map((pair) => name(pair.to))
                .join(', ')}
            </dd>
          </div>
        ))}
      </dl>
      <div className={styles.mapping}>
        <Select label={t('settings.translation.from')} data={choices} searchable value={from} onChange={setFrom} />
        <Select label={t('settings.translation.to')} data={choices} searchable value={to} onChange={setTo} />
      </div>
      {from !== null && to !== null && <PairAnswer status={status} from={from} to={to} />}
    </section>
  )
}

function PairAnswer({ status, from, to }: { status: TranslationStatus; from: string; to: string }) {
  const { t } = useTranslation()
  const pair = status.pairs.find((one) => one.from === from && one.to === to)
  const engine = status.anyPairBy ?? (pair === undefined ? undefined : engineName(pair))
  if (from === to) return null
  if (engine !== undefined) return <p role="status">{t('settings.translation.works', { engine })}</p>
  const packages = apertiumPackages(from, to)
  return (
    <div role="status">
      <p>{t(packages === undefined ? 'settings.translation.needsModel' : 'settings.translation.needsPackage')}</p>
      {packages !== undefined && (
        <code className={styles.code} dir="ltr">
          {`apt-get install apertium cg3 ${packages.join(' ')}`}
        </code>
      )}
    </div>
  )
}
