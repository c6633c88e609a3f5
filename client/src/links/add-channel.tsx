import { Anchor, Button, Select } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type LinkableChannel, roomLinkEndpoints } from '../../../shared/room-links.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { platformName } from '../lib/platform-name.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import styles from '../settings/settings.module.css'
import { ChannelLanguageField } from './channel-language-field.tsx'

/** Chooses one more channel. The bot finds out whether this admin may manage it. */
export function AddChannel({ roomId }: { roomId: string }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<string | null>(null)
  const [language, setLanguage] = useState('as-written')
  const { busy, error, run } = useSubmit()
  const { data } = useQuery({
    queryKey: ['linkable-channels', community.id],
    queryFn: () => api.call(roomLinkEndpoints.linkable, { params: { communityId: community.id } }),
  })
  if (data === undefined) return null
  const channel = data.channels.find((one) => keyOf(one) === chosen)
  const submit = async () => {
    if (channel === undefined) return
    const { platform, workspaceId, channelId } = channel
    await api.call(roomLinkEndpoints.add, { params: { roomId }, body: { platform, workspaceId, channelId, language } })
    setChosen(null)
    await client.invalidateQueries({ queryKey: ['room-links', roomId] })
    await client.invalidateQueries({ queryKey: ['linkable-channels', community.id] })
  }
  return (
    <>
      {data.channels.length > 0 && (
        <form
          className={styles.mapping}
          onSubmit={(event) => {
            event.preventDefault()
            void run(submit)
          }}
        >
          <Select
            label={t('settings.links.channel')}
            placeholder={t('settings.links.choose')}
            searchable
            value={chosen}
            onChange={setChosen}
            data={data.channels.map((one) => ({
              value: keyOf(one),
              label: `#${one.name} (${platformName(one.platform)}, ${one.workspaceName})`,
            }))}
          />
          <ChannelLanguageField
            label={t('settings.links.language')}
            isLabelShown
            value={language}
            onChange={setLanguage}
          />
          <Button type="submit" variant="default" loading={busy} disabled={channel === undefined}>
            {t('settings.links.add')}
          </Button>
        </form>
      )}
      {error !== undefined && (
        <p className={pageStyles.muted} role="alert">
          {error}
        </p>
      )}
      {data.notLinked.map((platform) => (
        <p key={platform} className={pageStyles.muted}>
          {t('settings.links.notLinked', { platform: platformName(platform) })}{' '}
          <Anchor component={Link} href="/settings/accounts" size="sm">
            {t('settings.accounts.title')}
          </Anchor>
        </p>
      ))}
      {data.channels.length === 0 && data.notLinked.length === 0 && (
        <p className={pageStyles.muted}>{t('settings.links.noChannels')}</p>
      )}
      <p className={pageStyles.muted}>{t('settings.links.byCommand')}</p>
    </>
  )
}

function keyOf({ platform, channelId }: LinkableChannel): string {
  return `${platform} ${channelId}`
}
