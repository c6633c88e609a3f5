import { createHash } from 'node:crypto'
import { NotFoundError } from '../../shared/errors.ts'
import type { EventSettings } from '../../shared/events.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import { newSecret } from '../platform/ids.ts'
import type { EventAccess } from './event-access.ts'
import type { EventAudience } from './event-audience.ts'
import { pathOf } from './event-cards.ts'
import { settingsFrom } from './event-clock.ts'
import { seriesOf, type StoredEvent } from './event-rows.ts'
import { calendarFile, type IcsEvent } from './ics.ts'
import { endOfSeries } from './occurrences.ts'

const DAY_MS = 86_400_000
/** A calendar goes on showing what was, for a while. */
const FEED_PAST_MS = 90 * DAY_MS
const FEED_AHEAD_MS = 730 * DAY_MS

export interface EventCalendarDeps {
  queries: Queries
  access: EventAccess
  audience: EventAudience
  members: MemberService
  publicUrl: () => string
  now: () => number
}

/** Events for the calendars of other programs: as a file, and at a secret address of each member's own. */
export class EventCalendar {
  readonly #deps: EventCalendarDeps

  constructor(deps: EventCalendarDeps) {
    this.#deps = deps
  }

  async file(member: Member, eventId: string): Promise<string> {
    const event = await this.#deps.access.read(member, eventId)
    return calendarFile(event.input.title, [await this.#entry(event)])
  }

  /** What its owner may see now, but what they said no to. @throws NotFoundError for an address that was ended. */
  async feed(secret: string): Promise<string> {
    const { queries, members, access, now } = this.#deps
    const row = await queries
      .selectFrom('event_settings')
      .select('member_id')
      .where('feed_hash', '=', hash(secret))
      .executeTakeFirst()
    const member = row === undefined ? undefined : await members.get(row.member_id)
    if (member === undefined || !atLeast(member.role, 'member')) throw new NotFoundError('calendar', 'at this address')
    const declined = await queries
      .selectFrom('event_answers')
      .select('event_id')
      .where('member_id', '=', member.id)
      .where('answer', '=', 'no')
      .execute()
    const no = new Set(declined.map(({ event_id }) => event_id))
    const community = await members.community(member.communityId)
    const entries: IcsEvent[] = []
    for (const event of await access.list(member, now() - FEED_PAST_MS, now() + FEED_AHEAD_MS)) {
      if (!no.has(event.id)) entries.push(await this.#entry(event))
    }
    return calendarFile(community?.name ?? 'Guildhall', entries)
  }

  async settings({ id }: Member): Promise<EventSettings & { hasFeed: boolean }> {
    const row = await this.#deps.queries
      .selectFrom('event_settings')
      .selectAll()
      .where('member_id', '=', id)
      .executeTakeFirst()
    return { ...settingsFrom(row?.settings), hasFeed: typeof row?.feed_hash === 'string' }
  }

  async saveSettings(member: Member, { reminders }: EventSettings): Promise<EventSettings & { hasFeed: boolean }> {
    const settings = JSON.stringify({ reminders: [...new Set(reminders)].toSorted((a, b) => a - b) })
    await this.#put(member, { settings })
    return await this.settings(member)
  }

  /** @returns the address; it is not kept, and one that was made before ends. */
  async makeFeed(member: Member): Promise<string> {
    const secret = newSecret()
    await this.#put(member, { feed_hash: hash(secret) })
    return `${this.#deps.publicUrl()}/api/calendars/${secret}/events.ics`
  }

  async endFeed(member: Member): Promise<void> {
    await this.#put(member, { feed_hash: null })
  }

  async #put({ id }: Member, set: { settings: string } | { feed_hash: string | null }): Promise<void> {
    await this.#deps.queries
      .insertInto('event_settings')
      .values({ member_id: id, settings: '{}', feed_hash: null, ...set })
      .onConflict((conflict) => conflict.column('member_id').doUpdateSet(set))
      .execute()
  }

  async #entry(event: StoredEvent): Promise<IcsEvent> {
    const { input, communityId } = event
    const place = await this.#deps.audience.placeOf(communityId, input.place)
    const hubUrl = `${this.#deps.publicUrl()}${pathOf(event.id)}`
    return {
      uid: `${event.id}@${new URL(this.#deps.publicUrl()).hostname}`,
      sequence: event.sequence,
      createdAt: event.createdAt,
      updatedAt: event.updatedAt,
      summary: input.title,
      description: [input.markdown, hubUrl].filter((part) => part !== '').join('\n\n'),
      location: place.kind === 'room' ? `${place.label} ${place.url}` : place.label,
      url: hubUrl,
      isCancelled: event.state === 'cancelled',
      timeZone: input.timeZone,
      start: input.start,
      end: input.end,
      repeat: input.repeat,
      until: input.until === null ? undefined : endOfSeries(seriesOf(event)),
      skipped: event.skipped,
    }
  }
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
