import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { EventAnswer, EventInput, EventOptions, HubEvent, Occurrence } from '../../shared/events.ts'
import { MAX_SKIPPED } from '../../shared/events.ts'
import type { Hold } from '../../shared/holds.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { LinkableChannel } from '../../shared/room-links.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { MemberService } from '../members/member-service.ts'
import { type Holds, isWaiting } from '../moderation/holds.ts'
import { blockedWord, type PostingGuard } from '../moderation/posting-guard.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Queries } from '../platform/database.ts'
import type { RoomService } from '../rooms/room-service.ts'
import type { EventAccess } from './event-access.ts'
import { comingTo, countAnswers, type EventAudience } from './event-audience.ts'
import { type EventHolds, holdableOf } from './event-holds.ts'
import { changedMeanwhile, type EventPlanner } from './event-planner.ts'
import type { EventPresenter } from './event-presenter.ts'
import { fromRow, nextColumns, seriesOf, type StoredEvent } from './event-rows.ts'
import type { EventSender } from './event-sender.ts'
import type { EventTables } from './event-tables.ts'
import { nextOccurrence, occurrencesWithin } from './occurrences.ts'

const DAY_MS = 86_400_000
const USUAL_SPAN_MS = 60 * DAY_MS
const MOST_DATES = 500
const DATES_OF_ONE = 100
const MOST_ANSWERS = 500
const SHOWN_DATES = 10
/** How far back the dates of one event are looked for. */
const PAST_MS = 400 * DAY_MS

export interface EventServiceDeps {
  queries: Queries
  access: EventAccess
  audience: EventAudience
  presenter: EventPresenter
  sender: EventSender
  planner: EventPlanner
  holds: EventHolds
  waiting: Holds
  posting: PostingGuard
  members: MemberService
  niches: NicheService
  rooms: RoomService
  audit: AuditService
  /** Where bots are now. */
  channels: () => LinkableChannel[]
  now: () => number
  newId: () => string
}

type Place = Pick<LinkableChannel, 'platform' | 'workspaceId' | 'channelId'>

/** From the invitation to who was there. */
export class EventService {
  readonly #deps: EventServiceDeps

  constructor(deps: EventServiceDeps) {
    this.#deps = deps
  }

