import { DateTime } from 'luxon'
import type { AlertSettings } from '../../shared/alerts.ts'
import { momentOf } from '../platform/moment-of.ts'

export interface DigestTimes extends Pick<
  AlertSettings,
  'digestHour' | 'digestDay' | 'quietHours' | 'daysOff' | 'pausedUntil'
> {
  timeZone: string
}

/** A week, and the day before, whose digest may wait for this morning. */
const DAYS = Array.from({ length: 10 }, (_, index) => index - 1)

/**
 * The next time after `now`: at the hour, on the day of a weekly one or on each day that is not off, at the end of quiet
 * hours that it falls into, and not within a pause. An hour that clocks skip is as much later, one that they show twice
 * the first. @returns undefined for who is never there.
 */
export function nextDigestAt(times: DigestTimes, now: number): number | undefined {
  const from = Math.max(now, times.pausedUntil ?? 0)
  const today = DateTime.fromMillis(from, { zone: times.timeZone }).startOf('day')
  for (const days of DAYS) {
    const day = today.plus({ days })
    const isDay = times.digestDay === null ? !times.daysOff.includes(day.weekday) : day.weekday === times.digestDay
    const at = isDay ? afterQuiet(times, day) : undefined
    if (at !== undefined && at > from) return at
  }
  return undefined
}

/** Whether a digest that is late should wait on. @returns until when; undefined: it may come now. */
export function quietUntil({ quietHours, timeZone }: DigestTimes, now: number): number | undefined {
  if (quietHours === null) return undefined
  const local = DateTime.fromMillis(now, { zone: timeZone })
  return isQuiet(quietHours, local.hour) ? endAfter(local, quietHours.end, timeZone) : undefined
}

function afterQuiet({ digestHour, quietHours, timeZone }: DigestTimes, day: DateTime): number | undefined {
  const at = momentAt(day, digestHour, timeZone)
  if (at === undefined || quietHours === null || !isQuiet(quietHours, digestHour)) return at
  return endAfter(day.set({ hour: digestHour }), quietHours.end, timeZone)
}

function endAfter(local: DateTime, end: number, timeZone: string): number | undefined {
  return momentAt(local.hour < end ? local : local.plus({ days: 1 }), end, timeZone)
}

function momentAt(day: DateTime, hour: number, timeZone: string): number | undefined {
  return momentOf({ local: `${day.toISODate() ?? ''}T${String(hour).padStart(2, '0')}:00`, timeZone })
}

function isQuiet({ start, end }: { start: number; end: number }, hour: number): boolean {
  return start < end ? hour >= start && hour < end : start !== end && (hour >= start || hour < end)
}
