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

const locales = new Map<string, Locale>()

/** Dates and numbers as the interface's language writes them. */
export function useLocale(): Locale {
  const { i18n } = useTranslation()
  return localeOf(i18n.language)
}

/** The same for the same language: its formatters cost more to make than to use, and hundreds of cards have a date. */
export function localeOf(language: string): Locale {
  const known = locales.get(language)
  if (known !== undefined) return known
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' })
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' })
  const number = new Intl.NumberFormat(language)
  const made: Locale = {
    ago: (at) => relativeTime(at, Date.now(), language),
    dateTime: (at) => dateTime.format(at),
    // An ISO date has no time zone: noon UTC would be another day in Auckland, so it is read and written in UTC.
    day: (isoDate) => {
      const date = new Date(`${isoDate}T00:00:00Z`)
      return Number.isNaN(date.getTime()) ? isoDate : day.format(date)
    },
    time: (at) => time.format(at),
    number: (value) => number.format(value),
  }
  locales.set(language, made)
  return made
}
