import { Button, Checkbox, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventInput, EventOptions } from '../../../shared/events.ts'
import { languageChoices } from '../lib/language-names.ts'
import { platformName } from '../lib/platform-name.ts'
import styles from './events.module.css'

interface EventChannelsProps {
  input: EventInput
  options: EventOptions
  /** In which a channel is invited at first. */
  language: string
  onChange: (part: Partial<EventInput>) => void
}

type Place = Pick<EventInput['channels'][number], 'platform' | 'workspaceId' | 'channelId' | 'name' | 'workspaceName'>

/** The channels in which the invitation is posted, each in its language. */
export function EventChannels({ input, options, language, onChange }: EventChannelsProps) {
  const { t, i18n } = useTranslation()
  const [adding, setAdding] = useState<string | null>(null)
  const { channels, listed } = input
  const free = options.channels.filter((one) => channels.every((channel) => keyOf(channel) !== keyOf(one)))
  const add = () => {
    const found = free.find((one) => keyOf(one) === adding)
    if (found === undefined) return
    const { platform, workspaceId, channelId, name, workspaceName } = found
    onChange({ channels: [...channels, { platform, workspaceId, channelId, name, workspaceName, language }] })
    setAdding(null)
  }
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
      <div className={styles.feed}>
        <Select
          className={styles.grow}
          label={t('announcements.channel')}
          placeholder={options.channels.length === 0 ? t('announcements.noChannels') : undefined}
          data={free.map((one) => ({ value: keyOf(one), label: placeName(one) }))}
          value={adding}
          searchable
          onChange={setAdding}
        />
        <Button variant="default" disabled={adding === null} onClick={add}>
          {t('announcements.addChannel')}
        </Button>
      </div>
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

/** 'Discord · Edge ML · #general' */
function placeName({ platform, workspaceName, name }: Place): string {
  return [platformName(platform), workspaceName, `#${name}`].filter((part) => part !== '').join(' · ')
}

function keyOf({ platform, workspaceId, channelId }: Pick<Place, 'platform' | 'workspaceId' | 'channelId'>): string {
  return `${platform} ${workspaceId} ${channelId}`
}
