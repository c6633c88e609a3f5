import { DateTime } from 'luxon'
import type { CoffeeSettings } from '../../shared/coffee.ts'
import { momentOf } from '../platform/moment-of.ts'

export interface Round {
  /** e.g. '2026-03' */
  month: string
  at: number
}

/** The round of the month in which a moment is there, or of a later one. */
export function roundOf(settings: CoffeeSettings, now: number, monthsLater = 0): Round {
  const { day, hour, timeZone } = settings
  const month = DateTime.fromMillis(now, { zone: timeZone }).startOf('month').plus({ months: monthsLater })
  const name = month.toFormat('yyyy-MM')
  const two = (part: number) => String(part).padStart(2, '0')
  const at = momentOf({ local: `${name}-${two(day)}T${two(hour)}:00`, timeZone })
  return { month: name, at: at ?? month.toMillis() }
}

export function nextRound(settings: CoffeeSettings, now: number): Round {
  const thisMonth = roundOf(settings, now)
  return thisMonth.at > now ? thisMonth : roundOf(settings, now, 1)
}
