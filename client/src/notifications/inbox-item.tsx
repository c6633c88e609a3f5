import { ActionIcon } from '@mantine/core'
import {
  IconAlertTriangle,
  IconAt,
  IconCalendarDue,
  IconCalendarEvent,
  IconCheck,
  IconCornerUpLeft,
  IconMessage,
  IconSpeakerphone,
  IconUserCheck,
  type TablerIcon,
} from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { budgetTitled, noticeNamed } from '../../../shared/notices.ts'
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
  event: IconCalendarEvent,
  notice: IconAlertTriangle,
}

/** One line of the inbox: a press opens what it is about, and marks it as read. */
export function InboxItem({ notification, onRead }: { notification: Notification; onRead: () => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { kind, actor, path, createdAt, readAt } = notification
  const { title, excerpt } = wordsOf(t, notification)
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

/** What the hub itself says is said in the member's language; all else is somebody's own words. */
function wordsOf(t: TFunction, { kind, title, excerpt }: Notification): { title: string; excerpt: string } {
  const notice = kind === 'notice' ? noticeNamed(excerpt) : undefined
  const budget = notice === undefined ? undefined : budgetTitled(title)
  return {
    title: budget === undefined ? title : t(`inbox.budgets.${budget}`),
    excerpt: notice === undefined ? excerpt : t(`inbox.notices.${notice}`),
  }
}
