import { NotFoundError } from '../../shared/errors.ts'
import type { EventAnswer, HubEvent } from '../../shared/events.ts'
import type { Member } from '../../shared/members.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Queries } from '../platform/database.ts'
import type { EventAccess } from './event-access.ts'
import { countAnswers, type EventAudience } from './event-audience.ts'
import type { StoredEvent } from './event-rows.ts'

export interface EventPresenterDeps {
  queries: Queries
  access: EventAccess
  audience: EventAudience
  niches: NicheService
}

/** Events as one member sees them. */
export class EventPresenter {
  readonly #deps: EventPresenterDeps

  constructor(deps: EventPresenterDeps) {
    this.#deps = deps
  }

  async one(member: Member, event: StoredEvent): Promise<HubEvent> {
    const [presented] = await this.all(member, [event])
    if (presented === undefined) throw new NotFoundError('event', event.id)
    return presented
  }

  async all(member: Member, events: readonly StoredEvent[]): Promise<HubEvent[]> {
    const { queries, access, audience, niches } = this.#deps
    if (events.length === 0) return []
    const authors = await queries
      .selectFrom('members')
      .select(['id', 'name'])
      .where('community_id', '=', member.communityId)
      .where('id', 'in', [...new Set(events.map(({ authorId }) => authorId))])
      .execute()
    const runs = new Map<string | null, boolean>()
    for (const nicheId of new Set(events.map(({ input }) => input.nicheId))) {
      runs.set(nicheId, await access.mayRun(member, nicheId))
    }
    const ids = events.map(({ id }) => id)
    const counts = await countAnswers(queries, ids)
    const mine = await queries
      .selectFrom('event_answers')
      .select(['event_id', 'answer'])
      .where('member_id', '=', member.id)
      .where('event_id', 'in', ids)
      .execute()
    const names = new Map((await niches.list(member)).map(({ id, name }) => [id, name]))
    const presented: HubEvent[] = []
    for (const event of events) {
      const { input, communityId } = event
      const { start, end, timeZone, repeat, until } = input
      const { going, maybe } = counts(event.id)
      const mayRun = runs.get(input.nicheId) === true
      presented.push({
        id: event.id,
        communityId,
        author: authors.find(({ id }) => id === event.authorId) ?? null,
        title: input.title,
        markdown: input.markdown,
        times: { start, end, timeZone, repeat, until },
        place: await audience.placeOf(communityId, input.place),
        roomId: input.place.kind === 'room' ? input.place.roomId : null,
        capacity: input.capacity,
        nicheId: input.nicheId,
        nicheName: input.nicheId === null ? null : (names.get(input.nicheId) ?? null),
        channels: input.channels,
        listed: input.listed,
        skipped: [...event.skipped],
        state: event.state,
        hold: mayRun || event.authorId === member.id ? event.hold : null,
        next: event.next,
        going,
        maybe,
        myAnswer: (mine.find(({ event_id }) => event_id === event.id)?.answer as EventAnswer | undefined) ?? null,
        mine: mayRun,
      })
    }
    return presented
  }
}
