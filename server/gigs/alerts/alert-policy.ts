import { DateTime } from 'luxon'
import type { AlertSettings, AlertVerdict, Mute } from '../../../shared/alerts.ts'
import type { Gig } from '../../../shared/gigs.ts'
import { canonicalSkill } from '../vocabulary/skill-vocabulary.ts'

/** What a mute can be about. */
export type MutableGig = Pick<Gig, 'title' | 'company' | 'parsed'> & { text?: string }

export interface AlertQuestion {
  gig: MutableGig
  /** 0 to 1. */
  score: number
  settings: AlertSettings
  timeZone: string
  now: number
  /** How many were sent on the member's day so far. */
  sentToday: number
}

/** Nobody's days off and quiet hours leave a gap wider than this; who is never there gets nothing. */
const MAX_DAYS = 8

/** Whether a member hears of a gig, when, and why so. */
export function decideAlert({ gig, score, settings, timeZone, now, sentToday }: AlertQuestion): AlertVerdict {
  const never = (why: string): AlertVerdict => ({ send: 'never', at: null, why })
  if (!settings.enabled) return never('Your alerts are off')
  if (score < settings.threshold) {
    return never(`Matches at ${percent(score)}, below the ${percent(settings.threshold)} that you ask for`)
  }
  const muted = mutedBy(gig, settings.mutes, now)
  if (muted !== undefined) return never(`You muted ${muteInWords(muted)}`)
  if (settings.urgentFrom !== null && score >= settings.urgentFrom) {
    return { send: 'now', at: null, why: `Matches at ${percent(score)}, which you want to hear of at any hour` }
  }
  if (settings.pausedUntil !== null && now < settings.pausedUntil) {
    return later(settings, timeZone, settings.pausedUntil, 'You paused your alerts')
  }
  if (settings.mode === 'digest') {
    const at = nextDigest(settings, timeZone, now)
    return at === undefined
      ? never('All of your days are off')
      : { send: 'digest', at, why: 'It goes into your digest' }
  }
  const start = DateTime.fromMillis(now, { zone: timeZone })
  if (isOff(start, settings)) return later(settings, timeZone, now, 'It is one of your days off')
  if (isQuiet(start, settings)) return later(settings, timeZone, now, 'It is within your quiet hours')
  if (sentToday >= settings.perDay) {
    const tomorrow = start.plus({ days: 1 }).startOf('day').toMillis()
    return later(settings, timeZone, tomorrow, `You had your ${settings.perDay} for today`)
  }
  return { send: 'now', at: null, why: `Matches at ${percent(score)}` }
}

/** @returns the mute that a gig falls under; undefined: none. */
export function mutedBy(gig: MutableGig, mutes: readonly Mute[], now: number): Mute | undefined {
  return mutes.find((mute) => (mute.until === null || now < mute.until) && concerns(mute, gig))
}

export function muteInWords({ kind, value }: Mute): string {
  return kind === 'client' ? value : kind === 'skill' ? `gigs that ask for ${value}` : `gigs that say '${value}'`
}

/** The beginning of the member's day: what was sent since counts towards the day's budget. */
export function dayStart(timeZone: string, now: number): number {
  return DateTime.fromMillis(now, { zone: timeZone }).startOf('day').toMillis()
}

/** The member's next hour for a digest, after now, on its day or else on no day off. A skipped hour of summer time is the one after it. */
export function nextDigest(settings: AlertSettings, timeZone: string, now: number): number | undefined {
  const today = DateTime.fromMillis(now, { zone: timeZone }).startOf('day')
  for (let days = 0; days <= MAX_DAYS; days += 1) {
    const at = today.plus({ days }).set({ hour: settings.digestHour })
    const isDay = settings.digestDay === null ? !isOff(at, settings) : at.weekday === settings.digestDay
    if (at.toMillis() > now && isDay) return at.toMillis()
  }
  return undefined
}

function later(settings: AlertSettings, timeZone: string, from: number, why: string): AlertVerdict {
  const at = nextOpen(settings, timeZone, from)
  return at === undefined
    ? { send: 'never', at: null, why: 'All of your days are off' }
    : { send: 'later', at, why: `${why}; it waits` }
}

/** The first moment from `from` on that is neither quiet nor off. */
function nextOpen(settings: AlertSettings, timeZone: string, from: number): number | undefined {
  let at: DateTime = DateTime.fromMillis(from, { zone: timeZone })
  const end = at.plus({ days: MAX_DAYS })
  while (at < end) {
    if (isOff(at, settings)) at = at.plus({ days: 1 }).startOf('day')
    else if (isQuiet(at, settings)) at = quietEnd(at, settings.quietHours?.end ?? 0)
    else return at.toMillis()
  }
  return undefined
}

function isOff(at: DateTime, { daysOff }: AlertSettings): boolean {
  return daysOff.includes(at.weekday)
}

function isQuiet({ hour }: DateTime, { quietHours }: AlertSettings): boolean {
  if (quietHours === null) return false
  const { start, end } = quietHours
  return start < end ? hour >= start && hour < end : start !== end && (hour >= start || hour < end)
}

function quietEnd(at: DateTime, hour: number): DateTime {
  const today = at.startOf('day').set({ hour })
  return today > at ? today : at.plus({ days: 1 }).startOf('day').set({ hour })
}

function concerns({ kind, value }: Mute, { title, company, text, parsed }: MutableGig): boolean {
  const folded = value.toLowerCase()
  if (kind === 'client') return company !== null && company.toLowerCase().includes(folded)
  if (kind === 'skill') return parsed.skills.must.some((skill) => skill === canonicalSkill(value))
  return `${title}\n${text ?? ''}`.toLowerCase().includes(folded)
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}
