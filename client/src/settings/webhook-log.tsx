import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type WebhookDelivery, webhookEndpoints } from '../../../shared/webhooks.ts'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { useLocale } from '../lib/use-locale.ts'
import styles from './settings.module.css'
import { webhookLogQuery } from './webhook-queries.ts'

/** What was sent, newest first, with what each attempt came to. */
export function WebhookLog({ communityId, webhookId }: { communityId: string; webhookId: string }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data, error, isPending, refetch } = useQuery(webhookLogQuery(communityId, webhookId))
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  if (data.length === 0) return <p className={pageStyles.muted}>{t('settings.webhooks.logNone')}</p>
  const resend = async (deliveryId: string) => {
    try {
      await api.call(webhookEndpoints.resend, { params: { communityId, webhookId, deliveryId } })
      await client.invalidateQueries({ queryKey: ['webhooks', communityId, webhookId] })
    } catch (thrown) {
      notifyFailed(thrown)
    }
  }
  return (
    <ul className={styles.log}>
      {data.map((delivery) => (
        <LogEntry key={delivery.id} delivery={delivery} onResend={() => void resend(delivery.id)} />
      ))}
    </ul>
  )
}

function LogEntry({ delivery, onResend }: { delivery: WebhookDelivery; onResend: () => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { event, state, createdAt, dueAt, body, attempts } = delivery
  const tone = { waiting: 'plain', leased: 'plain', sent: 'good', dead: 'bad' }[state]
  return (
    <li>
      <details>
        <summary>
          <code className={styles.code}>{event}</code>{' '}
          <span className={pageStyles.chip} data-tone={tone}>
            {t(`settings.webhooks.deliveryState.${state}`)}
          </span>{' '}
          <time className={pageStyles.muted} dateTime={new Date(createdAt).toISOString()}>
            {locale.dateTime(createdAt)}
          </time>
        </summary>
        <ol className={styles.list}>
          {attempts.map(({ at, status, durationMs, message }, index) => (
            <li key={`${at} ${index}`}>
              {t(status === null ? 'settings.webhooks.noAnswer' : 'settings.webhooks.answer', {
                when: locale.dateTime(at),
                status,
                ms: locale.number(durationMs),
              })}{' '}
              <span className={pageStyles.muted}>{message}</span>
            </li>
          ))}
        </ol>
        {state === 'waiting' && attempts.length > 0 && (
          <p className={pageStyles.hint}>{t('settings.webhooks.next', { when: locale.ago(dueAt) })}</p>
        )}
        <pre className={styles.payload} tabIndex={0} dir="ltr">
          {JSON.stringify(JSON.parse(body), null, 2)}
        </pre>
        {state !== 'leased' && (
          <Button size="xs" variant="default" onClick={onResend}>
            {t('settings.webhooks.again')}
          </Button>
        )}
      </details>
    </li>
  )
}
