import type { EventCard } from '../../shared/event-card.ts'
import type { HubEvent } from '../../shared/events.ts'
import type { StoredEvent } from './event-rows.ts'

/** What a card says beside the event itself. */
export interface Around {
  communityName: string
  publicUrl: string
  place: HubEvent['place']
  author: { id: string; name: string } | undefined
}

export interface Counts {
  going: number
  maybe: number
}

interface Reading {
  purpose: EventCard['purpose']
  language: string
  readerTimeZone: string | null
  /** What is said of an event without a next date. */
  startsAt: number
  endsAt: number
}

/** What an event says now to some reader. */
export function cardFor(
  event: Pick<StoredEvent, 'id' | 'input' | 'state' | 'next'>,
  { communityName, publicUrl, place }: Around,
  { going, maybe }: Counts,
  { purpose, language, readerTimeZone, startsAt, endsAt }: Reading,
): EventCard {
  const { title, markdown, timeZone, repeat, capacity } = event.input
  const over = event.next === null ? 'over' : 'planned'
  return {
    type: 'event',
    purpose,
    eventId: event.id,
    communityName,
    language,
    title,
    markdown,
    startsAt: event.next?.startsAt ?? startsAt,
    endsAt: event.next?.endsAt ?? endsAt,
    timeZone,
    readerTimeZone,
    repeat,
    place: { label: place.label, url: place.url },
    going,
    maybe,
    capacity,
    state: event.state === 'cancelled' ? 'cancelled' : over,
    hubUrl: `${publicUrl}${pathOf(event.id)}`,
  }
}

/** In the web client. */
export function pathOf(eventId: string): string {
  return `/events/${eventId}`
}

/** By this its messages are found that stand where many read them. */
export function subjectOf(eventId: string): string {
  return `event:${eventId}`
}

/** By this those are found that went to one person each. */
export function personalSubject(eventId: string): string {
  return `${subjectOf(eventId)}:people`
}
