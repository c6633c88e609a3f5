import { IconShieldOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import styles from './moderation.module.css'

/** What stands where a moderator took something away; its author is led to why. */
export function RemovedNote({ isMine }: { isMine: boolean }) {
  const { t } = useTranslation()
  return (
    <span className={styles.removed}>
      <IconShieldOff size={14} aria-hidden /> {t('moderation.removed')}
      {isMine && <Link href="/decisions">{t('moderation.why')}</Link>}
    </span>
  )
}
