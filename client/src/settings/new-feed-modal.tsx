import { Button, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FEED_KINDS, gigEndpoints } from '../../../shared/gigs.ts'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'

export function NewFeedModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [kind, setKind] = useState<(typeof FEED_KINDS)[number]>('rss')
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [minutes, setMinutes] = useState<number | string>(60)
  const { busy, error, onSubmit } = useSubmit()
  const add = async () => {
    await api.call(gigEndpoints.addFeed, {
      params: { communityId: community.id },
      body: { kind, name, url, intervalMinutes: Number(minutes) || 60 },
    })
    await client.invalidateQueries({ queryKey: ['feeds', community.id] })
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('settings.feeds.add')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={onSubmit(add)}>
        <Stack>
          <TextInput
            label={t('settings.feeds.name')}
            description={t('settings.feeds.nameText')}
            data-autofocus
            required
            withAsterisk={false}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('settings.feeds.url')}
            type="url"
            required
            withAsterisk={false}
            maxLength={2000}
            placeholder="https://"
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
          <Select
            label={t('settings.feeds.kind')}
            data={FEED_KINDS.map((value) => ({ value, label: t(`settings.feeds.kinds.${value}`) }))}
            value={kind}
            onChange={(value) => setKind(FEED_KINDS.find((one) => one === value) ?? 'rss')}
          />
          <NumberInput
            label={t('settings.feeds.interval')}
            description={t('settings.feeds.intervalText')}
            min={1}
            max={10_080}
            allowDecimal={false}
            value={minutes}
            error={error}
            onChange={setMinutes}
          />
          <Button type="submit" loading={busy}>
            {t('settings.feeds.add')}
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
