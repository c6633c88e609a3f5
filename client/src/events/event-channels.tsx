import { Button, Checkbox, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { EventInput, EventOptions } from '../../../shared/events.ts'
import { ChannelPicker, keyOf, placeName } from '../components/channel-picker.tsx'
import { languageChoices } from '../lib/language-names.ts'
import styles from './events.module.css'

interface EventChannelsProps {
  input: EventInput
  options: EventOptions
  /** In which a channel is invited at first. */
  language: string
  onChange: (part: Partial<EventInput>) => void
}

type Place = EventInput['channels'][number]

/** The channels in which the invitation is posted, each in its language. */
export function EventChannels({ input, options, language, onChange }: EventChannelsProps) {
  const { t, i18n } = useTranslation()
  const { channels, listed } = input
  const remove = (channel: Place) => {
    const rest = channels.filter((one) => one !== channel)
    onChange({ channels: rest, listed: listed && rest.some(({ platform }) => platform === 'discord') })
  }
  return (
    <fieldset className={styles.channels}>
      <legend>{t('events.channels')}</legend>
      {channels.map((channel) => (
        <div key={keyOf(channel)} className={styles.feed}>
          <span className={styles.grow}>{placeName(channel)}</span>
          <Select
            aria-label={t('announcements.channelLanguage', { name: placeName(channel) })}
            data={languageChoices(i18n.language)}
            value={channel.language}
            allowDeselect={false}
            searchable
            w={150}
            onChange={(chosen) =>
              chosen !== null &&
              onChange({ channels: channels.map((one) => (one === channel ? { ...channel, language: chosen } : one)) })
            }
          />
          <Button
            variant="default"
            aria-label={t('announcements.removeChannel', { name: placeName(channel) })}
            onClick={() => remove(channel)}
          >
            {t('common.remove')}
          </Button>
        </div>
      ))}
      <ChannelPicker
        channels={options.channels}
        chosen={channels}
        onAdd={({ platform, workspaceId, channelId, name, workspaceName }) =>
          onChange({ channels: [...channels, { platform, workspaceId, channelId, name, workspaceName, language }] })
        }
      />
      {channels.some(({ platform }) => platform === 'discord') && (
        <Checkbox
          label={t('events.listed')}
          description={t('events.listedText')}
          checked={listed}
          onChange={(event) => onChange({ listed: event.currentTarget.checked })}
        />
      )}
    </fieldset>
  )
}
