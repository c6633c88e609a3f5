import { Button, Checkbox, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { WEBHOOK_EVENTS, webhookEndpoints, type WebhookEvent } from '../../../shared/webhooks.ts'
import { SecretField } from '../components/secret-field.tsx'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'

export function NewWebhookModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<WebhookEvent[]>([])
  const [secret, setSecret] = useState<string>()
  const { busy, error, onSubmit } = useSubmit()
  const create = async () => {
    const made = await api.call(webhookEndpoints.create, {
      params: { communityId: community.id },
      body: { url, events },
    })
    setSecret(made.secret)
    await client.invalidateQueries({ queryKey: ['webhooks', community.id] })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('settings.webhooks.create')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {secret === undefined ? (
        <form onSubmit={onSubmit(create)}>
          <Stack>
            <TextInput
              label={t('settings.webhooks.url')}
              description={t('settings.webhooks.urlText')}
              type="url"
              placeholder="https://"
              dir="ltr"
              data-autofocus
              required
              withAsterisk={false}
              maxLength={2000}
              value={url}
              error={error}
              onChange={(event) => setUrl(event.currentTarget.value)}
            />
            <Checkbox.Group
              label={t('settings.webhooks.events')}
              value={events}
              onChange={(values) => setEvents(WEBHOOK_EVENTS.filter((event) => values.includes(event)))}
            >
              <Stack gap={8} mt={8}>
                {WEBHOOK_EVENTS.map((event) => (
                  <Checkbox
                    key={event}
                    value={event}
                    label={event}
                    description={t(`settings.webhooks.event.${event}`)}
                  />
                ))}
              </Stack>
            </Checkbox.Group>
            <Button type="submit" loading={busy} disabled={url === '' || events.length === 0}>
              {t('settings.webhooks.create')}
            </Button>
          </Stack>
        </form>
      ) : (
        <Stack>
          <Text size="sm">{t('settings.webhooks.once')}</Text>
          <SecretField label={t('settings.webhooks.secret')} value={secret} />
          <Button onClick={onClose}>{t('common.done')}</Button>
        </Stack>
      )}
    </Modal>
  )
}
