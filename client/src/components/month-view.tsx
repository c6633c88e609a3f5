import { ActionIcon, Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../lib/use-locale.ts'
import { firstWeekday, monthDays } from './month-days.ts'
import styles from './month-view.module.css'

export interface ShownMonth {
  /** '2026-11'. */
  month: string
  /** ISO dates of the weeks that it touches. */
  days: readonly string[]
  today: string
  choose: (month: string) => void
}

/** Begins with the month of `today`, an ISO date. */
export function useMonth(today: string): ShownMonth {
  const { i18n } = useTranslation()
  const [month, choose] = useState(today.slice(0, 7))
  const days = useMemo(() => monthDays(month, firstWeekday(i18n.language)), [month, i18n.language])
  return { month, days, today, choose }
}

/** Its name, and the way to others. */
export function MonthHead({ shown: { month, today, choose } }: { shown: ShownMonth }) {
  const { t, i18n } = useTranslation()
  const name = new Intl.DateTimeFormat(i18n.language, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return (
    <div className={styles.head}>
      <h2 className={styles.name} aria-live="polite">
        {name.format(Date.parse(`${month}-01T00:00:00Z`))}
      </h2>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('board.previousMonth')}
        onClick={() => choose(addMonths(month, -1))}
      >
        <IconChevronLeft size={17} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('board.nextMonth')}
        onClick={() => choose(addMonths(month, 1))}
      >
        <IconChevronRight size={17} aria-hidden />
      </ActionIcon>
      <Button variant="default" size="xs" onClick={() => choose(today.slice(0, 7))}>
        {t('board.today')}
      </Button>
    </div>
  )
}

/** Above the days of a grid: they say themselves which they are, to who does not see it. */
export function Weekdays({ days }: { days: readonly string[] }) {
  const { i18n } = useTranslation()
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' })
  return days.slice(0, 7).map((day) => (
    <span key={day} className={styles.weekday} aria-hidden>
      {weekday.format(Date.parse(day))}
    </span>
  ))
}

export function DayNumber({ day }: { day: string }) {
  const locale = useLocale()
  return (
    <time className={styles.number} dateTime={day}>
      <span className="visually-hidden">{locale.day(day)}</span>
      <span aria-hidden className={styles.short}>
        {Number(day.slice(8))}
      </span>
      <span aria-hidden className={styles.long}>
        {locale.day(day)}
      </span>
    </time>
  )
}

function addMonths(month: string, months: number): string {
  const date = new Date(`${month}-01T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString().slice(0, 7)
}
