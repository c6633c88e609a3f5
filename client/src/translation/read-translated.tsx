import { Button } from '@mantine/core'
import { IconLanguage } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommunity } from '../lib/session.tsx'
import { Provenance } from './provenance.tsx'
import styles from './side-by-side.module.css'
import { mayRetry, type Purpose, useTranslations } from './use-translations.ts'

interface ReadTranslatedProps {
  text: string
  purpose: Purpose
}

/** A text that was written elsewhere, in the reader's own language when asked for, below the original. */
export function ReadTranslated({ text, purpose }: ReadTranslatedProps) {
  const { t, i18n } = useTranslation()
  const { community } = useCommunity()
  const [asked, setAsked] = useState(false)
  const { want, of } = useTranslations(community.id, i18n.language)
  const shown = of(text)
  const ask = () => {
    setAsked(true)
    want([{ text, purpose }], true)
  }
  return (
    <>
      {(!asked || (shown !== undefined && mayRetry(shown))) && (
        <Button size="xs" variant="default" leftSection={<IconLanguage size={15} aria-hidden />} onClick={ask}>
          {t(asked ? 'translation.again' : 'translation.read')}
        </Button>
      )}
      {asked && (
        <div className={styles.block} aria-live="polite">
          {typeof shown === 'object' && shown.state === 'translated' && (
            <p className={styles.lines} lang={i18n.language} dir="auto">
              {shown.text}
            </p>
          )}
          <Provenance shown={shown} />
        </div>
      )}
    </>
  )
}
