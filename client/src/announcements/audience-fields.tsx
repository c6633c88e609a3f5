import { Checkbox, MultiSelect, Select, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AnnouncementOptions } from '../../../shared/announcement-options.ts'
import type { AnnouncementPlace } from '../../../shared/announcement-places.ts'
import type { AnnouncementInput } from '../../../shared/announcements.ts'
import { ChannelPicker, keyOf } from '../components/channel-picker.tsx'
import pageStyles from '../components/page.module.css'
import { languageName, READABLE } from '../lib/language-names.ts'
import { platformName } from '../lib/platform-name.ts'
import styles from './announcements.module.css'
import { ChannelFields } from './channel-fields.tsx'
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
          <ChannelPicker
            channels={options.channels}
            chosen={channels}
            onAdd={({ platform, workspaceId, channelId, name, workspaceName, kind }) => {
              const place = { platform, workspaceId, channelId, name, workspaceName, kind }
              onChange({ channels: [...channels, channelOf(place)] })
            }}
          />
        )}
        {!disabled && <PingerField options={options} />}
      </Stack>
    </fieldset>
  )
}

function isOfSomeNiche({ niches }: AnnouncementOptions, channel: AnnouncementPlace): boolean {
  return niches.some((niche) => niche.channels.some((one) => keyOf(one) === keyOf(channel)))
}
