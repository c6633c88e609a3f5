import { Checkbox, Group, NumberInput, Select, Slider, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AlertSettings } from '../../../shared/alerts.ts'
import styles from './profile.module.css'

type Set = (change: Partial<AlertSettings>) => void

/** A Monday, to name the days of the week by. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000
const DAYS = [1, 2, 3, 4, 5, 6, 7]

/** When alerts come: at once, once a day or once a week, and when not. */
export function AlertTimes({ alerts, set }: { alerts: AlertSettings; set: Set }) {
  const { t, i18n } = useTranslation()
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    value: String(hour),
    label: new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short', timeZone: 'UTC' }).format(hour * 3_600_000),
  }))
  const nameOf = (day: number, weekday: 'short' | 'long') =>
    new Intl.DateTimeFormat(i18n.language, { weekday, timeZone: 'UTC' }).format(MONDAY + (day - 1) * DAY_MS)
  const quiet = alerts.quietHours
  const isWeekly = alerts.mode === 'digest' && alerts.digestDay !== null
  const urgent = Math.round((alerts.urgentFrom ?? 0.9) * 100)
  return (
    <>
      <div className={styles.inline}>
        <Select
          label={t('profile.alertMode')}
          data={[
            { value: 'instant', label: t('profile.instant') },
            { value: 'digest', label: t('profile.digest') },
          ]}
          value={alerts.mode}
          disabled={!alerts.enabled}
          onChange={(mode) => set({ mode: mode === 'digest' ? 'digest' : 'instant' })}
        />
        {alerts.mode === 'digest' ? (
          <>
            <Select
              label={t('profile.digestDay')}
              data={[
                { value: '', label: t('profile.everyDay') },
                ...DAYS.map((day) => ({ value: String(day), label: nameOf(day, 'long') })),
              ]}
              value={alerts.digestDay === null ? '' : String(alerts.digestDay)}
              disabled={!alerts.enabled}
              allowDeselect={false}
              onChange={(day) => set({ digestDay: day === null || day === '' ? null : Number(day) })}
            />
            <Select
              label={t('profile.digestHour')}
              data={hours}
              value={String(alerts.digestHour)}
              disabled={!alerts.enabled}
              allowDeselect={false}
              onChange={(hour) => set({ digestHour: Number(hour) })}
            />
          </>
        ) : (
          <NumberInput
            label={t('profile.perDay')}
            min={1}
            max={200}
            value={alerts.perDay}
            disabled={!alerts.enabled}
            onChange={(perDay) => typeof perDay === 'number' && set({ perDay })}
          />
        )}
      </div>
      {alerts.mode === 'instant' && (
        <>
          <Switch
            label={t('profile.quiet')}
            description={t('profile.quietText')}
            checked={quiet !== null}
            disabled={!alerts.enabled}
            onChange={(event) => set({ quietHours: event.currentTarget.checked ? { start: 22, end: 7 } : null })}
          />
          {quiet !== null && (
            <div className={styles.inline}>
              <Select
                label={t('profile.quietFrom')}
                data={hours}
                value={String(quiet.start)}
                onChange={(hour) => set({ quietHours: { ...quiet, start: Number(hour) } })}
              />
              <Select
                label={t('profile.quietTo')}
                data={hours}
                value={String(quiet.end)}
                onChange={(hour) => set({ quietHours: { ...quiet, end: Number(hour) } })}
              />
            </div>
          )}
        </>
      )}
      <Checkbox.Group
        label={t('profile.daysOff')}
        description={t(isWeekly ? 'profile.digestDayText' : 'profile.daysOffText')}
        value={alerts.daysOff.map(String)}
        onChange={(days) => set({ daysOff: days.map(Number).toSorted((a, b) => a - b) })}
      >
        <Group mt={8}>
          {DAYS.map((day) => (
            <Checkbox key={day} value={String(day)} label={nameOf(day, 'short')} disabled={!alerts.enabled} />
          ))}
        </Group>
      </Checkbox.Group>
      <Switch
        label={t('profile.urgent', { percent: urgent })}
        description={t('profile.urgentText')}
        checked={alerts.urgentFrom !== null}
        disabled={!alerts.enabled}
        onChange={(event) => set({ urgentFrom: event.currentTarget.checked ? 0.9 : null })}
      />
      {alerts.urgentFrom !== null && (
        <Slider
          min={50}
          max={100}
          step={5}
          value={urgent}
          label={(value) => `${value}%`}
          thumbProps={{ 'aria-label': t('profile.urgent', { percent: urgent }) }}
          onChange={(value) => set({ urgentFrom: value / 100 })}
        />
      )}
    </>
  )
}
