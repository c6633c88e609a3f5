import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Markup, Translation } from '../../../shared/translation.ts'
import { translationEndpoints } from '../../../shared/translation-api.ts'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import styles from './side-by-side.module.css'

interface FixTranslationProps {
  source: string
  markup: Markup
  translation: Extract<Translation, { state: 'translated' }>
  /** Null: it is said nowhere in particular. */
  roomId?: string | null
  /** Whether mine counts at once. */
  decides: boolean
}

/** A member proposes better words; an admin decides, and in a private room its moderator. */
export function FixTranslation({ source, markup, translation, roomId = null, decides }: FixTranslationProps) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [text, setText] = useState<string>()
  const { busy, error, onSubmit } = useSubmit()
  const { from, to, text: machine } = translation
  const send = async () => {
    await api.call(translationEndpoints.correct, {
      params: { communityId: community.id },
      body: { roomId, from, to, source, machine, markup, text: text ?? '' },
    })
    await client.invalidateQueries({ queryKey: ['translation', community.id, 'corrections'] })
    setText(undefined)
    notifyDone(t(decides ? 'translation.fixed' : 'translation.fixSent'))
  }
  if (text === undefined) {
    return (
      <button type="button" className={styles.go} onClick={() => setText(machine)}>
        {t('translation.fix')}
      </button>
    )
  }
  return (
    <form className={styles.fix} onSubmit={onSubmit(send)}>
      <Textarea
        label={t('translation.fixLabel')}
        description={t('translation.fixText')}
        autosize
        data-autofocus
        autoFocus
        maxLength={20_000}
        lang={to}
        dir="auto"
        value={text}
        error={error}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={styles.foot}>
        <Button type="submit" size="xs" loading={busy} disabled={text.trim() === '' || text === machine}>
          {t('translation.fixSend')}
        </Button>
        <Button size="xs" variant="default" onClick={() => setText(undefined)}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  )
}
