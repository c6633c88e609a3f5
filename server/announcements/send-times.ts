import { DateTime } from 'luxon'
import type { SendTime } from '../../shared/announcements.ts'
import { momentOf } from '../platform/moment-of.ts'

const STEPS = { weekly: 'weeks', monthly: 'months' } as const
/** Longer than any hub lives: two hundred years of weeks. */
const MAX_TIMES = 10_400

/** The first time after `now` that follows from the first one by the calendar; undefined: it does not repeat. */
export function nextMoment({ local, timeZone, repeat }: SendTime, now: number): number | undefined {
  if (repeat === 'never') return undefined
  // Counted on a calendar without a zone, from the first: an hour that one day lacks, or the 31st, comes back later.
  const first = DateTime.fromISO(local, { zone: 'utc' })
  const passed = DateTime.fromMillis(now, { zone: timeZone }).setZone('utc', { keepLocalTime: true })
  const from = Math.max(1, Math.floor(passed.diff(first, STEPS[repeat]).as(STEPS[repeat])))
  for (let count = from; count < MAX_TIMES; count += 1) {
    const due = momentOf({ local: first.plus({ [STEPS[repeat]]: count }).toFormat("yyyy-MM-dd'T'HH:mm"), timeZone })
    if (due !== undefined && due > now) return due
  }
  return undefined
}
