import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AnnouncementReport as Report, SentTo, StepDone } from '../../../shared/announcement-report.ts'
import { type Announcement, announcementEndpoints } from '../../../shared/announcements.ts'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { useLocale } from '../lib/use-locale.ts'
import { languageName } from '../lib/language-names.ts'
import { reportQuery } from './announcement-queries.ts'
import listStyles from '../components/card-list.module.css'
import styles from './announcements.module.css'
import { placeName } from '../components/channel-picker.tsx'

const TONES = { waiting: 'warn', leased: 'warn', sent: 'good', dead: 'bad', expired: 'bad' } as const

/** Where it arrived, and why not; what was given up can be tried again. */
export function AnnouncementReport({ announcement }: { announcement: Announcement }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data, error, isPending, refetch } = useQuery(reportQuery(announcement))
  const { communityId, id, state, web, mail, dm, urls } = announcement
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
              {urls.length > 0 && ` · ${t('announcements.clicks', { count: data.web.clicks })}`}
            </p>
          )}
          {mail && <People words={t('announcements.byMail', { ...data.mail })} counts={data.mail} shown={data} />}
          {dm && isUsed(data.dm) && (
            <People words={t('announcements.byDm', { ...data.dm })} counts={data.dm} shown={data} />
          )}
          <p className={pageStyles.hint}>
            {t('announcements.seenText')} {urls.length > 0 && !data.countsClicks && t('announcements.noClicks')}
          </p>
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
                      hasClicks={urls.length > 0 && data.countsClicks}
                      onResend={state === 'recalled' ? undefined : (deliveryId) => void resend(deliveryId)}
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

function People({ words, counts, shown }: { words: string; counts: Report['mail']; shown: Report }) {
  const { t } = useTranslation()
  return (
    <p className={pageStyles.hint}>
      {words}
      {shown.countsClicks && counts.clicks > 0 && ` · ${t('announcements.clicks', { count: counts.clicks })}`}
    </p>
  )
}

interface TargetProps {
  target: SentTo
  hasClicks: boolean
  onResend: ((deliveryId: string) => void) | undefined
}

function Target({ target, hasClicks, onResend }: TargetProps) {
  const { t, i18n } = useTranslation()
  const locale = useLocale()
  const { channel, person, language, state, attempts, sentAt, lastError, change, steps, clicks } = target
  const place =
    channel === null
      ? `${t(person?.way === 'dm' ? 'announcements.dm' : 'announcements.mail')} · ${person?.name ?? '?'}`
      : placeName(channel)
  const isGivenUp = state === 'dead' || state === 'expired'
  return (
    <tr>
      <th scope="row" className={styles.target}>
        {place} · <span className={pageStyles.muted}>{languageName(language, i18n.language)}</span>
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
          <p className={listStyles.facts}>
            {t('announcements.change')}: {t(`settings.deliveries.states.${change}`)}
          </p>
        )}
        {hasClicks && clicks !== null && (
          <p className={listStyles.facts}>{t('announcements.clicks', { count: clicks })}</p>
        )}
        {steps.map((step) => (
          <Step key={step.deliveryId} step={step} place={place} onResend={onResend} />
        ))}
        {lastError !== null && state !== 'sent' && <p className={pageStyles.danger}>{lastError}</p>}
      </td>
      <td>
        {isGivenUp && onResend !== undefined && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('announcements.again', { name: place })}
            onClick={() => onResend(target.deliveryId)}
          >
            {t('settings.deliveries.again')}
          </Button>
        )}
      </td>
    </tr>
  )
}

/** What was to be done with the message there. */
function Step({ step, place, onResend }: { step: StepDone; place: string; onResend: TargetProps['onResend'] }) {
  const { t } = useTranslation()
  const words = t(step.step === 'thread' ? 'announcements.thread' : 'announcements.crosspost')
  const isGivenUp = step.state === 'dead' || step.state === 'expired'
  return (
    <div className={listStyles.facts}>
      {words}: {t(`settings.deliveries.states.${step.state}`)}
      {step.lastError !== null && step.state !== 'sent' && <p className={pageStyles.danger}>{step.lastError}</p>}
      {isGivenUp && onResend !== undefined && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('announcements.again', { name: `${words}, ${place}` })}
          onClick={() => onResend(step.deliveryId)}
        >
          {t('settings.deliveries.again')}
        </Button>
      )}
    </div>
  )
}

function isUsed({ sent, waiting, failed }: Report['dm']): boolean {
  return sent + waiting + failed > 0
}
