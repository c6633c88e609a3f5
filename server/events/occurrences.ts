import { DateTime } from 'luxon'
import type { EventTimes, Occurrence } from '../../shared/events.ts'
import { momentOf } from '../platform/moment-of.ts'

/** When an event is: its calendar without the dates that were called off. */
export interface Series extends EventTimes {
  skipped: readonly string[]
}

const STEPS = { daily: 'days', weekly: 'weeks', monthly: 'months' } as const
const LOCAL = "yyyy-MM-dd'T'HH:mm"
/** Longer than any hub lives: a hundred years of days. */
const MAX_TIMES = 36_525
const MINUTE_MS = 60_000

/** The dates that end after a moment, in order. Counted on a calendar without a zone; only then turned into moments. */
export function* occurrencesAfter(series: Series, after: number): Generator<Occurrence, void> {
  const { start, end, timeZone, repeat, until, skipped } = series
  const first = DateTime.fromISO(start, { zone: 'utc' })
  const minutes = DateTime.fromISO(end, { zone: 'utc' }).diff(first, 'minutes').minutes
  const step = repeat === 'never' ? undefined : STEPS[repeat]
  const calledOff = new Set(skipped)
  for (let count = step === undefined ? 0 : stepsBefore(first, step, { timeZone, after, minutes }); ; count += 1) {
    // The 31st comes back after a shorter month, for it is counted from the first date and not from the one before.
    const local = (step === undefined ? first : first.plus({ [step]: count })).toFormat(LOCAL)
    if ((until !== null && local.slice(0, 10) > until) || count >= MAX_TIMES) return
    const startsAt = momentOf({ local, timeZone })
    if (startsAt !== undefined && !calledOff.has(local)) {
      const endsAt = endOf(local, { startsAt, minutes, timeZone })
      if (endsAt > after) yield { local, startsAt, endsAt }
    }
    if (step === undefined) return
  }
}

export function nextOccurrence(series: Series, after: number): Occurrence | undefined {
  const next = occurrencesAfter(series, after).next()
  return next.done === true ? undefined : next.value
}

/** Those that touch a span, at most `limit`. */
export function occurrencesWithin(series: Series, from: number, to: number, limit: number): Occurrence[] {
  const found: Occurrence[] = []
  for (const one of occurrencesAfter(series, from)) {
    if (one.startsAt >= to || found.length >= limit) break
    found.push(one)
  }
  return found
}

/** When the last date ends; undefined: there is always another. */
export function endOfSeries(series: Series): number | undefined {
  const { start, end, timeZone, repeat, until } = series
  if (repeat === 'never') return momentOf({ local: end, timeZone })
  if (until === null) return undefined
  const lasts = Date.parse(`${end}Z`) - Date.parse(`${start}Z`)
  const last = momentOf({ local: `${until}${start.slice(10)}`, timeZone })
  // An hour more than enough where clocks are set meanwhile.
  return last === undefined ? undefined : last + lasts + 3_600_000
}

/** By the clock on the wall; where clocks are set meanwhile so that nothing would be left, as long as it was to last. */
function endOf(
  local: string,
  { startsAt, minutes, timeZone }: { startsAt: number; minutes: number; timeZone: string },
): number {
  const end = DateTime.fromISO(local, { zone: 'utc' }).plus({ minutes }).toFormat(LOCAL)
  const endsAt = momentOf({ local: end, timeZone })
  return endsAt === undefined || endsAt <= startsAt ? startsAt + minutes * MINUTE_MS : endsAt
}

/** How many steps from the first date surely end before a moment. */
function stepsBefore(
  first: DateTime,
  step: 'days' | 'weeks' | 'months',
  { timeZone, after, minutes }: { timeZone: string; after: number; minutes: number },
): number {
  const there = DateTime.fromMillis(after, { zone: timeZone }).setZone('utc', { keepLocalTime: true })
  const passed = there.minus({ minutes }).diff(first, step).as(step)
  return Math.max(0, Math.floor(passed) - 2)
}
