import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { translationEndpoints } from '../../../shared/translation-api.ts'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import styles from '../settings/settings.module.css'
import { languageChoices } from '../lib/language-names.ts'

/** One term, in one language or left as it is; more languages come by adding it again, or from a file. */
export function TermForm({ roomId, onAdded }: { roomId: string | null; onAdded: () => void }) {
  const { t, i18n } = useTranslation()
  const { community } = useCommunity()
  const [language, setLanguage] = useState<string | null>('en')
  const [term, setTerm] = useState('')
  const [to, setTo] = useState<string | null>(null)
  const [becomes, setBecomes] = useState('')
  const { busy, error, onSubmit } = useSubmit()
  const choices = languageChoices(i18n.language)
  const add = async () => {
    const translations = to === null || becomes.trim() === '' ? {} : { [to]: becomes }
    await api.call(translationEndpoints.addTerm, {
      params: { communityId: community.id },
      body: { roomId, language: language ?? 'en', term, translations },
    })
    setTerm('')
    setBecomes('')
    onAdded()
  }
  return (
    <form className={styles.mapping} onSubmit={onSubmit(add)}>
      <TextInput
        label={t('settings.translation.term')}
        required
        withAsterisk={false}
        maxLength={200}
        value={term}
        error={error}
        onChange={(event) => setTerm(event.currentTarget.value)}
      />
      <Select
        label={t('settings.translation.from')}
        data={choices}
        searchable
        value={language}
        onChange={setLanguage}
      />
      <Select
        label={t('settings.translation.to')}
        data={choices}
        searchable
        clearable
        placeholder={t('settings.translation.stays')}
        value={to}
        onChange={setTo}
      />
      <TextInput
        label={t('settings.translation.becomes')}
        disabled={to === null}
        maxLength={200}
        value={becomes}
        onChange={(event) => setBecomes(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={busy}>
        {t('settings.translation.addTerm')}
      </Button>
    </form>
  )
}
