import { Button, Checkbox, Select, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type EventAnswer, eventEndpoints, type HubEvent, type Occurrence } from '../../../shared/events.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useLocale } from '../lib/use-locale.ts'
import { useSubmit } from '../lib/use-submit.ts'
import { eventsChanged } from './event-queries.ts'
import styles from './events.module.css'

type Past = Occurrence & { attended: string[] }

interface AttendanceCardProps {
  event: HubEvent
  /** The last first. */
  past: readonly Past[]
  answers: readonly { id: string; name: string; answer: EventAnswer }[]
}

/** Who was there, on a date that has begun. */
export function AttendanceCard({ event, past, answers }: AttendanceCardProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [local, setLocal] = useState(past[0]?.local ?? '')
  const date = past.find((one) => one.local === local)
  if (date === undefined) return null
  return (
    <section className={pageStyles.card} aria-labelledby="event-attendance">
      <h2 id="event-attendance" className={pageStyles.cardTitle}>
        {t('events.attendance')}
      </h2>
      {past.length > 1 && (
        <Select
          label={t('events.date')}
          data={past.map((one) => ({ value: one.local, label: locale.dateTime(one.startsAt) }))}
          value={local}
          allowDeselect={false}
          onChange={(value) => value !== null && setLocal(value)}
        />
      )}
      {answers.length === 0 ? (
        <p className={pageStyles.hint}>{t('events.nobodyAnswered')}</p>
      ) : (
        <Ticks key={`${local} ${date.attended.join()}`} event={event} date={date} answers={answers} />
      )}
    </section>
  )
}

function Ticks({ event, date, answers }: { event: HubEvent; date: Past; answers: AttendanceCardProps['answers'] }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [there, setThere] = useState<readonly string[]>(date.attended)
  const { busy, error, onSubmit } = useSubmit()
  const save = async () => {
    const params = { communityId: event.communityId, eventId: event.id }
    await api.call(eventEndpoints.attendance, { params, body: { local: date.local, memberIds: [...there] } })
    await eventsChanged(client, event)
    notifyDone(t('events.attendanceSaved', { count: there.length }))
  }
  return (
    <form onSubmit={onSubmit(save)} className={styles.ticks}>
      {answers.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          checked={there.includes(id)}
          onChange={({ currentTarget: { checked } }) =>
            setThere((ids) => (checked ? [...ids, id] : ids.filter((one) => one !== id)))
          }
        />
      ))}
      {error !== undefined && (
        <Text size="sm" c="var(--gh-danger-text)" role="alert">
          {error}
        </Text>
      )}
      <Button type="submit" variant="default" loading={busy} className={styles.start}>
        {t('events.attendanceSave')}
      </Button>
    </form>
  )
}
