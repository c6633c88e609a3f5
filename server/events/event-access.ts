import { HubError, NotFoundError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Queries } from '../platform/database.ts'
import { fromRow, type StoredEvent } from './event-rows.ts'

const MOST_LISTED = 300
const MOST_WAITING = 50
/** Nobody is invited to these, and they are there for who runs them alone. */
const HIDDEN = ['held', 'refused']

export interface EventAccessDeps {
  queries: Queries
  niches: NicheService
}

/** Who sees and who runs which events: as announcements, admins all, moderators those of their niches. */
export class EventAccess {
  readonly #deps: EventAccessDeps

  constructor(deps: EventAccessDeps) {
    this.#deps = deps
  }

  /** @throws HubError 'forbidden' */
  async requireHost(member: Member, nicheId: string | null): Promise<void> {
    if (!(await this.mayRun(member, nicheId))) {
      throw new HubError('forbidden', 'Admins invite everybody, moderators the members of their niche.')
    }
  }

  async mayRun(member: Member, nicheId: string | null): Promise<boolean> {
    return await this.#deps.niches.mayModerate(member, nicheId === null ? [] : [nicheId])
  }

  /** Those that the member sees and that have not ended before `from`, by their first date. */
  async list(member: Member, from: number, to: number): Promise<StoredEvent[]> {
    const isAdmin = atLeast(member.role, 'admin')
    const joined = await this.#deps.niches.nichesOf(member.id)
    const rows = await this.#deps.queries
      .selectFrom('events')
      .selectAll()
      .where('community_id', '=', member.communityId)
      .where('state', 'not in', HIDDEN)
      .where('first_at', '<', to)
      .where((eb) => eb.or([eb('last_ends_at', 'is', null), eb('last_ends_at', '>', from)]))
      .$if(!isAdmin, (query) =>
        // No niche has an empty id; SQL knows no empty list.
        query.where((eb) => eb.or([eb('niche_id', 'is', null), eb('niche_id', 'in', ['', ...joined])])),
      )
      .orderBy('first_at', 'desc')
      .limit(MOST_LISTED)
      .execute()
    return rows.map(fromRow)
  }

  /** Those to which nobody is invited, and that the member runs or has planned, the newest first. */
  async waiting(member: Member): Promise<StoredEvent[]> {
    const isAdmin = atLeast(member.role, 'admin')
    const run = (await this.#deps.niches.list(member)).filter(({ mine }) => isAdmin || mine === 'moderator')
    const rows = await this.#deps.queries
      .selectFrom('events')
      .selectAll()
      .where('community_id', '=', member.communityId)
      .where('state', 'in', HIDDEN)
      .$if(!isAdmin, (query) =>
        query.where((eb) =>
          eb.or([
            eb('author_id', '=', member.id),
            // No niche has an empty id; SQL knows no empty list.
            eb('niche_id', 'in', ['', ...run.map(({ id }) => id)]),
          ]),
        ),
      )
      .orderBy('id', 'desc')
      .limit(MOST_WAITING)
      .execute()
    return rows.map(fromRow)
  }

  /** @throws NotFoundError also for what is not the member's to see. */
  async read(member: Member, eventId: string): Promise<StoredEvent> {
    const row = await this.#deps.queries
      .selectFrom('events')
      .selectAll()
      .where('id', '=', eventId)
      .where('community_id', '=', member.communityId)
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('event', eventId)
    const event = fromRow(row)
    const { nicheId } = event.input
    if (HIDDEN.includes(event.state)) {
      // For its author too, whatever became of their role since.
      if (event.authorId === member.id || (await this.mayRun(member, nicheId))) return event
      throw new NotFoundError('event', eventId)
    }
    const isFor =
      nicheId === null || atLeast(member.role, 'admin') || (await this.#deps.niches.nichesOf(member.id)).has(nicheId)
    if (!isFor) throw new NotFoundError('event', eventId)
    return event
  }

  /** For who runs it. @throws NotFoundError, HubError 'forbidden' for who may only read it. */
  async run(member: Member, eventId: string): Promise<StoredEvent> {
    const event = await this.read(member, eventId)
    await this.requireHost(member, event.input.nicheId)
    return event
  }
}
