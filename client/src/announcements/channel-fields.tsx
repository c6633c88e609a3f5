import { Button, Checkbox, Group, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AnnouncementOptions } from '../../../shared/announcement-options.ts'
import type { AnnouncementChannel } from '../../../shared/announcement-places.ts'
import type { Afterwards, Ping } from '../../../shared/announcement-posting.ts'
import listStyles from '../components/card-list.module.css'
import { keyOf, placeName } from '../components/channel-picker.tsx'
import styles from './announcements.module.css'

interface ChannelFieldsProps {
  channel: AnnouncementChannel
  options: AnnouncementOptions
  languages: readonly { value: string; label: string }[]
  disabled: boolean
  onChange: (channel: AnnouncementChannel) => void
  onRemove: () => void
}

const HERE = 'here'

/** One channel: its language, who is called there, and what Discord does with the message once it stands. */
export function ChannelFields({ channel, options, languages, disabled, onChange, onRemove }: ChannelFieldsProps) {
  const { t } = useTranslation()
  const name = placeName(channel)
  const known = options.channels.find((one) => keyOf(one) === keyOf(channel))
  const isText = channel.platform === 'discord' && channel.kind === 'channel'
  const roles = options.roles.filter(
    ({ platform, workspaceId }) => platform === channel.platform && workspaceId === channel.workspaceId,
  )
  const toggle = (step: Afterwards) => {
    const chosen = new Set(channel.afterwards)
    if (!chosen.delete(step)) chosen.add(step)
    onChange({ ...channel, afterwards: [...chosen] })
  }
  const pingOf = (value: string | null): Ping | null => {
    if (value === HERE) return { kind: 'here' }
    const role = roles.find(({ roleId }) => roleId === value)
    return role === undefined ? null : { kind: 'role', roleId: role.roleId, name: role.roleName }
  }
  const shownPing = channel.ping?.kind === 'role' ? channel.ping.roleId : channel.ping === null ? '' : HERE
  return (
    <div role="group" aria-label={name} className={styles.channel}>
      <Group align="end" wrap="nowrap">
        <span className={styles.place}>{name}</span>
        <Select
          className={styles.channelLanguage}
          aria-label={t('announcements.channelLanguage', { name })}
          data={languages}
          value={channel.language}
          disabled={disabled}
          allowDeselect={false}
          searchable
          onChange={(language) => language !== null && onChange({ ...channel, language })}
        />
        {!disabled && (
          <Button
            variant="default"
            className={styles.fixed}
            aria-label={t('announcements.removeChannel', { name })}
            onClick={onRemove}
          >
            {t('common.remove')}
          </Button>
        )}
      </Group>
      {channel.kind === 'forum' && <p className={listStyles.facts}>{t('announcements.forum')}</p>}
      <Group gap="md">
        {isText && (
          <Checkbox
            label={t('announcements.thread')}
            checked={channel.afterwards.includes('thread')}
            disabled={disabled}
            onChange={() => toggle('thread')}
          />
        )}
        {isText && (known?.isNews === true || channel.afterwards.includes('crosspost')) && (
          <Checkbox
            label={t('announcements.crosspost')}
            description={t('announcements.crosspostText')}
            checked={channel.afterwards.includes('crosspost')}
            disabled={disabled}
            onChange={() => toggle('crosspost')}
          />
        )}
        {(options.mayPing || channel.ping !== null) && (
          <Select
            aria-label={t('announcements.pingIn', { name })}
            data={[
              { value: '', label: t('announcements.pingNobody') },
              { value: HERE, label: t('announcements.pingHere') },
              ...(channel.ping?.kind === 'role' && roles.every(({ roleId }) => roleId !== shownPing)
                ? [{ value: channel.ping.roleId, label: `@${channel.ping.name}` }]
                : []),
              ...roles.map(({ roleId, roleName }) => ({ value: roleId, label: `@${roleName}` })),
            ]}
            value={shownPing}
            disabled={disabled || !options.mayPing}
            allowDeselect={false}
            onChange={(value) => onChange({ ...channel, ping: pingOf(value) })}
          />
        )}
      </Group>
    </div>
  )
}
