import { useTranslation } from 'react-i18next'
import { type UnreadKind, useUnread } from '../lib/unread.ts'
import styles from './shell.module.css'

export function UnreadBadge({ kind }: { kind: UnreadKind }) {
  return <CountBadge count={useUnread(kind)} />
}

export function CountBadge({ count }: { count: number }) {
  const { t } = useTranslation()
  if (count === 0) return null
  return (
    <span className={styles.unread}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="visually-hidden">{t('nav.unread', { count })}</span>
    </span>
  )
}
