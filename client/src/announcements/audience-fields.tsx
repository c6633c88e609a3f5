import { Button, Checkbox, Group, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnnouncementInput, AnnouncementOptions } from '../../../shared/announcements.ts'
import pageStyles from '../components/page.module.css'
import { platformName } from '../lib/platform-name.ts'
import { languageName, READABLE } from '../lib/language-names.ts'
import styles from './announcements.module.css'

interface AudienceFieldsProps {
  input: AnnouncementInput
  options: AnnouncementOptions
  /** It was sent: whom it is for stays as it is. */
  disabled: boolean
  onChange: (part: Partial<AnnouncementInput>) => void
}

type Channel = AnnouncementInput['channels'][number]

/** Whom it is for: members by inbox and mail, and channels, each in its language. */
export function AudienceFields({ input, options, disabled, onChange }: AudienceFieldsProps) {
  const { t, i18n } = useTranslation()
  const [adding, setAdding] = useState<string | null>(null)
  const { nicheId, channels, web, mail } = input
  const free = options.channels.filter((one) => channels.every((channel) => keyOf(channel) !== keyOf(one)))
  const languages = [...new Set([...input.texts.map(({ language }) => language), ...READABLE])].map((value) => ({
    value,
    label: languageName(value, i18n.language),
  }))
  const add = () => {
    const found = free.find((one) => keyOf(one) === adding)
    if (found === undefined) return
    const { platform, workspaceId, channelId, name, workspaceName } = found
    onChange({
      channels: [...channels, { platform, workspaceId, channelId, name, workspaceName, language: input.language }],
    })
    setAdding(null)
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
            onChange={(value) => onChange({ nicheId: value === '' ? null : value })}
          />
        )}
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
        {channels.map((channel) => (
          <Group key={keyOf(channel)} align="end" wrap="nowrap">
            <span className={styles.place}>{placeName(channel)}</span>
            <Select
              className={styles.channelLanguage}
              aria-label={t('announcements.channelLanguage', { name: placeName(channel) })}
              data={languages}
              value={channel.language}
              disabled={disabled}
              allowDeselect={false}
              searchable
              onChange={(language) =>
                language !== null &&
                onChange({ channels: channels.map((one) => (one === channel ? { ...channel, language } : one)) })
              }
            />
            {!disabled && (
              <Button
                variant="default"
                className={styles.fixed}
                aria-label={t('announcements.removeChannel', { name: placeName(channel) })}
                onClick={() => onChange({ channels: channels.filter((one) => one !== channel) })}
              >
                {t('common.remove')}
              </Button>
            )}
          </Group>
        ))}
        {!disabled && options.everywhere && (
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
        )}
      </Stack>
    </fieldset>
  )
}

/** 'Discord · Edge ML · #general' */
export function placeName({
  platform,
  workspaceName,
  name,
}: Pick<Channel, 'platform' | 'workspaceName' | 'name'>): string {
  return [platformName(platform), workspaceName, `#${name}`].filter((part) => part !== '').join(' · ')
}

function keyOf({ platform, workspaceId, channelId }: Pick<Channel, 'platform' | 'workspaceId' | 'channelId'>): string {
  return `${platform} ${workspaceId} ${channelId}`
}
