import { ActionIcon, Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { HubEvent, Occurrence } from '../../../shared/events.ts'
import { firstWeekday, monthDays } from '../boards/month-days.ts'
import { ErrorState } from '../components/error-state.tsx'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { eventsQuery, useMyZone } from './event-queries.ts'
import styles from './events.module.css'

const DAY_MS = 86_400_000

interface Shown {
  event: HubEvent
  date: Occurrence
}

/** A month of events, each on its day and at its hour by the reader's clock. */
export function EventMonth() {
  const { t, i18n } = useTranslation()
  const { community } = useCommunity()
  const zone = useMyZone()
  const today = dayOf(Date.now(), zone)
  const [month, setMonth] = useState(today.slice(0, 7))
  const days = useMemo(() => monthDays(month, firstWeekday(i18n.language)), [month, i18n.language])
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
  const name = new Intl.DateTimeFormat(i18n.language, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' })
  const step = (months: number) => {
    const next = new Date(`${month}-01T00:00:00Z`)
    next.setUTCMonth(next.getUTCMonth() + months)
    setMonth(next.toISOString().slice(0, 7))
  }
  if (data === undefined && error !== null) return <ErrorState error={error} retry={() => void refetch()} />
  return (
    <section className={styles.monthView}>
      <div className={styles.monthHead}>
        <h2 className={styles.monthName} aria-live="polite">
          {name.format(Date.parse(`${month}-01T00:00:00Z`))}
        </h2>
        <ActionIcon variant="default" size={30} aria-label={t('board.previousMonth')} onClick={() => step(-1)}>
          <IconChevronLeft size={17} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" size={30} aria-label={t('board.nextMonth')} onClick={() => step(1)}>
          <IconChevronRight size={17} aria-hidden />
        </ActionIcon>
        <Button variant="default" size="xs" onClick={() => setMonth(today.slice(0, 7))}>
          {t('board.today')}
        </Button>
      </div>
      <div className={styles.grid} role="list">
        {days.slice(0, 7).map((day) => (
          <span key={day} className={styles.weekday} aria-hidden>
            {weekday.format(Date.parse(day))}
          </span>
        ))}
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
      {byDay.size === 0 && data !== undefined && <p className={styles.facts}>{t('events.noneInMonth')}</p>}
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
  const locale = useLocale()
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short', timeZone: zone })
  return (
    <div
      role="listitem"
      className={styles.day}
      data-today={isToday}
      data-outside={isOutside}
      data-empty={shown.length === 0}
    >
      <time className={styles.number} dateTime={day}>
        <span className="visually-hidden">{locale.day(day)}</span>
        <span aria-hidden className={styles.short}>
          {Number(day.slice(8))}
        </span>
        <span aria-hidden className={styles.long}>
          {locale.day(day)}
        </span>
      </time>
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
