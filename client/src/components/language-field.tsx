import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { chooseLanguage } from '../lib/i18n.ts'
import { type Language, LANGUAGES } from '../lib/languages.ts'
import { notifyFailed } from '../lib/notify.ts'

/** The interface's language; each is named in itself, for whoever cannot read the one that is shown. */
export function LanguageField({ bare = false }: { bare?: boolean }) {
  const { t, i18n } = useTranslation()
  return (
    <NativeSelect
      {...(bare ? { 'aria-label': t('language.label'), size: 'xs' } : { label: t('language.label') })}
      value={i18n.language}
      onChange={(event) => void chooseLanguage(event.currentTarget.value as Language).catch(notifyFailed)}
    >
      {LANGUAGES.map(({ code, name }) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </NativeSelect>
  )
}
