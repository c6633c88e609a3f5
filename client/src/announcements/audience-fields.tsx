import { Button, Checkbox, Group, MultiSelect, Select, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { announcementOptionEndpoints, type AnnouncementOptions } from '../../../shared/announcement-options.ts'
import type { AnnouncementPlace } from '../../../shared/announcement-places.ts'
import type { AnnouncementInput } from '../../../shared/announcements.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { languageName, READABLE } from '../lib/language-names.ts'
import { notifyDone, notifyFailed } from '../lib/notify.ts'
import { platformName } from '../lib/platform-name.ts'
import { useCommunity } from '../lib/session.tsx'
import styles from './announcements.module.css'
import { ChannelFields, keyOf, placeName } from './channel-fields.tsx'
import { PingerField } from './pinger-field.tsx'

interface AudienceFieldsProps {
  input: AnnouncementInput
  options: AnnouncementOptions
  /** It was sent: whom it is for stays as it is. */
  disabled: boolean
  onChange: (part: Partial<AnnouncementInput>) => void
}

const ROLES = ['owner', 'admin', 'member'] as const
const PLATFORMS = ['discord', 'slack']

/** Whom it is for: members by inbox, mail and message, and channels, each in its language. */
export function AudienceFields({ input, options, disabled, onChange }: AudienceFieldsProps) {
  const { t, i18n } = useTranslation()
  const { nicheId, audience, channels, web, mail, dm } = input
  const languages = [...new Set([...input.texts.map(({ language }) => language), ...READABLE])].map((value) => ({
    value,
    label: languageName(value, i18n.language),
  }))
  const channelOf = (place: AnnouncementPlace) => ({ ...place, language: input.language, ping: null, afterwards: [] })
  const chooseNiche = (value: string | null) => {
    const niche = options.niches.find(({ id }) => id === value)
    const own = niche?.channels ?? []
    // Those of the niche come with it, unless others were chosen by hand.
    const follows = channels.every((channel) => isOfSomeNiche(options, channel))
    onChange({ nicheId: value === '' ? null : value, ...(follows ? { channels: own.map(channelOf) } : {}) })
  }
  return (
    <fieldset className={styles.variant} disabled={disabled}>
      <legend>{t('announcements.audience')}</legend>
      <Stack gap="sm">
        {disabled && <p className={pageStyles.hint}>{t('announcements.audienceFixed')}</p>}
        {(options.niches.length > 0 || nicheId !== null) && (
          <Select
            label={t('announcements.members')}
            data={[
              ...(options.everywhere ? [{ value: '', label: t('announcements.everybody') }] : []),
              ...options.niches.map(({ id, name }) => ({ value: id, label: t('announcements.inNiche', { name }) })),
            ]}
            value={nicheId ?? ''}
            disabled={disabled}
            allowDeselect={false}
            onChange={chooseNiche}
          />
        )}
        <MultiSelect
          label={t('announcements.onlyRoles')}
          placeholder={audience.roles.length === 0 ? t('announcements.all') : undefined}
          data={ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))}
          value={audience.roles}
          disabled={disabled}
          onChange={(values) =>
            onChange({ audience: { ...audience, roles: ROLES.filter((role) => values.includes(role)) } })
          }
        />
        <MultiSelect
          label={t('announcements.onlyLanguages')}
          placeholder={audience.languages.length === 0 ? t('announcements.all') : undefined}
          data={languages}
          value={audience.languages}
          disabled={disabled}
          maxValues={12}
          searchable
          onChange={(values) => onChange({ audience: { ...audience, languages: values } })}
        />
        <MultiSelect
          label={t('announcements.onlyPlatforms')}
          placeholder={audience.platforms.length === 0 ? t('announcements.all') : undefined}
          data={PLATFORMS.map((value) => ({ value, label: platformName(value) }))}
          value={audience.platforms}
          disabled={disabled}
          onChange={(values) => onChange({ audience: { ...audience, platforms: values } })}
        />
        <Checkbox
          label={t('announcements.web')}
          checked={web}
          disabled={disabled}
          onChange={(event) => onChange({ web: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('announcements.mail')}
          description={options.mail ? t('announcements.mailText') : t('announcements.noMail')}
          checked={mail && options.mail}
          disabled={disabled || !options.mail}
          onChange={(event) => onChange({ mail: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('announcements.dm')}
          description={t('announcements.dmText')}
          checked={dm}
          disabled={disabled}
          onChange={(event) => onChange({ dm: event.currentTarget.checked })}
        />
        {channels.map((channel, at) => (
          <ChannelFields
            key={keyOf(channel)}
            channel={channel}
            options={options}
            languages={languages}
            disabled={disabled}
            onChange={(changed) => onChange({ channels: channels.map((one, index) => (index === at ? changed : one)) })}
            onRemove={() => onChange({ channels: channels.filter((one) => one !== channel) })}
          />
        ))}
        {!disabled && options.channels.length + (options.everywhere ? 1 : 0) > 0 && (
          <AddChannel
            options={options}
            chosen={channels}
            onAdd={(place) => onChange({ channels: [...channels, channelOf(place)] })}
          />
        )}
        {!disabled && options.everywhere && nicheId !== null && (
          <KeepChannels nicheId={nicheId} channels={channels} options={options} />
        )}
        {!disabled && <PingerField options={options} />}
      </Stack>
    </fieldset>
  )
}

interface AddChannelProps {
  options: AnnouncementOptions
  chosen: AnnouncementInput['channels']
  onAdd: (place: AnnouncementPlace) => void
}

function AddChannel({ options, chosen, onAdd }: AddChannelProps) {
  const { t } = useTranslation()
  const [adding, setAdding] = useState<string | null>(null)
  const free = options.channels.filter((one) => chosen.every((channel) => keyOf(channel) !== keyOf(one)))
  const add = () => {
    const found = free.find((one) => keyOf(one) === adding)
    if (found === undefined) return
    const { platform, workspaceId, channelId, name, workspaceName, kind } = found
    onAdd({ platform, workspaceId, channelId, name, workspaceName, kind })
    setAdding(null)
  }
  return (
    <Group align="end">
      <Select
        className={styles.url}
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
    </Group>
  )
}

interface KeepChannelsProps {
  nicheId: string
  channels: AnnouncementInput['channels']
  options: AnnouncementOptions
}

/** The channels that are chosen now become those of the niche. */
function KeepChannels({ nicheId, channels, options }: KeepChannelsProps) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const niche = options.niches.find(({ id }) => id === nicheId)
  const keys = (places: readonly AnnouncementPlace[]) => places.map(keyOf).toSorted().join('\n')
  if (niche === undefined || keys(niche.channels) === keys(channels)) return null
  const keep = async () => {
    try {
      const params = { communityId: community.id, nicheId }
      await api.call(announcementOptionEndpoints.nicheChannels, { params, body: { channels } })
      await client.invalidateQueries({ queryKey: ['announcement-options', community.id] })
      notifyDone(t('announcements.kept', { name: niche.name }))
    } catch (thrown) {
      notifyFailed(thrown)
    }
  }
  return (
    <Button variant="subtle" className={styles.start} onClick={() => void keep()}>
      {t('announcements.keepChannels', { name: niche.name })}
    </Button>
  )
}

function isOfSomeNiche({ niches }: AnnouncementOptions, channel: AnnouncementPlace): boolean {
  return niches.some((niche) => niche.channels.some((one) => keyOf(one) === keyOf(channel)))
}
