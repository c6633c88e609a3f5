import { DateTime } from 'luxon'
import { type EventSettings, eventSettings } from '../../shared/events.ts'
import type { Queries } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import type { EventAudience } from './event-audience.ts'
import { fromRow, nextColumns, seriesOf, type StoredEvent } from './event-rows.ts'
import type { EventSender } from './event-sender.ts'
import { nextOccurrence } from './occurrences.ts'

const AT_ONCE = 50
/** Events of a week, of all communities. */
const MOST_SOON = 2000
const DAY_MINUTES = 1440
/** The longest that one can choose, and an hour for clocks that are set meanwhile. */
const LONGEST_LEAD_MS = (7 * 24 + 1) * 3_600_000
/** What another process changed is noticed within this. */
const LOOK_AGAIN_MS = 30_000

export interface EventClockDeps {
  queries: Queries
  audience: EventAudience
  sender: EventSender
  nudgeSoon: () => void
  log: Log
  now: () => number
}

interface Due {
  memberId: string
  /** Those that are due now, the nearest to the start first. */
  minutes: number[]
}

/** Goes on to the next date when one is over, and reminds those who come, each at their own time before. */
export class EventClock {
  readonly #deps: EventClockDeps
  /** Nothing is due before. */
  #quietUntil = 0

  constructor(deps: EventClockDeps) {
    this.#deps = deps
  }

  /** Something was changed or answered. */
  changed(): void {
    this.#quietUntil = 0
  }

  async look(): Promise<void> {
    const now = this.#deps.now()
    if (now < this.#quietUntil) return
    this.#quietUntil = now + LOOK_AGAIN_MS
    for (const event of await this.#overBy(now)) {
      if (await this.#try(event, () => this.#goOn(event))) this.#quietUntil = 0
    }
    for (const event of await this.#soon(now)) await this.#try(event, () => this.#remind(event))
  }

  /** One that fails holds up no other. */
  async #try({ id }: StoredEvent, work: () => Promise<void>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      this.#deps.log.error({ err: error, eventId: id }, 'event not taken further')
      return false
    }
  }

  async #overBy(now: number): Promise<StoredEvent[]> {
    const rows = await this.#deps.queries
      .selectFrom('events')
      .selectAll()
      .where('state', '=', 'planned')
      .where('next_ends_at', '<=', now)
      .orderBy('next_ends_at')
      .limit(AT_ONCE)
      .execute()
    return rows.map(fromRow)
  }

