import { Button, Group, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { platformName } from '../lib/platform-name.ts'

export interface PickedPlace {
  platform: string
  workspaceId: string
  channelId: string
  name: string
  workspaceName: string
}

interface ChannelPickerProps<T extends PickedPlace> {
  /** Where bots are. */
  channels: readonly T[]
  chosen: readonly Pick<PickedPlace, 'platform' | 'workspaceId' | 'channelId'>[]
  onAdd: (place: T) => void
}

/** Adds one of the channels where bots are. */
export function ChannelPicker<T extends PickedPlace>({ channels, chosen, onAdd }: ChannelPickerProps<T>) {
  const { t } = useTranslation()
  const [adding, setAdding] = useState<string | null>(null)
  const free = channels.filter((one) => chosen.every((channel) => keyOf(channel) !== keyOf(one)))
  const add = () => {
    const found = free.find((one) => keyOf(one) === adding)
    if (found === undefined) return
    onAdd(found)
    setAdding(null)
  }
  return (
    <Group align="end">
      <Select
        flex="1 1 180px"
        label={t('announcements.channel')}
        placeholder={channels.length === 0 ? t('announcements.noChannels') : undefined}
        data={free.map((one) => ({ value: keyOf(one), label: placeName(one) }))}
        value={adding}
        searchable
        onChange={setAdding}
      />
      <Button variant="default" disabled={adding === null} onClick={add}>
        {t('announcements.addChannel')}
      </Button>
    </Group>
  )
}

/** 'Discord · Edge ML · #general' */
export function placeName({
  platform,
  workspaceName,
  name,
}: Pick<PickedPlace, 'platform' | 'workspaceName' | 'name'>): string {
  return [platformName(platform), workspaceName, `#${name}`].filter((part) => part !== '').join(' · ')
}

export function keyOf({
  platform,
  workspaceId,
  channelId,
}: Pick<PickedPlace, 'platform' | 'workspaceId' | 'channelId'>): string {
  return `${platform} ${workspaceId} ${channelId}`
}
