import { Anchor, Checkbox } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import {
  ANNOUNCEMENT_CHANNELS,
  EVENT_CHANNELS,
  NOTIFICATION_CHANNELS,
  NOTIFICATION_KINDS,
  notificationEndpoints,
  type NotificationKind,
  type NotificationSettings,
} from '../../../shared/notifications.ts'
import { ErrorState } from '../components/error-state.tsx'
import { DigestSection } from '../digests/digest-section.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { platformName } from '../lib/platform-name.ts'
import { useCommunity } from '../lib/session.tsx'
import styles from './settings.module.css'

const CHANNELS = [...NOTIFICATION_CHANNELS, 'mail'] as const
type Channel = (typeof CHANNELS)[number]

function channelsOf(kind: NotificationKind): readonly Channel[] {
  if (kind === 'event') return EVENT_CHANNELS
  return kind === 'announcement' ? ANNOUNCEMENT_CHANNELS : NOTIFICATION_CHANNELS
}

/** What I am told of, and where: one row a kind, one column a place. Each tick is saved at once. */
export function NotificationsSection() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const params = { communityId: community.id }
  const queryKey = ['notification-settings', community.id]
  const { data, error, isPending, refetch } = useQuery({
    queryKey,
    queryFn: () => api.call(notificationEndpoints.settings, { params }),
  })
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  const toggle = async (kind: NotificationKind, channel: Channel) => {
    const chosen = new Set<Channel>(data[kind])
    if (!chosen.delete(channel)) chosen.add(channel)
    const next: NotificationSettings = { ...data, [kind]: channelsOf(kind).filter((one) => chosen.has(one)) }
    client.setQueryData(queryKey, next)
    try {
      await api.call(notificationEndpoints.saveSettings, { params, body: next })
    } catch (thrown) {
      client.setQueryData(queryKey, data)
      notifyFailed(thrown)
    }
  }
  const nameOf = (channel: Channel) => {
    if (channel === 'app') return t('settings.notifications.app')
    return channel === 'mail' ? t('settings.notifications.mail') : platformName(channel)
  }
  return (
    <>
      <p className={pageStyles.hint}>{t('settings.notifications.text')}</p>
      <div className={pageStyles.tableFrame}>
        <table className={pageStyles.table}>
          <thead>
            <tr>
              <th scope="col">{t('settings.notifications.kind')}</th>
              {CHANNELS.map((channel) => (
                <th key={channel} scope="col">
                  {nameOf(channel)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {NOTIFICATION_KINDS.map((kind) => (
              <tr key={kind}>
                <th scope="row" className={styles.rowHead}>
                  {t(`settings.notifications.kinds.${kind}`)}
                </th>
                {CHANNELS.map((channel) => (
                  <td key={channel}>
                    {channelsOf(kind).includes(channel) && (
                      <Checkbox
                        aria-label={t('settings.notifications.tell', {
                          kind: t(`settings.notifications.kinds.${kind}`),
                          channel: nameOf(channel),
                        })}
                        checked={data[kind].some((one) => one === channel)}
                        onChange={() => void toggle(kind, channel)}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={`${pageStyles.hint} ${styles.after}`}>
        {t('settings.notifications.once')}{' '}
        <Anchor component={Link} href="/settings/accounts" inherit>
          {t('settings.accounts.title')}
        </Anchor>
      </p>
      <p className={pageStyles.hint}>
        {t('settings.notifications.due')}{' '}
        <Anchor component={Link} href="/profile" inherit>
          {t('nav.profile')}
        </Anchor>
      </p>
      <div className={styles.after}>
        <DigestSection />
      </div>
    </>
  )
}