  async list(member: Member, span: { from?: number | undefined; to?: number | undefined }) {
    const from = span.from ?? this.#deps.now()
    const to = span.to ?? from + USUAL_SPAN_MS
    const all = await this.#deps.access.list(member, from, to)
    const dates = all
      .filter(({ state }) => state === 'planned')
      .flatMap((event) =>
        occurrencesWithin(seriesOf(event), from, to, DATES_OF_ONE).map((date) => ({ ...date, eventId: event.id })),
      )
      .toSorted((a, b) => a.startsAt - b.startsAt)
      .slice(0, MOST_DATES)
    const shown = new Set(dates.map(({ eventId }) => eventId))
    const { everywhere, niches } = await this.options(member)
    const waiting = await this.#deps.access.waiting(member)
    return {
      events: await this.#deps.presenter.all(
        member,
        all.filter(({ id }) => shown.has(id)),
      ),
      dates,
      waiting: await this.#deps.presenter.all(member, waiting),
      mayInvite: everywhere || niches.length > 0,
    }
  }

  async options(member: Member): Promise<EventOptions> {
    const everywhere = atLeast(member.role, 'admin')
    const niches = (await this.#deps.niches.list(member))
      .filter(({ mine }) => everywhere || mine === 'moderator')
      .map(({ id, name }) => ({ id, name }))
    const rooms = (await this.#deps.rooms.list(member)).filter(
      ({ archivedAt, isPrivate }) => archivedAt === null && !isPrivate,
    )
    return {
      everywhere,
      niches,
      channels: everywhere ? this.#deps.channels().filter(({ kind }) => kind === 'channel') : [],
      rooms: rooms.map(({ id, name }) => ({ id, name })),
    }
  }

  async get(member: Member, eventId: string) {
    const { queries, now } = this.#deps
    const event = await this.#deps.access.read(member, eventId)
    const answers = await queries
      .selectFrom('event_answers')
      .innerJoin('members', 'members.id', 'event_answers.member_id')
      .select(['members.id', 'members.name', 'answer'])
      .where('event_id', '=', eventId)
      .orderBy('answer')
      .orderBy('members.name')
      .limit(MOST_ANSWERS)
      .execute()
    const attended = await queries
      .selectFrom('event_attendance')
      .select(['local', 'member_id'])
      .where('event_id', '=', eventId)
      .orderBy('local', 'desc')
      .limit(MOST_ANSWERS * SHOWN_DATES)
      .execute()
    const series = seriesOf(event)
    const past = occurrencesWithin(series, now() - PAST_MS, now(), MOST_DATES)
    const presented = await this.#deps.presenter.one(member, event)
    // Who does not come, and who was there, is for who runs it, and for the member in question.
    const isShown = (memberId: string) => presented.mine || memberId === member.id
    return {
      event: presented,
      answers: answers
        .filter(({ id, answer }) => answer !== 'no' || isShown(id))
        .map(({ id, name, answer }) => ({ id, name, answer: answer as EventAnswer })),
      past: past
        .toReversed()
        .slice(0, SHOWN_DATES)
        .map((date) => ({
          ...date,
          attended: attended
            .filter(({ local, member_id }) => local === date.local && isShown(member_id))
            .map(({ member_id }) => member_id),
        })),
      coming: event.state === 'cancelled' ? [] : occurrencesWithin(series, now(), Infinity, SHOWN_DATES),
    }
  }

  /** @throws HubError 'forbidden', 'invalid_input' for a time that is over. */
  async add(member: Member, input: EventInput): Promise<HubEvent> {
    const { posting, holds, planner, now } = this.#deps
    await this.#check(member, input)
    await posting.admit({ communityId: member.communityId, memberId: member.id, kind: 'event', text: '' })
    const hold = await holds.of(member.communityId, input, null)
    const row: EventTables['events'] = {
      id: this.#deps.newId(),
      community_id: member.communityId,
      author_id: member.id,
      niche_id: input.nicheId,
      data: JSON.stringify(input),
      skipped: '[]',
      ...heldColumns(hold),
      ...planner.timesOf({ input, skipped: [] }),
      sequence: 0,
      moved_at: now(),
      created_at: now(),
      updated_at: now(),
    }
    const event = fromRow(row)
    await planner.add(event, async (transaction) => {
      await transaction.insertInto('events').values(row).execute()
      await this.#recordPlan(transaction, member, event)
    })
    if (event.state === 'held') await this.#deps.waiting.tellModerators(holdableOf(event))
    return await this.#deps.presenter.one(member, event)
  }

  /** @throws HubError 'conflict' for one that was cancelled, and for another audience than was invited. */
  async change(member: Member, eventId: string, input: EventInput): Promise<HubEvent> {
    const { access, posting, holds } = this.#deps
    const before = await access.run(member, eventId)
    requireStanding(before)
    await posting.admit({ communityId: member.communityId, memberId: member.id, kind: 'event', text: '' })
    if (before.state !== 'planned') return await this.#resubmit(member, before, input)
    const hold = await holds.of(member.communityId, input, before.hold)
    // People were invited: what stands is not taken away by an edit.
    if (isWaiting(hold)) throw blockedWord(hold.word)
    if (audienceOf(input) !== audienceOf(before.input)) {
      throw new HubError('conflict', 'People were invited: whom it is for stays as it is. The rest can be changed.')
    }
    await this.#checkPlace(member, input)
    const isMoved = timesText(input) !== timesText(before.input)
    const skipped = isMoved ? [] : before.skipped
    const times = isMoved ? this.#deps.planner.timesOf({ input, skipped }) : nextColumns(before.next)
    const hasNewPlace = JSON.stringify(input.place) !== JSON.stringify(before.input.place)
    return await this.#write(member, before, {
      set: { data: JSON.stringify(input), skipped: JSON.stringify(skipped), ...times },
      isMoved,
      action: 'event.changed',
      tell: isMoved || hasNewPlace ? 'changed' : undefined,
    })
  }

  /** Nobody was invited to it yet, so all of it can be changed. */
  async #resubmit(member: Member, before: StoredEvent, input: EventInput): Promise<HubEvent> {
    const { holds, planner, presenter } = this.#deps
    await this.#check(member, input)
    const hold = await holds.of(member.communityId, input, null)
    const set = { data: JSON.stringify(input), niche_id: input.nicheId, ...heldColumns(hold) }
    const event = await planner.resume(before, set, (transaction, after) =>
      this.#recordPlan(transaction, member, after),
    )
    if (event.state === 'held') await this.#deps.waiting.tellModerators(holdableOf(event))
    return await presenter.one(member, event)
  }

  /** All of it, or one date that is still to come. */
  async cancel(member: Member, eventId: string, local: string | null): Promise<HubEvent> {
    const before = await this.#deps.access.run(member, eventId)
    requireStanding(before)
    if (local === null || before.input.repeat === 'never' || before.state !== 'planned') {
      return await this.#write(member, before, {
        set: { state: 'cancelled', ...nextColumns(null) },
        isMoved: true,
        action: 'event.cancelled',
        tell: before.state === 'planned' ? 'cancelled' : undefined,
        off: before.next ?? undefined,
      })
    }
    const { now } = this.#deps
    const off = occurrencesWithin(seriesOf(before), now(), Infinity, DATES_OF_ONE).find((date) => date.local === local)
    if (off === undefined) throw new NotFoundError('date', local)
    if (before.skipped.length >= MAX_SKIPPED) throw new HubError('conflict', `At most ${MAX_SKIPPED} dates are off.`)
    const skipped = [...before.skipped, local].toSorted()
    const next = nextOccurrence(seriesOf({ input: before.input, skipped }), now())
    return await this.#write(member, before, {
      set: { skipped: JSON.stringify(skipped), ...nextColumns(next) },
      isMoved: false,
      action: 'event.date_cancelled',
      tell: 'cancelled',
      off,
    })
  }

  /** @throws HubError 'conflict' when there is no place left, or nothing to come to. */
  async answer(member: Member, eventId: string, answer: EventAnswer): Promise<HubEvent> {
    const { queries, audience, sender, now } = this.#deps
    const event = await this.#deps.access.read(member, eventId)
    if (event.state === 'cancelled') throw new HubError('conflict', 'This event was cancelled.')
    if (event.state !== 'planned') throw new HubError('conflict', 'It waits for a moderator: nobody is invited yet.')
    if (event.next === null) throw new HubError('conflict', 'This event is over.')
    const around = await audience.around(event)
    const row = { event_id: eventId, member_id: member.id, answer, answered_at: now() }
    await queries.transaction().execute(async (transaction) => {
      // Whoever else answers waits here, so that the last place is given once.
      await transaction.updateTable('events').set({ id: eventId }).where('id', '=', eventId).execute()
      await transaction
        .insertInto('event_answers')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['event_id', 'member_id']).doUpdateSet({ answer, answered_at: row.answered_at }),
        )
        .execute()
      const { going } = (await countAnswers(transaction, [eventId]))(eventId)
      const { capacity } = event.input
      if (answer === 'going' && capacity !== null && going > capacity) {
        throw new HubError('conflict', 'There is no place left. You can answer ‘maybe’ and try again later.')
      }
      await sender.count(transaction, event, around)
    })
    await this.#deps.planner.after(undefined)
    return await this.#deps.presenter.one(member, event)
  }

  /** @throws NotFoundError for a date that has not begun. */
  async attend(member: Member, eventId: string, local: string, memberIds: readonly string[]): Promise<void> {
    const { queries, now } = this.#deps
    const event = await this.#deps.access.run(member, eventId)
    const begun = occurrencesWithin(seriesOf(event), now() - PAST_MS, now(), MOST_DATES)
    if (begun.every((date) => date.local !== local)) throw new NotFoundError('date', local)
    const known = new Set((await this.#deps.members.list(event.communityId)).map(({ id }) => id))
    const unknown = memberIds.find((id) => !known.has(id))
    if (unknown !== undefined) throw new NotFoundError('member', unknown)
    await queries.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom('event_attendance')
        .where('event_id', '=', eventId)
        .where('local', '=', local)
        .execute()
      const rows = [...new Set(memberIds)].map((id) => ({ event_id: eventId, local, member_id: id }))
      if (rows.length > 0) await transaction.insertInto('event_attendance').values(rows).execute()
    })
  }

  async #write(
    member: Member,
    before: StoredEvent,
    {
      set,
      isMoved,
      action,
      tell,
      off,
    }: {
      set: Partial<EventTables['events']>
      isMoved: boolean
      action: string
      tell: 'changed' | 'cancelled' | undefined
      off?: Occurrence | undefined
    },
  ): Promise<HubEvent> {
    const { queries, audience, sender, now } = this.#deps
    const row = await queries.selectFrom('events').selectAll().where('id', '=', before.id).executeTakeFirstOrThrow()
    const changes = {
      ...set,
      sequence: before.sequence + 1,
      updated_at: now(),
      ...(isMoved ? { moved_at: now() } : {}),
    }
    const after = fromRow({ ...row, ...changes })
    const around = await audience.around(after)
    const invited = await audience.invited(after)
    const coming = await audience.readers(after, await comingTo(queries, before.id))
    const at = off ?? after.next
    const show = await queries.transaction().execute(async (transaction) => {
      const written = await transaction
        .updateTable('events')
        .set(changes)
        .where('id', '=', before.id)
        .where('sequence', '=', before.sequence)
        .executeTakeFirst()
      if (Number(written.numUpdatedRows) === 0) {
        throw changedMeanwhile()
      }
      await this.#record(transaction, member, action, after)
      await sender.spread(transaction, after, around, after.state === 'planned' ? off : undefined)
      await sender.rewrite(transaction, after, around, invited)
      if (before.next === null) await sender.list(transaction, after, around)
      if (tell === undefined || at === null) return undefined
      const others = coming.filter(({ memberId }) => memberId !== member.id)
      const key = `${tell}:${after.sequence}`
      const state = tell === 'cancelled' ? ({ state: 'cancelled' } as const) : {}
      return await sender.tell(transaction, after, around, others, { purpose: 'change', key, at, ...state })
    })
    await this.#deps.planner.after(show)
    return await this.#deps.presenter.one(member, after)
  }

  async #check(member: Member, input: EventInput): Promise<void> {
    const { access, niches, channels } = this.#deps
    await access.requireHost(member, input.nicheId)
    if (input.nicheId !== null) await niches.get(member, input.nicheId)
    if (input.channels.length > 0 && !atLeast(member.role, 'admin')) {
      throw new HubError('forbidden', 'Only admins invite in channels.')
    }
    const known = new Set(channels().map(placeOf))
    const unknown = input.channels.find((channel) => !known.has(placeOf(channel)))
    if (unknown !== undefined) throw new NotFoundError('channel', unknown.channelId)
    if (input.listed && input.channels.every(({ platform }) => platform !== 'discord')) {
      throw new HubError('invalid_input', 'Choose a channel of the Discord server that is to list it.')
    }
    await this.#checkPlace(member, input)
  }

  async #checkPlace({ communityId }: Member, { place }: EventInput): Promise<void> {
    if (place.kind !== 'room') return
    const room = await this.#deps.rooms.get(place.roomId)
    // Whoever is invited hears what the room is called.
    if (room?.communityId !== communityId || room.archivedAt !== null || room.isPrivate)
      throw new NotFoundError('room', place.roomId)
  }

  async #recordPlan(queries: Queries, member: Member, event: StoredEvent): Promise<void> {
    if (event.state === 'held') await this.#deps.waiting.record(queries, member, holdableOf(event))
    else await this.#record(queries, member, 'event.planned', event)
  }

  async #record(queries: Queries, actor: Member, action: string, { id, communityId, input }: StoredEvent) {
    const entry = { communityId, actor, action, subject: id, details: { title: input.title } }
    await this.#deps.audit.record(entry, queries)
  }
}

function heldColumns(hold: Hold | null) {
  return { state: hold === null ? 'planned' : 'held', hold: hold === null ? null : JSON.stringify(hold) }
}

function requireStanding({ state }: Pick<StoredEvent, 'state'>): void {
  if (state === 'cancelled') throw new HubError('conflict', 'It was cancelled.')
}

function placeOf({ platform, workspaceId, channelId }: Place): string {
  return `${platform} ${workspaceId} ${channelId}`
}

function audienceOf({ nicheId, channels, listed }: EventInput): string {
  return JSON.stringify({ nicheId, listed, channels: channels.map((one) => [placeOf(one), one.language]) })
}

function timesText({ start, end, timeZone, repeat, until }: EventInput): string {
  return JSON.stringify([start, end, timeZone, repeat, until])
}
