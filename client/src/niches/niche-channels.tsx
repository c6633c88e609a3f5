import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { GIG_POSTINGS, type GigPosting, MAX_NICHE_CHANNELS, type NicheChannel } from '../../../shared/niches.ts'
import { announcementOptionsQuery } from '../announcements/announcement-queries.ts'
import { ChannelPicker, keyOf, placeName } from '../components/channel-picker.tsx'
import pageStyles from '../components/page.module.css'
import { useCommunity } from '../lib/session.tsx'
import styles from './niches.module.css'

interface NicheChannelsProps {
  channels: NicheChannel[]
  onChange: (channels: NicheChannel[]) => void
}

/** The channels of a niche on each platform: where its announcements go, also those of its moderators, and its gigs. */
export function NicheChannels({ channels, onChange }: NicheChannelsProps) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data: options } = useQuery(announcementOptionsQuery(community.id))
  const readByAll = new Set(options?.channels.map(keyOf))
  /** What is sent at once is for a channel that not everybody there reads. */
  const postingsOf = (channel: NicheChannel) =>
    GIG_POSTINGS.filter((one) => one !== 'early' || channel.gigs === 'early' || !readByAll.has(keyOf(channel)))
  const change = (channel: NicheChannel, gigs: GigPosting) =>
    onChange(channels.map((one) => (one === channel ? { ...one, gigs } : one)))
  return (
    <fieldset className={styles.channels}>
      <legend>{t('niches.channels')}</legend>
      <p className={pageStyles.hint}>{t('niches.channelsText')}</p>
      {channels.length > 0 && <p className={pageStyles.hint}>{t('niches.postingsText')}</p>}
      {channels.length > 0 && (
        <ul>
          {channels.map((channel) => (
            <li key={keyOf(channel)}>
              <span dir="auto">{placeName(channel)}</span>
              {channel.kind === 'channel' && (
                <NativeSelect
                  size="xs"
                  aria-label={t('niches.gigsIn', { name: placeName(channel) })}
                  value={channel.gigs}
                  data={postingsOf(channel).map((value) => ({ value, label: t(`niches.postings.${value}`) }))}
                  onChange={({ currentTarget: { value } }) => {
                    const gigs = GIG_POSTINGS.find((one) => one === value)
                    if (gigs !== undefined) change(channel, gigs)
                  }}
                />
              )}
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('announcements.removeChannel', { name: placeName(channel) })}
                onClick={() => onChange(channels.filter((one) => one !== channel))}
              >
                {t('common.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {options !== undefined && channels.length < MAX_NICHE_CHANNELS && (
        <ChannelPicker
          channels={options.channels}
          chosen={channels}
          onAdd={({ platform, workspaceId, channelId, name, workspaceName, kind }) =>
            onChange([...channels, { platform, workspaceId, channelId, name, workspaceName, kind, gigs: 'none' }])
          }
        />
      )}
    </fieldset>
  )
}
