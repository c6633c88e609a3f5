import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSubmit } from '../lib/use-submit.ts'
import styles from './answer-form.module.css'

/** Answers what somebody has written about one. */
export function AnswerForm({ text: before, send }: { text: string; send: (text: string) => Promise<void> }) {
  const { t } = useTranslation()
  const [text, setText] = useState(before)
  const { busy, error, onSubmit } = useSubmit()
  return (
    <form className={styles.form} onSubmit={onSubmit(() => send(text))}>
      <Textarea
        label={t('reviews.yourAnswer')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        data-autofocus
        value={text}
        error={error}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" size="xs" loading={busy} disabled={text.trim() === ''}>
          {t('reviews.answer')}
        </Button>
      </div>
    </form>
  )
}
