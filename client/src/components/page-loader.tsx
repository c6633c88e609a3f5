import { Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './states.module.css'

export function PageLoader({ whole = false }: { whole?: boolean }) {
  const { t } = useTranslation()
  return (
    <div className={styles.state} data-whole={whole} role="status" aria-label={t('common.loading')}>
      <Loader size="sm" color="var(--gh-accent)" />
    </div>
  )
}
