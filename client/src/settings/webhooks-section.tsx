import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconPlus, IconWebhook } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageLoader } from '../components/page-loader.tsx'
import { useCommunity } from '../lib/session.tsx'
import { NewWebhookModal } from './new-webhook-modal.tsx'
import styles from './settings.module.css'
import { WebhookCard } from './webhook-card.tsx'
import { webhooksQuery } from './webhook-queries.ts'

/** Where this community's events are sent, for n8n, Zapier, Make and programs of one's own. */
export function WebhooksSection() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const [creating, setCreating] = useState(false)
  const { data, error, isPending, refetch } = useQuery(webhooksQuery(community.id))
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t('settings.webhooks.create')}
    </Button>
  )
  return (
    <>
      {data.length === 0 ? (
        <EmptyState
          icon={<IconWebhook size={26} />}
          title={t('settings.webhooks.none')}
          text={t('settings.webhooks.text')}
        >
          {create}
        </EmptyState>
      ) : (
        <>
          <div className={styles.bar}>
            <p>{t('settings.webhooks.text')}</p>
            {create}
          </div>
          {data.map((webhook) => (
            <WebhookCard key={webhook.id} webhook={webhook} />
          ))}
        </>
      )}
      {creating && <NewWebhookModal onClose={() => setCreating(false)} />}
    </>
  )
}
