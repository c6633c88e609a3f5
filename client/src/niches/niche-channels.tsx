import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AnnouncementPlace } from '../../../shared/announcement-places.ts'
import { MAX_NICHE_CHANNELS } from '../../../shared/niches.ts'
import { announcementOptionsQuery } from '../announcements/announcement-queries.ts'
import { ChannelPicker, keyOf, placeName } from '../components/channel-picker.tsx'
import pageStyles from '../components/page.module.css'
import { useCommunity } from '../lib/session.tsx'
import styles from './niches.module.css'

interface NicheChannelsProps {
  channels: AnnouncementPlace[]
  onChange: (channels: AnnouncementPlace[]) => void
}

/** The channels of a niche on each platform: where its announcements go, also those of its moderators. */
export function NicheChannels({ channels, onChange }: NicheChannelsProps) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data: options } = useQuery(announcementOptionsQuery(community.id))
  return (
    <fieldset className={styles.channels}>
      <legend>{t('niches.channels')}</legend>
      <p className={pageStyles.hint}>{t('niches.channelsText')}</p>
      {channels.length > 0 && (
        <ul>
          {channels.map((channel) => (
            <li key={keyOf(channel)}>
              <span dir="auto">{placeName(channel)}</span>
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
            onChange([...channels, { platform, workspaceId, channelId, name, workspaceName, kind }])
          }
        />
      )}
    </fieldset>
  )
}
