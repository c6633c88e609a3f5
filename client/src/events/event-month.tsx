import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { HubEvent, Occurrence } from '../../../shared/events.ts'
import { ErrorState } from '../components/error-state.tsx'
import { DayNumber, MonthHead, useMonth, Weekdays } from '../components/month-view.tsx'
import monthStyles from '../components/month-view.module.css'
import { useCommunity } from '../lib/session.tsx'
import { eventsQuery, useMyZone } from './event-queries.ts'
import listStyles from '../components/card-list.module.css'
import styles from './events.module.css'

const DAY_MS = 86_400_000

interface Shown {
  event: HubEvent
  date: Occurrence
}

/** A month of events, each on its day and at its hour by the reader's clock. */
export function EventMonth() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const zone = useMyZone()
  const today = dayOf(Date.now(), zone)
  const shownMonth = useMonth(today)
  const { month, days } = shownMonth
  // A day more at each end: there, it may be another day already.
  const span = {
    from: Date.parse(`${days[0] ?? ''}T00:00:00Z`) - DAY_MS,
    to: Date.parse(`${days.at(-1) ?? ''}T00:00:00Z`) + 2 * DAY_MS,
  }
  const { data, error, refetch } = useQuery({
    ...eventsQuery(community.id, span),
    placeholderData: keepPreviousData,
  })
  const byDay = useMemo(() => {
    const events = new Map((data?.events ?? []).map((event) => [event.id, event]))
    const shown = new Map<string, Shown[]>()
    for (const date of data?.dates ?? []) {
      const event = events.get(date.eventId)
      const day = dayOf(date.startsAt, zone)
      if (event !== undefined) shown.set(day, [...(shown.get(day) ?? []), { event, date }])
    }
    return shown
  }, [data, zone])
  if (data === undefined && error !== null) return <ErrorState error={error} retry={() => void refetch()} />
  return (
    <section>
      <MonthHead shown={shownMonth} />
      <div className={monthStyles.grid} role="list">
        <Weekdays days={days} />
        {days.map((day) => (
          <Day
            key={day}
            day={day}
            zone={zone}
            isToday={day === today}
            isOutside={!day.startsWith(month)}
            shown={byDay.get(day) ?? []}
          />
        ))}
      </div>
      {byDay.size === 0 && data !== undefined && <p className={listStyles.facts}>{t('events.noneInMonth')}</p>}
    </section>
  )
}

interface DayProps {
  day: string
  zone: string
  isToday: boolean
  isOutside: boolean
  shown: readonly Shown[]
}

function Day({ day, zone, isToday, isOutside, shown }: DayProps) {
  const { i18n } = useTranslation()
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short', timeZone: zone })
  return (
    <div
      role="listitem"
      className={monthStyles.day}
      data-today={isToday}
      data-outside={isOutside}
      data-empty={shown.length === 0}
    >
      <DayNumber day={day} />
      {shown.map(({ event, date }) => (
        <Link key={event.id + date.local} href={`/events/${event.id}`} className={styles.entry} dir="auto">
          {time.format(date.startsAt)} {event.title}
        </Link>
      ))}
    </div>
  )
}

/** The ISO date that calendars in a zone show. */
function dayOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
}
