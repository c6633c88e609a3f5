import type { Mute } from '../../shared/alerts.ts'
import type { ChatDigest } from '../../shared/bot-digests.ts'
import type { ChatProfile } from '../../shared/bot-settings.ts'
import type { DigestKind, DigestWay } from '../../shared/digests.ts'
import { clip, oneLine } from '../text/clip.ts'

/** What is said about a person's settings, the same on every platform. All of it plain text. */
export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

const SHOWN_MUTES = 10

export const KIND_NAMES: Record<DigestKind, string> = {
  gigs: 'Gigs',
  announcements: 'Announcements',
  mentions: 'Mentions and answers',
  due: 'Due cards',
}

export const WAY_NAMES: Record<DigestWay, string> = { discord: 'Discord', slack: 'Slack', mail: 'E-mail' }

/** What is in a digest, when and where it comes, a line for each. */
export function digestLines({ kinds, by, hour, day, timeZone, nextAt, problem }: ChatDigest): string[] {
  if (kinds.length === 0) return ['You have no digest. Put something into it with /digest include.']
  const when = day === null ? 'daily' : `on ${dayName(day)}s`
  const next = nextAt === null ? 'no next time: all of your days are off' : `next ${momentIn(timeZone, nextAt)}`
  return [
    `In your digest: ${kinds.map((kind) => KIND_NAMES[kind]).join(', ')}`,
    `It comes ${when} at ${hourName(hour)} (${timeZone}) by ${WAY_NAMES[by]}; ${next}`,
    ...(problem === null
      ? []
      : [`The last one could not be brought by ${WAY_NAMES[by]}: choose where with /digest by.`]),
  ]
}

export function dayName(day: number): string {
  return DAYS[day - 1] ?? ''
}

export function hourName(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}

export function momentIn(timeZone: string, at: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

export function muteName({ kind, value }: Pick<Mute, 'kind' | 'value'>): string {
  const name = clip(oneLine(value), 80)
  return kind === 'client' ? name : kind === 'skill' ? `gigs that ask for ${name}` : `gigs that say ‘${name}’`
}

export function mutedUntil(until: number | null, timeZone: string): string {
  return until === null ? 'for good' : `until ${momentIn(timeZone, until)}`
}

/** When alerts come, a line for each setting. */
export function deliveryLine({ alerts }: ChatProfile): string {
  const { enabled, mode, digestHour, digestDay, threshold } = alerts
  if (!enabled) return 'Gig alerts are off.'
  const from = `from ${Math.round(threshold * 100)} % match on`
  if (mode === 'instant') return `Gig alerts come at once, ${from}.`
  const when = digestDay === null ? 'daily' : `on ${dayName(digestDay)}s`
  return `Gig alerts come in a digest, ${when} at ${hourName(digestHour)}, ${from}.`
}

export function quietLines({ alerts, timeZone }: ChatProfile, now: number): string[] {
  const { quietHours, daysOff, pausedUntil } = alerts
  const hours =
    quietHours === null ? 'none' : `${hourName(quietHours.start)} to ${hourName(quietHours.end)} (${timeZone})`
  const days =
    daysOff.length === 0
      ? 'none'
      : daysOff
          .toSorted((a, b) => a - b)
          .map(dayName)
          .join(', ')
  const pause = pausedUntil === null || pausedUntil <= now ? 'none' : `until ${momentIn(timeZone, pausedUntil)}`
  return [`Quiet hours: ${hours}`, `Days off: ${days}`, `Pause: ${pause}`]
}

export function muteLines({ alerts, timeZone }: ChatProfile, now: number): string[] {
  const held = alerts.mutes.filter(({ until }) => until === null || now < until)
  const shown = held.slice(0, SHOWN_MUTES).map((mute) => `${muteName(mute)}, ${mutedUntil(mute.until, timeZone)}`)
  const more = held.length - shown.length
  return more > 0 ? [...shown, `and ${more} more`] : shown
}