  async #soon(now: number): Promise<StoredEvent[]> {
    const rows = await this.#deps.queries
      .selectFrom('events')
      .selectAll()
      .where('state', '=', 'planned')
      .where('next_at', '>', now)
      .where('next_at', '<=', now + LONGEST_LEAD_MS)
      .orderBy('next_at')
      .limit(MOST_SOON)
      .execute()
    return rows.map(fromRow)
  }

  /** Once, whoever else tries: who changes the date is who tells of it. */
  async #goOn(event: StoredEvent): Promise<void> {
    const { queries, audience, sender, now } = this.#deps
    if (event.next === null) return
    const { startsAt } = event.next
    const next = nextOccurrence(seriesOf(event), now()) ?? null
    const after: StoredEvent = { ...event, next }
    const around = await audience.around(after)
    const readers = await audience.invited(after)
    await queries.transaction().execute(async (transaction) => {
      const claimed = await transaction
        .updateTable('events')
        .set(nextColumns(next))
        .where('id', '=', event.id)
        .where('next_at', '=', startsAt)
        .where('sequence', '=', event.sequence)
        .executeTakeFirst()
      if (Number(claimed.numUpdatedRows) === 0) return
      await transaction.deleteFrom('event_reminders').where('event_id', '=', event.id).execute()
      await sender.goOn(transaction, after, around)
      await sender.rewrite(transaction, after, around, readers)
      await sender.list(transaction, after, around)
    })
    this.#deps.nudgeSoon()
  }

  async #remind(event: StoredEvent): Promise<void> {
    const { queries, audience, sender, now } = this.#deps
    const { next } = event
    if (next === null) return
    const due = await this.#dueNow(event, next.startsAt)
    if (due.length === 0) return
    const around = await audience.around(event)
    const readers = await audience.readers(
      event,
      due.map(({ memberId }) => memberId),
    )
    const show = await queries.transaction().execute(async (transaction) => {
      // Nobody is reminded of what was moved or called off since it was looked at.
      const still = await transaction
        .selectFrom('events')
        .select('id')
        .where('id', '=', event.id)
        .where('sequence', '=', event.sequence)
        .where('next_at', '=', next.startsAt)
        .where('next_at', '>', now())
        .executeTakeFirst()
      if (still === undefined) return undefined
      const told = []
      for (const reader of readers) {
        const minutes = due.find(({ memberId }) => memberId === reader.memberId)?.minutes ?? []
        if (await isFirst(transaction, event.id, next.startsAt, reader.memberId, minutes)) told.push(reader)
      }
      if (told.length === 0) return undefined
      // Of one date each time: a reminder that the member chose a second time has a time of its own.
      const key = `reminder:${next.startsAt}:${now()}`
      return await sender.tell(transaction, event, around, told, { purpose: 'reminder', key, at: next })
    })
    if (show === undefined) return
    this.#deps.nudgeSoon()
    await show()
  }

  /** Of those who come, whose time has come; and when the next one's does. */
  async #dueNow({ id, movedAt }: StoredEvent, startsAt: number): Promise<Due[]> {
    const now = this.#deps.now()
    const rows = await this.#deps.queries
      .selectFrom('event_answers')
      .leftJoin('event_settings', 'event_settings.member_id', 'event_answers.member_id')
      .leftJoin('profiles', 'profiles.member_id', 'event_answers.member_id')
      .select(['event_answers.member_id', 'answered_at', 'event_settings.settings', 'profiles.data'])
      .where('event_id', '=', id)
      .where('answer', 'in', ['going', 'maybe'])
      .execute()
    const sent = await this.#deps.queries
      .selectFrom('event_reminders')
      .select(['member_id', 'minutes'])
      .where('event_id', '=', id)
      .where('starts_at', '=', startsAt)
      .execute()
    const known = new Set(sent.map(({ member_id, minutes }) => `${member_id} ${minutes}`))
    const due: Due[] = []
    for (const row of rows) {
      const zone = row.data === null ? 'utc' : (JSON.parse(row.data) as { timeZone: string }).timeZone
      const minutes: number[] = []
      for (const lead of settingsFrom(row.settings).reminders.toSorted((a, b) => a - b)) {
        const at = momentBefore(startsAt, lead, zone)
        if (at > now) this.#quietUntil = Math.min(this.#quietUntil, at)
        else if (at > Math.max(row.answered_at, movedAt) && !known.has(`${row.member_id} ${lead}`)) minutes.push(lead)
      }
      if (minutes.length > 0) due.push({ memberId: row.member_id, minutes })
    }
    return due
  }
}

export function settingsFrom(stored: string | null | undefined): EventSettings {
  return eventSettings.parse(JSON.parse(stored ?? '{}'))
}

/** Hours are as long as they are; a day before is the same time by the member's clock, whatever was done to it. */
export function momentBefore(startsAt: number, minutes: number, zone: string): number {
  const days = Math.floor(minutes / DAY_MINUTES)
  return DateTime.fromMillis(startsAt, { zone })
    .minus({ days })
    .minus({ minutes: minutes % DAY_MINUTES })
    .toMillis()
}

/** Several that became due together, e.g. while no hub ran, are one. @returns false when all were sent before. */
async function isFirst(
  queries: Queries,
  eventId: string,
  startsAt: number,
  memberId: string,
  minutes: readonly number[],
): Promise<boolean> {
  if (minutes.length === 0) return false
  const inserted = await queries
    .insertInto('event_reminders')
    .values(minutes.map((one) => ({ event_id: eventId, starts_at: startsAt, member_id: memberId, minutes: one })))
    .onConflict((conflict) => conflict.columns(['event_id', 'starts_at', 'member_id', 'minutes']).doNothing())
    .executeTakeFirst()
  return Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0
}
