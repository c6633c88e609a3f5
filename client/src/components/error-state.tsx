import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { errorWords } from '../lib/error-words.ts'
import styles from './states.module.css'

interface ErrorStateProps {
  error: unknown
  retry?: (() => void) | undefined
  /** Fills the window. */
  whole?: boolean
}

export function ErrorState({ error, retry, whole = false }: ErrorStateProps) {
  const { t } = useTranslation()
  return (
    <div className={styles.state} data-whole={whole} role="alert">
      <p className={styles.title}>{t('errors.title')}</p>
      <p className={styles.text}>{errorWords(error)}</p>
      {retry !== undefined && (
        <Button variant="default" onClick={retry}>
          {t('errors.retry')}
        </Button>
      )}
    </div>
  )
}
