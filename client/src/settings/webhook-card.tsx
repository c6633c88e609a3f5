import { noticeNamed } from '../../../shared/notices.ts'
import { Button, Switch } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Webhook, webhookEndpoints } from '../../../shared/webhooks.ts'
import { ConfirmModal } from '../components/confirm-modal.tsx'
import pageStyles from '../components/page.module.css'
import { SecretField } from '../components/secret-field.tsx'
import { api } from '../lib/api.ts'
import { notifyDone, notifyFailed } from '../lib/notify.ts'
import { useLocale } from '../lib/use-locale.ts'
import styles from './settings.module.css'
import { WebhookLog } from './webhook-log.tsx'

/** One webhook: how it does, and what can be done with it. */
export function WebhookCard({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const client = useQueryClient()
  const [asking, setAsking] = useState<'remove' | 'rotate' | null>(null)
  const [secret, setSecret] = useState<string>()
  const [log, setLog] = useState(false)
  const { id, communityId, url, events, enabled, disabledReason, failingSince } = webhook
  const stop = noticeNamed(disabledReason ?? '')
  const params = { communityId, webhookId: id }
  const refresh = () => client.invalidateQueries({ queryKey: ['webhooks', communityId] })
  const attempt = (work: () => Promise<unknown>, done?: string) => async () => {
    try {
      await work()
      if (done !== undefined) notifyDone(done)
    } catch (error) {
      notifyFailed(error)
    } finally {
      await refresh()
    }
  }
  const turn = attempt(() => api.call(webhookEndpoints.update, { params, body: { enabled: !enabled } }))
  const ping = attempt(() => api.call(webhookEndpoints.ping, { params }), t('settings.webhooks.pinged'))
  const state = !enabled ? 'off' : failingSince === null ? 'well' : 'failing'
  const tone = { off: 'warn', well: 'good', failing: 'bad' }[state]
  return (
    <section className={pageStyles.card} aria-labelledby={`webhook-${id}`}>
      <div className={styles.head}>
        <h2 id={`webhook-${id}`} className={pageStyles.cardTitle}>
          {URL.canParse(url) ? new URL(url).host : url}
        </h2>
        <span className={pageStyles.chip} data-tone={tone}>
          {t(`settings.webhooks.state.${state}`)}
        </span>
        <Switch
          className={pageStyles.end ?? ''}
          size="sm"
          checked={enabled}
          onChange={() => void turn()}
          aria-label={t('settings.webhooks.enabled', { url })}
        />
      </div>
      <p className={styles.address} dir="ltr">
        {url}
      </p>
      <div className={styles.codes}>
        {events.map((event) => (
          <code key={event} className={styles.code}>
            {event}
          </code>
        ))}
      </div>
      {disabledReason !== null && (
        <p className={styles.error}>{stop === undefined ? disabledReason : t(`inbox.notices.${stop}`)}</p>
      )}
      {enabled && failingSince !== null && (
        <p className={styles.error}>{t('settings.webhooks.failing', { when: locale.ago(failingSince) })}</p>
      )}
      <div className={`${pageStyles.row} ${styles.buttons}`}>
        <Button size="xs" variant="default" disabled={!enabled} onClick={() => void ping()}>
          {t('settings.webhooks.ping')}
        </Button>
        <Button size="xs" variant="default" aria-expanded={log} onClick={() => setLog(!log)}>
          {t('settings.webhooks.log')}
        </Button>
        <Button size="xs" variant="default" onClick={() => setAsking('rotate')}>
          {t('settings.webhooks.rotate')}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={() => setAsking('remove')}
        >
          {t('common.remove')}
        </Button>
      </div>
      {secret !== undefined && <SecretField label={t('settings.webhooks.secret')} value={secret} />}
      {log && <WebhookLog communityId={communityId} webhookId={id} />}
      {asking === 'rotate' && (
        <ConfirmModal
          title={t('settings.webhooks.rotateTitle')}
          text={t('settings.webhooks.rotateText')}
          action={t('settings.webhooks.rotate')}
          onConfirm={async () => setSecret((await api.call(webhookEndpoints.rotate, { params })).secret)}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'remove' && (
        <ConfirmModal
          title={t('settings.webhooks.removeTitle')}
          text={t('settings.webhooks.removeText')}
          action={t('common.remove')}
          onConfirm={async () => {
            await api.call(webhookEndpoints.remove, { params })
            await refresh()
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  )
}
