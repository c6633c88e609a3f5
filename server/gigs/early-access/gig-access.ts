import { type RawBuilder, sql } from 'kysely'
import { NotFoundError } from '../../../shared/errors.ts'
import type { Gig } from '../../../shared/gigs.ts'
import type { Member } from '../../../shared/members.ts'
import type { NicheService } from '../../niches/niche-service.ts'

/** What it takes to tell who may see a gig. */
export type GuardedGig = Pick<Gig, 'communityId' | 'early' | 'nicheIds' | 'postedBy'>

export interface GigAccessDeps {
  niches: NicheService
  now: () => number
}

/**
 * Who may see a gig: the one place that says so. Whoever may not does not learn that it is there. A gig that only members of its
 * niches see has a status of its own besides, 'early', which no query asks for that does not come here.
 */
export class GigAccess {
  readonly #deps: GigAccessDeps

  constructor(deps: GigAccessDeps) {
    this.#deps = deps
  }

  /** For many gigs at one time: may this member see a gig that is not held? */
  async eyesOf(member: Pick<Member, 'id' | 'communityId'>): Promise<(gig: GuardedGig) => boolean> {
    const niches = await this.#deps.niches.nichesOf(member.id)
    const now = this.#deps.now()
    return (gig) =>
      gig.communityId === member.communityId &&
      (isForAll(gig, now) || gig.postedBy === member.id || gig.nicheIds.some((nicheId) => niches.has(nicheId)))
  }

  /** The same for a row of `gigs`, as SQL: open, and there for this member. */
  async openTo(member: Pick<Member, 'id'>): Promise<RawBuilder<boolean>> {
    const niches = await this.#deps.niches.nichesOf(member.id)
    const own = [...niches].map((id) => {
      const item = `%${JSON.stringify(id).replace(/[\\%_]/g, '\\$&')}%`
      return sql<boolean>`gigs.niche_ids like ${item} escape '\\'`
    })
    const mine = [sql<boolean>`gigs.posted_by = ${member.id}`, ...own]
    return sql<boolean>`(gigs.status = 'open' or (gigs.status = 'early' and
      (${sql.join(mine, sql` or `)} or (gigs.members_only = 0 and gigs.early_until <= ${this.#deps.now()}))))`
  }

  /** The gig, if it is there for this member. @throws NotFoundError */
  async require(member: Member, gig: Gig | undefined, gigId: string): Promise<Gig> {
    if (gig?.communityId !== member.communityId) throw new NotFoundError('gig', gigId)
    // What is held is for moderators to look at, wherever it was meant to go.
    const isThere =
      gig.status === 'held'
        ? gig.postedBy === member.id || (await this.#deps.niches.mayModerate(member, gig.nicheIds))
        : (await this.eyesOf(member))(gig)
    if (!isThere) throw new NotFoundError('gig', gigId)
    return gig
  }

  /** Whom a gig is for besides who posted it, by member id; undefined: everybody. */
  async audienceOf(gig: GuardedGig): Promise<ReadonlySet<string> | undefined> {
    return isForAll(gig, this.#deps.now()) ? undefined : await this.#deps.niches.membersOf(gig.nicheIds)
  }
}

export function isForAll({ early }: Pick<Gig, 'early'>, now: number): boolean {
  return early === null || (early.until !== null && early.until <= now)
}

/** The status of a gig that is neither closed nor held. */
export function openStatus(gig: Pick<Gig, 'early'>, now: number): 'open' | 'early' {
  return isForAll(gig, now) ? 'open' : 'early'
}

/** Whether somebody can still take it up. */
export function isTakeable({ status }: Pick<Gig, 'status'>): boolean {
  return status === 'open' || status === 'early'
}
