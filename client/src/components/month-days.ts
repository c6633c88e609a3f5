import { addDays } from '../boards/card-filter.ts'

/** ISO dates of the weeks that a month ('2026-11') touches: from the first weekday before it to the last one after it. */
export function monthDays(month: string, weekStart: number): string[] {
  const first = new Date(`${month}-01T00:00:00Z`)
  const before = (first.getUTCDay() - weekStart + 7) % 7
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  const start = addDays(`${month}-01`, -before)
  return Array.from({ length: Math.ceil((before + length) / 7) * 7 }, (_, at) => addDays(start, at))
}

/** 0 is Sunday. Firefox has no week info: Monday, as ISO 8601 has it. */
export function firstWeekday(language: string): number {
  const locale = new Intl.Locale(language).maximize() as Intl.Locale & {
    weekInfo?: { firstDay: number }
    getWeekInfo?: () => { firstDay: number }
  }
  const info = locale.getWeekInfo?.() ?? locale.weekInfo
  return (info?.firstDay ?? 1) % 7
}
