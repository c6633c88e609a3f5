import { Button, Select } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DELIVERY_STATES, type Delivery, deliveryEndpoints } from '../../../shared/deliveries.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { notifyDone, notifyFailed } from '../lib/notify.ts'
import { platformName } from '../lib/platform-name.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { DeliveryHistory } from './delivery-history.tsx'
import { PausedTargets } from './paused-targets.tsx'
import styles from './settings.module.css'

const TONES = { waiting: 'plain', leased: 'plain', sent: 'good', dead: 'bad', expired: 'warn' } as const
const REFRESH_MS = 10_000

/** What was sent where, with its state; what failed can be sent again. */
export function DeliveriesSection() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const [state, setState] = useState<Delivery['state'] | null>(null)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['deliveries', community.id, state],
    queryFn: async () => {
      const query = { limit: 100, ...(state === null ? {} : { state }) }
      return (await api.call(deliveryEndpoints.list, { params: { communityId: community.id }, query })).deliveries
    },
    refetchInterval: REFRESH_MS,
  })
  return (
    <>
      <PausedTargets />
      <div className={styles.bar}>
        <p>{t('settings.deliveries.text')}</p>
        <Select
          aria-label={t('settings.deliveries.state')}
          placeholder={t('settings.deliveries.all')}
          clearable
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          data={DELIVERY_STATES.map((value) => ({ value, label: t(`settings.deliveries.states.${value}`) }))}
          value={state}
          onChange={(value) => setState(DELIVERY_STATES.find((one) => one === value) ?? null)}
        />
      </div>
      {isPending ? (
        <PageLoader />
      ) : data === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : data.length === 0 ? (
        <EmptyState
          icon={<IconSend size={26} />}
          title={t('settings.deliveries.none')}
          text={t('settings.deliveries.noneText')}
        />
      ) : (
        <div className={pageStyles.tableFrame} tabIndex={0} role="region" aria-label={t('settings.deliveries.title')}>
          <table className={pageStyles.table}>
            <thead>
              <tr>
                <th scope="col">{t('settings.deliveries.what')}</th>
                <th scope="col">{t('settings.deliveries.where')}</th>
                <th scope="col">{t('settings.deliveries.state')}</th>
                <th scope="col">{t('settings.deliveries.when')}</th>
                <th scope="col">
                  <span className="visually-hidden">{t('common.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((delivery) => (
                <DeliveryRow key={delivery.id} delivery={delivery} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function summaryOf(content: Delivery['content']): string {
  if ('title' in content && content.type !== 'chat_post') return content.title
  if (content.type === 'digest') return content.subject
  if (content.type === 'chat_reactions') return content.emojis.join(' ') || '–'
  if (content.type === 'chat_post') return `${content.author.name}: ${content.markdown.slice(0, 80)}`
  return content.markdown.slice(0, 80)
}

function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const client = useQueryClient()
  const { isAdmin } = useCommunity()
  const [isOpen, setIsOpen] = useState(false)
  const { id, communityId, content, target, state, isEdit, attempts, lastError, createdAt, sentAt } = delivery
  const resend = async () => {
    try {
      await api.call(deliveryEndpoints.resend, { params: { communityId, deliveryId: id } })
      await client.invalidateQueries({ queryKey: ['deliveries', communityId] })
      notifyDone(t('settings.deliveries.resent'))
    } catch (error) {
      notifyFailed(error)
    }
  }
  const row = (
    <tr>
      <td className={styles.cell}>
        {summaryOf(content)}
        {isEdit && <span className={pageStyles.muted}> {t('settings.deliveries.edit')}</span>}
      </td>
      <td>
        {target.platform === 'mail' ? t('settings.notifications.mail') : platformName(target.platform)}{' '}
        <span className={pageStyles.muted}>
          {target.kind === 'channel'
            ? t('settings.deliveries.channel', { id: target.channelId })
            : t(target.kind === 'person' ? 'settings.deliveries.person' : 'settings.deliveries.workspace')}
        </span>
      </td>
      <td className={styles.cell}>
        <span className={pageStyles.chip} data-tone={TONES[state]}>
          {t(`settings.deliveries.states.${state}`)}
        </span>
        {attempts > 1 && (
          <span className={pageStyles.muted}> {t('settings.deliveries.attempts', { count: attempts })}</span>
        )}
        {lastError !== null && state !== 'sent' && <p className={styles.error}>{lastError}</p>}
      </td>
      <td className={pageStyles.muted}>{locale.ago(sentAt ?? createdAt)}</td>
      <td className={styles.actions}>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t('settings.deliveries.history.title')}
        </Button>
        {isAdmin && (state === 'dead' || state === 'expired') && (
          <Button size="compact-xs" variant="default" onClick={() => void resend()}>
            {t('settings.deliveries.again')}
          </Button>
        )}
      </td>
    </tr>
  )
  return (
    <>
      {row}
      {isOpen && (
        <tr>
          <td colSpan={5}>
            <DeliveryHistory delivery={delivery} />
          </td>
        </tr>
      )}
    </>
  )
}
