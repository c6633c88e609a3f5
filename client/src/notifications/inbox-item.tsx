import { ActionIcon } from '@mantine/core'
import {
  IconAlertTriangle,
  IconAt,
  IconCalendarDue,
  IconCheck,
  IconCornerUpLeft,
  IconMessage,
  IconSpeakerphone,
  IconUserCheck,
  type TablerIcon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Notification } from '../../../shared/notifications.ts'
import { useLocale } from '../lib/use-locale.ts'
import styles from './inbox.module.css'

const ICONS: Record<Notification['kind'], TablerIcon> = {
  mention: IconAt,
  assignment: IconUserCheck,
  due: IconCalendarDue,
  overdue: IconCalendarDue,
  comment: IconMessage,
  reply: IconCornerUpLeft,
  announcement: IconSpeakerphone,
  notice: IconAlertTriangle,
}

/** One line of the inbox: a press opens what it is about, and marks it as read. */
export function InboxItem({ notification, onRead }: { notification: Notification; onRead: () => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { kind, actor, title, excerpt, path, createdAt, readAt } = notification
  const Icon = ICONS[kind]
  const isUnread = readAt === null
  return (
    <li className={styles.item} data-unread={isUnread}>
      <Icon size={18} stroke={1.6} aria-hidden className={styles.icon} />
      <div className={styles.texts}>
        <Link href={path} className={styles.open} onClick={isUnread ? onRead : undefined}>
          {isUnread && <span className="visually-hidden">{t('inbox.isUnread')}</span>}
          {t(`inbox.says.${kind}`, { name: actor?.name ?? t('inbox.somebody'), title })}
        </Link>
        {excerpt !== '' && (
          <p className={styles.excerpt} dir="auto">
            {excerpt}
          </p>
        )}
        <time className={styles.time} dateTime={new Date(createdAt).toISOString()} title={locale.dateTime(createdAt)}>
          {locale.ago(createdAt)}
        </time>
      </div>
      {isUnread && (
        <ActionIcon
          variant="subtle"
          color="gray"
          c="inherit"
          className={styles.read}
          onClick={onRead}
          aria-label={t('inbox.read', { title })}
          title={t('inbox.readShort')}
        >
          <IconCheck size={16} aria-hidden />
        </ActionIcon>
      )}
    </li>
  )
}
