import { type DeliveryTarget, targetKey } from '../../shared/deliveries.ts'
import { type EventCard, headlineOfEvent, timesOf } from '../../shared/event-card.ts'
import type { Occurrence } from '../../shared/events.ts'
import type { Personal } from '../deliveries/alert-delivery.ts'
import type { DeliveryService } from '../deliveries/delivery-service.ts'
import type { AnnouncementNotices } from '../notifications/announcement-notices.ts'
import type { Queries } from '../platform/database.ts'
import { countAnswers, type Reader } from './event-audience.ts'
import { type Around, cardFor, type Counts, pathOf, personalSubject, subjectOf } from './event-cards.ts'
import type { StoredEvent } from './event-rows.ts'

/** Deliveries for the platform 'mail' are carried by the hub itself. */
const MAIL = 'mail'
const EXPIRES_MS = 24 * 3_600_000

export interface EventSenderDeps {
  deliveries: DeliveryService
  notices: AnnouncementNotices
  /** To the first of a member's platforms that works. */
  deliver: (queries: Queries, message: Personal) => Promise<boolean>
  /** Whether there is a mail server. */
  sendsMail: boolean
  now: () => number
}

/** What was written is shown once the transaction stands. */
type Show = () => Promise<void>

/** Puts what is said of events into the outbox and the inboxes, in the transaction that causes it. */
export class EventSender {
  readonly #deps: EventSenderDeps

  constructor(deps: EventSenderDeps) {
    this.#deps = deps
  }

