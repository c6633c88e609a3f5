import { DateTime } from 'luxon'

/** RFC 5545, 3.1: octets of a line, without its end. */
const LINE_OCTETS = 75
const YEARS_AHEAD = 10
const DAY_MS = 86_400_000

/** One entry of an iCalendar file, with times as its calendar has them. */
export interface IcsEvent {
  uid: string
  sequence: number
  createdAt: number
  updatedAt: number
  summary: string
  description: string
  location: string
  url: string
  isCancelled: boolean
  timeZone: string
  /** Local times, e.g. '2026-03-29T09:00'. */
  start: string
  end: string
  repeat: 'never' | 'daily' | 'weekly' | 'monthly'
  /** The last moment at which it may begin; undefined: for ever. */
  until: number | undefined
  skipped: readonly string[]
}

/** An iCalendar file (RFC 5545). Local times come with what is known of their zone, so that what repeats keeps its hour. */
export function calendarFile(name: string, events: readonly IcsEvent[]): string {
  const zones = new Map<string, number>()
  for (const { timeZone, start } of events) {
    const year = Number(start.slice(0, 4))
    zones.set(timeZone, Math.min(zones.get(timeZone) ?? year, year))
  }
  zones.delete('UTC')
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Guildhall//Events//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${text(name)}`,
    `X-WR-CALNAME:${text(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...[...zones].flatMap(([zone, year]) => zoneLines(zone, year)),
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

function eventLines(event: IcsEvent): string[] {
  const { uid, sequence, createdAt, updatedAt, summary, description, location, url, start, end, timeZone } = event
  return [
    'BEGIN:VEVENT',
    `UID:${text(uid)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${moment(updatedAt)}`,
    `CREATED:${moment(createdAt)}`,
    `LAST-MODIFIED:${moment(updatedAt)}`,
    localLine('DTSTART', start, timeZone),
    localLine('DTEND', end, timeZone),
    ...ruleLines(event),
    ...event.skipped.map((local) => localLine('EXDATE', local, timeZone)),
    `SUMMARY:${text(summary)}`,
    ...(description === '' ? [] : [`DESCRIPTION:${text(description)}`]),
    `LOCATION:${text(location)}`,
    `URL:${url}`,
    `STATUS:${event.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ]
}

function ruleLines({ repeat, until, start }: IcsEvent): string[] {
  if (repeat === 'never') return []
  const day = Number(start.slice(8, 10))
  // The 31st is the last day of a shorter month; by itself the rule would leave such a month out.
  const days = Array.from({ length: day - 27 }, (_, at) => 28 + at)
  const monthly = days.length > 1 ? `;BYMONTHDAY=${days.join(',')};BYSETPOS=-1` : ''
  const end = until === undefined ? '' : `;UNTIL=${moment(until)}`
  return [`RRULE:FREQ=${repeat.toUpperCase()}${repeat === 'monthly' ? monthly : ''}${end}`]
}

function localLine(name: string, local: string, zone: string): string {
  const time = `${local.replace(/[-:]/g, '')}00`
  return zone === 'UTC' ? `${name}:${time}Z` : `${name};TZID=${zone}:${time}`
}

/** Each change of the clocks there, from the year before the first date on. */
function zoneLines(zone: string, firstYear: number): string[] {
  const from = Date.UTC(firstYear - 1, 0, 1)
  const to = Date.UTC(Math.max(firstYear, new Date().getUTCFullYear()) + YEARS_AHEAD, 0, 1)
  const offsetAt = (at: number) => DateTime.fromMillis(at, { zone }).offset
  const lines = ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...observance(zone, from, offsetAt(from))]
  let offset = offsetAt(from)
  for (let at = from; at < to; at += DAY_MS) {
    const next = offsetAt(at + DAY_MS)
    if (next === offset) continue
    lines.push(...observance(zone, firstWith(offsetAt, next, at, at + DAY_MS), offset))
    offset = next
  }
  return [...lines, 'END:VTIMEZONE']
}

/** @returns the minute in which the clocks are set. */
function firstWith(offsetAt: (at: number) => number, offset: number, from: number, to: number): number {
  let [before, after] = [from, to]
  while (after - before > 60_000) {
    const middle = before + Math.floor((after - before) / 120_000) * 60_000
    if (offsetAt(middle) === offset) after = middle
    else before = middle
  }
  return after
}

function observance(zone: string, at: number, before: number): string[] {
  const { offset, isInDST } = DateTime.fromMillis(at, { zone })
  const kind = isInDST ? 'DAYLIGHT' : 'STANDARD'
  // RFC 5545, 3.6.5: the local time as the clocks showed it until then.
  const local = DateTime.fromMillis(at + before * 60_000, { zone: 'utc' }).toFormat("yyyyMMdd'T'HHmmss")
  return [
    `BEGIN:${kind}`,
    `DTSTART:${local}`,
    `TZOFFSETFROM:${offsetText(before)}`,
    `TZOFFSETTO:${offsetText(offset)}`,
    `END:${kind}`,
  ]
}

function offsetText(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}${two(Math.abs(minutes) % 60)}`
}

function moment(at: number): string {
  return DateTime.fromMillis(at, { zone: 'utc' }).toFormat("yyyyMMdd'T'HHmmss'Z'")
}

/** RFC 5545, 3.3.11. */
function text(value: string): string {
  return value
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
}

/** Never inside a character. */
function fold(line: string): string {
  let folded = ''
  let octets = 0
  for (const char of line) {
    const size = Buffer.byteLength(char)
    if (octets + size > LINE_OCTETS) {
      folded += '\r\n '
      octets = 1
    }
    folded += char
    octets += size
  }
  return folded
}
