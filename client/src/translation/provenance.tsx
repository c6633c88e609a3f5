import { useTranslation } from 'react-i18next'
import { engineName, isApproved } from '../../../shared/engine-name.ts'
import { languageName } from '../lib/language-names.ts'
import styles from './side-by-side.module.css'
import type { Shown } from './use-translations.ts'

/** Where a text comes from: which engine made it, or why it is as it was written. */
export function Provenance({ shown }: { shown: Shown | undefined }) {
  const { t, i18n } = useTranslation()
  const words = () => {
    if (shown === undefined || shown === 'waiting') return t('translation.waiting')
    if (shown === 'failed') return t('translation.reason.hub')
    const from = shown.from === null ? '' : languageName(shown.from, i18n.language)
    if (shown.state === 'same') return t('translation.same')
    if (shown.state === 'untranslated') return t(`translation.reason.${shown.reason}`, { from })
    if (isApproved(shown)) return t('translation.byPeople', { from })
    return t('translation.by', { engine: engineName(shown), from })
  }
  return (
    <span className={styles.provenance} role={shown === 'waiting' ? 'status' : undefined}>
      {words()}
    </span>
  )
}