  /** Into its channels, and to each member whom it is for. */
  async invite(queries: Queries, event: StoredEvent, around: Around, readers: readonly Reader[]): Promise<Show> {
    const { id, communityId, input } = event
    const counts = { going: 0, maybe: 0 }
    for (const { platform, workspaceId, channelId, language } of input.channels) {
      const card = cardAt(event, around, counts, { purpose: 'invitation', language, timeZone: null })
      await this.#enqueue(queries, event, { kind: 'channel', platform, workspaceId, channelId }, card, 'invitation')
    }
    await this.list(queries, event, around)
    const choiceOf = await this.#deps.notices.eventChoices(queries, communityId)
    for (const reader of readers) {
      if (!choiceOf(reader.memberId).includes(MAIL)) continue
      await this.#mail(queries, event, reader, cardAt(event, around, counts, { purpose: 'invitation', ...reader }), '')
    }
    return await this.#deps.notices.tell(queries, {
      communityId,
      kind: 'event',
      actor: around.author,
      path: pathOf(id),
      key: subjectOf(id),
      told: readers
        .filter(({ memberId }) => choiceOf(memberId).includes('app'))
        .map((reader) => {
          const card = cardAt(event, around, counts, { purpose: 'invitation', ...reader })
          return { memberId: reader.memberId, title: card.title, excerpt: timesOf(card) }
        }),
    })
  }

  /** As an event of the servers themselves: once for each date, for there it ends with the date. */
  async list(queries: Queries, event: StoredEvent, around: Around): Promise<void> {
    if (event.next === null || !event.input.listed) return
    const servers = new Map(
      event.input.channels
        .filter(({ platform }) => platform === 'discord')
        .map(({ platform, workspaceId, language }) => [workspaceId, { platform, workspaceId, language }]),
    )
    const counts = (await countAnswers(queries, [event.id]))(event.id)
    for (const { platform, workspaceId, language } of servers.values()) {
      const card = cardAt(event, around, counts, { purpose: 'listing', language, timeZone: null })
      const key = `listing:${event.next.local}:${event.input.timeZone}`
      await this.#enqueue(queries, event, { kind: 'workspace', platform, workspaceId }, card, key)
    }
  }

  /**
   * What the event says now is said wherever it stands; a mail that was sent stays.
   * @param calledOff the date that is off, where it is only one.
   */
  async spread(queries: Queries, event: StoredEvent, around: Around, calledOff?: Occurrence): Promise<void> {
    for (const subject of [subjectOf(event.id), personalSubject(event.id)]) {
      await this.#edit(queries, subject, event, around, calledOff)
    }
  }

  /** The same where many read it, when one date is over: what was said to people was said of that date. */
  async goOn(queries: Queries, event: StoredEvent, around: Around): Promise<void> {
    await this.#edit(queries, subjectOf(event.id), event, around)
  }

  async #edit(
    queries: Queries,
    subject: string,
    event: StoredEvent,
    around: Around,
    calledOff?: Occurrence,
  ): Promise<void> {
    const counts = (await countAnswers(queries, [event.id]))(event.id)
    const now = this.#deps.now()
    await this.#deps.deliveries.edit(queries, subject, ({ platform, state, content, mayStand }) => {
      if (content.type !== 'event' || content.state === 'cancelled') return undefined
      const { purpose, language, readerTimeZone, startsAt, endsAt } = content
      if (platform === MAIL && (state === 'sent' || state === 'leased')) return undefined
      if (!mayStand && event.state === 'cancelled') return null
      const isOfOneDate = purpose !== 'invitation'
      const isOff = isOfOneDate && calledOff?.startsAt === startsAt
      // An event of a server moves on to the next date; a reminder is of its own.
      if (isOff && (purpose !== 'listing' || event.next === null)) return { ...content, state: 'cancelled' }
      if (isOfOneDate && !isOff && calledOff !== undefined) return undefined
      if (isOfOneDate && event.state === 'planned' && (endsAt <= now || event.next === null)) return undefined
      return cardFor(event, around, counts, { purpose, language, readerTimeZone, startsAt, endsAt })
    })
  }

  /** Who has answered is counted where many read it. */
  async count(queries: Queries, event: StoredEvent, around: Around): Promise<void> {
    const { going, maybe } = (await countAnswers(queries, [event.id]))(event.id)
    await this.#deps.deliveries.edit(queries, subjectOf(event.id), ({ content }) => {
      if (content.type !== 'event' || content.purpose !== 'invitation') return undefined
      return cardFor(event, around, { going, maybe }, content)
    })
  }

  /** In the inboxes where the invitation stands. */
  async rewrite(queries: Queries, event: StoredEvent, around: Around, readers: readonly Reader[]): Promise<void> {
    const counts = { going: 0, maybe: 0 }
    await this.#deps.notices.rewrite(queries, {
      path: pathOf(event.id),
      told: readers.map((reader) => {
        const card = cardAt(event, around, counts, { purpose: 'invitation', ...reader })
        const excerpt = event.next === null ? headlineOfEvent(card) : timesOf(card)
        return { memberId: reader.memberId, title: card.title, excerpt }
      }),
    })
  }

  /**
   * Tells people of one date: in the inbox, by direct message, by mail, as each chose. What is told twice under one key
   * arrives once.
   */
  async tell(
    queries: Queries,
    event: StoredEvent,
    around: Around,
    readers: readonly Reader[],
    { purpose, key, at, state }: { purpose: 'reminder' | 'change'; key: string; at: Occurrence; state?: 'cancelled' },
  ): Promise<Show> {
    const { id, communityId } = event
    const counts = (await countAnswers(queries, [id]))(id)
    const choiceOf = await this.#deps.notices.eventChoices(queries, communityId)
    const told: { memberId: string; title: string; excerpt: string }[] = []
    for (const reader of readers) {
      const { memberId } = reader
      const choice = choiceOf(memberId)
      const dated = { ...event, next: at, ...(state === undefined ? {} : { state }) }
      const card = cardAt(dated, around, counts, { purpose, ...reader })
      const platforms = choice.filter((way) => way !== 'app' && way !== MAIL)
      if (platforms.length > 0) {
        const dedupeKey = `${subjectOf(id)}:${key}:${memberId}`
        await this.#deps.deliver(queries, {
          communityId,
          memberId,
          platforms,
          content: card,
          dedupeKey,
          subject: personalSubject(id),
        })
      }
      if (choice.includes(MAIL)) await this.#mail(queries, event, reader, card, key)
      const excerpt = `${headlineOfEvent(card)}: ${timesOf(card)} · ${card.place.label}`
      if (choice.includes('app')) told.push({ memberId, title: card.title, excerpt })
    }
    const path = `${pathOf(id)}?date=${at.local}`
    return await this.#deps.notices.tell(queries, {
      communityId,
      kind: 'event',
      actor: purpose === 'change' ? around.author : undefined,
      path,
      key: `${subjectOf(id)}:${key}`,
      told,
    })
  }

  async #mail(queries: Queries, event: StoredEvent, reader: Reader, card: EventCard, key: string): Promise<void> {
    if (!this.#deps.sendsMail) return
    const target: DeliveryTarget = {
      kind: 'person',
      platform: MAIL,
      workspaceId: null,
      personId: reader.memberId,
    }
    await this.#enqueue(queries, event, target, card, key, reader.memberId)
  }

  async #enqueue(
    queries: Queries,
    { id, communityId }: StoredEvent,
    target: DeliveryTarget,
    content: EventCard,
    key: string,
    memberId: string | null = null,
  ): Promise<void> {
    await this.#deps.deliveries.enqueue(queries, {
      communityId,
      memberId,
      target,
      content,
      dedupeKey: `${subjectOf(id)}:${key}:${targetKey(target)}`,
      expiresInMs: EXPIRES_MS,
      subject: memberId === null ? subjectOf(id) : personalSubject(id),
    })
  }
}

function cardAt(
  event: Pick<StoredEvent, 'id' | 'input' | 'state' | 'next' | 'createdAt'>,
  around: Around,
  counts: Counts,
  { purpose, language, timeZone }: Pick<EventCard, 'purpose' | 'language'> & { timeZone: string | null },
): EventCard {
  const [startsAt, endsAt] = [event.createdAt, event.createdAt]
  return cardFor(event, around, counts, { purpose, language, readerTimeZone: timeZone, startsAt, endsAt })
}
