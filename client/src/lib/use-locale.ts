import { useTranslation } from 'react-i18next'
import { relativeTime } from './relative-time.ts'

export interface Locale {
  /** '5 minutes ago'. */
  ago(at: number): string
  /** 'Nov 24, 2026, 14:05'. */
  dateTime(at: number): string
  /** 'Nov 24' from an ISO date. */
  day(isoDate: string): string
  time(at: number): string
  number(value: number): string
}

/** Dates and numbers as the interface's language writes them. */
export function useLocale(): Locale {
  const { i18n } = useTranslation()
  const { language } = i18n
  return {
    ago: (at) => relativeTime(at, Date.now(), language),
    dateTime: (at) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at),
    // An ISO date has no time zone: noon UTC would be another day in Auckland, so it is read and written in UTC.
    day: (isoDate) => {
      const date = new Date(`${isoDate}T00:00:00Z`)
      if (Number.isNaN(date.getTime())) return isoDate
      return new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(date)
    },
    time: (at) => new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(at),
    number: (value) => new Intl.NumberFormat(language).format(value),
  }
}
