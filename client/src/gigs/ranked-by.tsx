import { IconScale } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import styles from './gig-card.module.css'

/** How the order came about. What an AI model ranked says so. */
export function RankedBy({ version }: { version: string }) {
  const { t } = useTranslation()
  return (
    <p className={styles.rules}>
      <IconScale size={15} aria-hidden />
      {t(/^rules-\d+$/.test(version) ? 'gigs.byRules' : 'gigs.byModel', { version })}
    </p>
  )
}
