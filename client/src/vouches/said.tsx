import { useTranslation } from 'react-i18next'
import type { Vouch } from '../../../shared/vouches.ts'
import styles from './vouches.module.css'

/** What a vouch or a referral says, and what was answered to it. */
export function Said({ words, answer }: Pick<Vouch, 'words' | 'answer'>) {
  const { t } = useTranslation()
  return (
    <>
      {words !== '' && (
        <p className={styles.words} dir="auto">
          {words}
        </p>
      )}
      {answer !== null && (
        <p className={styles.words} dir="auto">
          <strong>{t('reviews.answered')}</strong> {answer.text}
        </p>
      )}
    </>
  )
}
