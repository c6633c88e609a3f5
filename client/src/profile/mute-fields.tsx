import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconVolumeOff, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AlertSettings, mute as muteSchema, type Mute } from '../../../shared/alerts.ts'
import pageStyles from '../components/page.module.css'
import { useLocale } from '../lib/use-locale.ts'
import styles from './profile.module.css'

const KINDS = muteSchema.shape.kind.options
const DAY_MS = 86_400_000
const FOR_DAYS = { day: 1, week: 7, month: 30 } as const

/** What one does not want to hear of, and for how long. */
export function MuteFields({ mutes, set }: { mutes: readonly Mute[]; set: (change: Partial<AlertSettings>) => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [kind, setKind] = useState<Mute['kind']>('client')
  const [value, setValue] = useState('')
  const [time, setTime] = useState<keyof typeof FOR_DAYS | 'ever'>('ever')
  const add = () => {
    const until = time === 'ever' ? null : Date.now() + FOR_DAYS[time] * DAY_MS
    const others = mutes.filter((one) => one.kind !== kind || one.value.toLowerCase() !== value.trim().toLowerCase())
    set({ mutes: [{ kind, value: value.trim(), until }, ...others].slice(0, 100) })
    setValue('')
  }
  return (
    <div>
      <p className={styles.sliderLabel}>{t('profile.mutes')}</p>
      <p className={pageStyles.hint}>{t('profile.mutesText')}</p>
      <ul className={styles.skills}>
        {mutes.map((one) => (
          <li key={`${one.kind} ${one.value}`} className={styles.skill}>
            <span className={styles.skillName}>{one.value}</span>
            <span className={pageStyles.hint}>
              {t(`profile.muteKinds.${one.kind}`)}
              {one.until !== null && ` · ${t('profile.mutedUntil', { when: locale.dateTime(one.until) })}`}
            </span>
            <ActionIcon
              variant="subtle"
              color="gray"
              c="inherit"
              aria-label={t('profile.unmute', { value: one.value })}
              onClick={() => set({ mutes: mutes.filter((other) => other !== one) })}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <div className={styles.inline}>
        <Select
          aria-label={t('profile.muteKind')}
          data={KINDS.map((one) => ({ value: one, label: t(`profile.muteKinds.${one}`) }))}
          value={kind}
          onChange={(next) => setKind(KINDS.find((one) => one === next) ?? 'client')}
        />
        <TextInput
          aria-label={t('profile.muteValue')}
          placeholder={t('profile.muteValue')}
          maxLength={80}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            // Enter adds the mute; it does not save the form.
            event.preventDefault()
            if (value.trim() !== '') add()
          }}
        />
        <Select
          aria-label={t('profile.muteTime')}
          data={(['ever', 'day', 'week', 'month'] as const).map((one) => ({
            value: one,
            label: t(`profile.muteTimes.${one}`),
          }))}
          value={time}
          onChange={(next) => setTime(next === 'day' || next === 'week' || next === 'month' ? next : 'ever')}
        />
        <Button
          variant="default"
          leftSection={<IconVolumeOff size={15} aria-hidden />}
          disabled={value.trim() === ''}
          onClick={add}
        >
          {t('profile.mute')}
        </Button>
      </div>
    </div>
  )
}
