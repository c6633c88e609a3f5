import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Announcement, announcementEndpoints, type SentTo } from '../../../shared/announcements.ts'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { useLocale } from '../lib/use-locale.ts'
import { languageName } from '../lib/language-names.ts'
import { reportQuery } from './announcement-queries.ts'
import styles from './announcements.module.css'
import { placeName } from './audience-fields.tsx'

const TONES = { waiting: 'warn', leased: 'warn', sent: 'good', dead: 'bad', expired: 'bad' } as const

/** Where it arrived, and why not; what was given up can be tried again. */
export function AnnouncementReport({ announcement }: { announcement: Announcement }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data, error, isPending, refetch } = useQuery(reportQuery(announcement))
  const { communityId, id, state, web, mail } = announcement
  const resend = async (deliveryId: string) => {
    try {
      await api.call(announcementEndpoints.resend, { params: { communityId, announcementId: id, deliveryId } })
      await client.invalidateQueries(reportQuery(announcement))
    } catch (thrown) {
      notifyFailed(thrown)
    }
  }
  return (
    <section aria-label={t('announcements.report')} className={styles.report}>
      <h2 className={pageStyles.cardTitle}>{t('announcements.report')}</h2>
      {isPending ? (
        <PageLoader />
      ) : data === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : (
        <>
          {web && state !== 'recalled' && (
            <p className={pageStyles.hint}>
              {t('announcements.toInboxes', { count: data.web.told })} ·{' '}
              {t('announcements.read', { count: data.web.read })}
            </p>
          )}
          {mail && <p className={pageStyles.hint}>{t('announcements.byMail', { ...data.mail })}</p>}
          {data.targets.length > 0 && (
            <div
              className={pageStyles.tableFrame}
              tabIndex={0}
              role="region"
              aria-label={t('settings.deliveries.title')}
            >
              <table className={pageStyles.table}>
                <thead>
                  <tr>
                    <th scope="col">{t('settings.deliveries.where')}</th>
                    <th scope="col">{t('settings.deliveries.state')}</th>
                    <th scope="col">
                      <span className="visually-hidden">{t('common.actions')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {data.targets.map((target) => (
                    <Target
                      key={target.deliveryId}
                      target={target}
                      onResend={state === 'recalled' ? undefined : () => void resend(target.deliveryId)}
                    />
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
    </section>
  )
}

function Target({ target, onResend }: { target: SentTo; onResend: (() => void) | undefined }) {
  const { t, i18n } = useTranslation()
  const locale = useLocale()
  const { channel, name, language, state, attempts, sentAt, lastError, change } = target
  const place = channel === null ? `${t('announcements.mail')} · ${name ?? '?'}` : placeName(channel)
  const isGivenUp = state === 'dead' || state === 'expired'
  return (
    <tr>
      <th scope="row" className={styles.target}>
        {place} <span className={pageStyles.muted}>{languageName(language, i18n.language)}</span>
      </th>
      <td>
        <span className={pageStyles.chip} data-tone={TONES[state]}>
          {t(`settings.deliveries.states.${state}`)}
        </span>{' '}
        {attempts > 1 && (
          <span className={pageStyles.muted}>{t('settings.deliveries.attempts', { count: attempts })} </span>
        )}
        {sentAt !== null && <span className={pageStyles.muted}>{locale.time(sentAt)}</span>}
        {change !== null && (
          <p className={styles.facts}>
            {t('announcements.change')}: {t(`settings.deliveries.states.${change}`)}
          </p>
        )}
        {lastError !== null && state !== 'sent' && <p className={pageStyles.danger}>{lastError}</p>}
      </td>
      <td>
        {isGivenUp && onResend !== undefined && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('announcements.again', { name: place })}
            onClick={onResend}
          >
            {t('settings.deliveries.again')}
          </Button>
        )}
      </td>
    </tr>
  )
}
