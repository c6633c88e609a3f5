import { IconCloudOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useHubStatus } from '../lib/hub-status.ts'
import styles from './shell.module.css'

/** Says on every page that the hub cannot be reached; an open board or document says so itself. */
export function HubStatusBar() {
  const { t } = useTranslation()
  const [path] = useLocation()
  const { isOffline, waiting } = useHubStatus()
  if (!isOffline || /^\/(boards|documents)\/./.test(path)) return null
  return (
    <div className={styles.offline} role="status">
      <IconCloudOff size={16} aria-hidden />
      <span>{waiting > 0 ? t('offline.waiting', { count: waiting }) : t('offline.text')}</span>
    </div>
  )
}
