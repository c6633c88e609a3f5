import { z } from 'zod'
import { epochMs, id } from './endpoint.ts'
import { wordsIn } from './event-words.ts'
import { languageCode } from './translation.ts'

export const EVENT_REPEATS = ['never', 'daily', 'weekly', 'monthly'] as const
export const eventRepeat = z.enum(EVENT_REPEATS)

/** Discord's for an event of a server: https://docs.discord.com/developers/resources/guild-scheduled-event */
export const MAX_EVENT_TITLE = 100
/** What is left of its 1,000 characters beside the address in the hub. */
export const MAX_EVENT_TEXT = 700

/** What an event says to people of one language; platforms render it with their own means. */
export const eventCard = z.object({
  type: z.literal('event'),
  /** change: it was changed or cancelled since they answered. listing: as an event of the platform itself. */
  purpose: z.enum(['invitation', 'reminder', 'change', 'listing']),
  eventId: id,
  communityName: z.string(),
  /** Of the words around what its author wrote. */
  language: languageCode,
  title: z.string(),
  markdown: z.string(),
  /** Of the next date. */
  startsAt: epochMs,
  endsAt: epochMs,
  /** Its author's. */
  timeZone: z.string(),
  /** Of the one person whom it is for; null: whoever reads it. */
  readerTimeZone: z.string().nullable(),
  repeat: eventRepeat,
  place: z.object({ label: z.string(), url: z.string().nullable() }),
  going: z.number().int(),
  maybe: z.number().int(),
  capacity: z.number().int().nullable(),
  state: z.enum(['planned', 'cancelled', 'over']),
  /** In the hub's web client. */
  hubUrl: z.string(),
})
export type EventCard = z.infer<typeof eventCard>

/** 'Saturday, 28 March 2026 at 18:00 (Europe/Berlin)' in the reader's language, and on the author's clocks if others. */
export function timesOf({
  startsAt,
  timeZone,
  readerTimeZone,
  language,
}: Pick<EventCard, 'startsAt' | 'timeZone' | 'readerTimeZone' | 'language'>): string {
  const at = (zone: string, format: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...format, timeZone: zone }).format(startsAt)
  const whole = { dateStyle: 'full', timeStyle: 'short' } as const
  const own = readerTimeZone ?? timeZone
  const first = `${at(own, whole)} (${own})`
  if (own === timeZone || at(own, whole) === at(timeZone, whole)) return first
  const short = { weekday: 'short', hour: 'numeric', minute: '2-digit' } as const
  return `${first} · ${at(timeZone, short)} (${timeZone})`
}

/** What a card says above its title: that it is an invitation, when it begins, or that it was changed. */
export function headlineOfEvent(card: EventCard): string {
  const words = wordsIn(card.language)
  if (card.state === 'cancelled') return words.cancelled
  if (card.state === 'over') return words.over
  return words[card.purpose === 'listing' ? 'invitation' : card.purpose]
}

/** Facts for lines of their own: how often, how many. */
export function factsOfEvent({ language, repeat, capacity, going, maybe }: EventCard): string[] {
  const words = wordsIn(language)
  return [
    ...(repeat === 'never' ? [] : [words.repeats[repeat]]),
    words.answers(going, maybe),
    ...(capacity === null ? [] : [words.places(Math.max(0, capacity - going))]),
  ]
}

/** The whole card as plain text, for a mail. */
export function eventText(card: EventCard): string {
  const words = wordsIn(card.language)
  const { label, url } = card.place
  const parts = [
    `${headlineOfEvent(card)}\n${card.title}`,
    timesOf(card),
    `${words.where}: ${url === null || url === label ? label : `${label} – ${url}`}`,
    factsOfEvent(card).join(' · '),
    card.markdown,
    `${card.communityName}\n${words.answer}: ${card.hubUrl}`,
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}
