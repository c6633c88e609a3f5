import { DateTime } from 'luxon'
import { momentOf } from '../platform/moment-of.ts'

const QUARTER_MS = 15 * 60_000
const HOUR_MS = 3_600_000
const DAYS = 14
const SATURDAY = 6

/** A fortnight from `from` in quarters of an hour: zones differ by as little. A bit is a free hour that begins there. */
export type FreeHours = bigint

export interface Working {
  timeZone: string
  /** In whole local hours; `end` below `start` is on the next day. */
  workingHours: { start: number; end: number }
}

/** The hours in which somebody works, Monday to Friday by their own calendar. */
export function freeHours({ timeZone, workingHours: { start, end } }: Working, from: number): FreeHours {
  let free = 0n
  const today = DateTime.fromMillis(from, { zone: timeZone }).startOf('day')
  for (let day = -1; day <= DAYS; day += 1) {
    const date = today.plus({ days: day })
    if (date.weekday >= SATURDAY) continue
    const begins = momentAt(date, start, timeZone)
    const ends = momentAt(end > start ? date : date.plus({ days: 1 }), end, timeZone)
    for (let at = Math.max(0, Math.ceil((begins - from) / QUARTER_MS)); at < DAYS * 96; at += 1) {
      if (from + at * QUARTER_MS + HOUR_MS > ends) break
      free |= 1n << BigInt(at)
    }
  }
  return free
}

/** When the hours begin, in order. */
export function startsOf(free: FreeHours, from: number): number[] {
  const starts: number[] = []
  for (let at = 0; at < DAYS * 96; at += 1) {
    if (((free >> BigInt(at)) & 1n) === 1n) starts.push(from + at * QUARTER_MS)
  }
  return starts
}

/** At most three hours that do not overlap, on different days as far as there are, and rather at the full hour. */
export function someOf(free: FreeHours, from: number): number[] {
  const starts = startsOf(free, from)
  const full = starts.filter((at) => at % HOUR_MS === 0)
  const chosen: number[] = []
  const isApart = (at: number, ms: number) => chosen.every((other) => Math.abs(at - other) >= ms)
  for (const apart of [36 * HOUR_MS, 20 * HOUR_MS, HOUR_MS]) {
    for (const at of [...full, ...starts]) {
      if (chosen.length < 3 && isApart(at, apart)) chosen.push(at)
    }
  }
  return chosen.toSorted((a, b) => a - b)
}

export function countBits(free: FreeHours): number {
  let count = 0
  for (let left = free; left > 0n; left &= left - 1n) count += 1
  return count
}

function momentAt(date: DateTime, hour: number, timeZone: string): number {
  const day = hour === 24 ? date.plus({ days: 1 }) : date
  const local = `${day.toISODate() ?? ''}T${String(hour % 24).padStart(2, '0')}:00`
  return momentOf({ local, timeZone }) ?? date.toMillis()
}
