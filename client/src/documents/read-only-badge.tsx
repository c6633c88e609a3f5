import { IconEye } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import styles from '../components/page.module.css'

export function ReadOnlyBadge() {
  const { t } = useTranslation()
  return (
    <span className={styles.chip}>
      <IconEye size={13} aria-hidden />
      {t('documents.readOnly')}
    </span>
  )
}
