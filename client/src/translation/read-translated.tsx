import { Button } from '@mantine/core'
import { IconLanguage } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommunity } from '../lib/session.tsx'
import { Beside } from './beside.tsx'
import { Provenance } from './provenance.tsx'
import styles from './side-by-side.module.css'
import { mayRetry, type Purpose, useTranslations } from './use-translations.ts'

/** What is translated on its own: a title, a paragraph. */
export interface Part {
  text: string
  original: ReactNode
  /** Absent: as it stands. */
  show?: (translated: string) => ReactNode
}

interface ReadTranslatedProps {
  parts: readonly Part[]
  purpose: Purpose
  /** Stay as they are. */
  names?: readonly string[]
  /** Until somebody asks. */
  children: ReactNode
}

/** A text that was written elsewhere, in the reader's own language when asked for, beside the original. */
export function ReadTranslated({ parts, purpose, names, children }: ReadTranslatedProps) {
  const { t, i18n } = useTranslation()
  const { community } = useCommunity()
  const [isOpen, setIsOpen] = useState(false)
  const { want, of } = useTranslations(community.id, i18n.language)
  const asked = parts.map(({ text }) => ({ text, purpose, ...(names === undefined ? {} : { names }) }))
  const failed = asked.filter(({ text }) => {
    const shown = of(text)
    return shown !== undefined && mayRetry(shown)
  })
  const open = () => {
    setIsOpen(!isOpen)
    if (!isOpen) want(asked, true)
  }
  return (
    <>
      {isOpen ? (
        <div aria-live="polite">
          {parts.map(({ text, original, show }, index) => {
            const shown = of(text)
            const isTranslated = typeof shown === 'object' && shown.state === 'translated'
            return (
              // Parts of a text have no names, and keep their places.
              <Beside key={index} original={original} lang={i18n.language}>
                {isTranslated && (show?.(shown.text) ?? <p className={styles.lines}>{shown.text}</p>)}
                <Provenance shown={shown} />
              </Beside>
            )
          })}
        </div>
      ) : (
        children
      )}
      <div className={styles.asking}>
        <Button size="xs" variant="default" leftSection={<IconLanguage size={15} aria-hidden />} onClick={open}>
          {t(isOpen ? 'translation.close' : 'translation.read')}
        </Button>
        {isOpen && failed.length > 0 && (
          <Button size="xs" variant="default" onClick={() => want(failed, true)}>
            {t('translation.again')}
          </Button>
        )}
      </div>
    </>
  )
}

/** The title of what is read. */
export function PartTitle({ words }: { words: string }) {
  return (
    <p className={styles.lines}>
      <strong>{words}</strong>
    </p>
  )
}
