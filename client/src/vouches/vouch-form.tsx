import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { vouchEndpoints } from '../../../shared/vouches.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import styles from './vouches.module.css'

interface VouchFormProps {
  memberId: string
  niches: readonly { id: string; name: string }[]
}

/** To stand in for a skill of another member; the same skill again changes the words. */
export function VouchForm({ memberId, niches }: VouchFormProps) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [nicheId, setNicheId] = useState(niches[0]?.id ?? '')
  const [skill, setSkill] = useState('')
  const [words, setWords] = useState('')
  const { busy, error, onSubmit } = useSubmit()
  const send = async () => {
    await api.call(vouchEndpoints.give, {
      params: { communityId: community.id, nicheId, memberId },
      body: { skill, words },
    })
    setSkill('')
    setWords('')
    notifyDone(t('vouches.done'))
    await client.invalidateQueries({ queryKey: ['trust', community.id] })
  }
  return (
    <form className={styles.form} aria-label={t('vouches.give')} onSubmit={onSubmit(send)}>
      <h3 className={styles.skill}>{t('vouches.give')}</h3>
      <p className={pageStyles.hint}>{t('vouches.giveText')}</p>
      {niches.length > 1 && (
        <Select
          label={t('vouches.niche')}
          data={niches.map(({ id, name }) => ({ value: id, label: name }))}
          allowDeselect={false}
          value={nicheId}
          onChange={(value) => setNicheId(value ?? nicheId)}
        />
      )}
      <TextInput
        label={t('vouches.skill')}
        maxLength={60}
        value={skill}
        onChange={(event) => setSkill(event.currentTarget.value)}
      />
      <Textarea
        label={t('vouches.words')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        value={words}
        error={error}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" size="xs" loading={busy} disabled={skill.trim() === ''}>
          {t('vouches.give')}
        </Button>
      </div>
    </form>
  )
}
