import type { GigCard } from '../../shared/deliveries.ts'
import { NotFoundError } from '../../shared/errors.ts'
import type { Feedback, Gig, GigMatch, Reason } from '../../shared/gigs.ts'
import type { GigService } from '../gigs/gig-service.ts'
import type { MemberService } from '../members/member-service.ts'
import { type Asker, membershipsOf } from './asker.ts'

export interface GigsForPeopleDeps {
  gigs: GigService
  members: MemberService
}

export interface Why {
  title: string
  score: number | null
  eligible: boolean
  reasons: Reason[]
  matcherVersion: string
}

/** What bots ask about gigs, for a person who may be a member of several communities. */
export class GigsForPeople {
  readonly #deps: GigsForPeopleDeps

  constructor(deps: GigsForPeopleDeps) {
    this.#deps = deps
  }

  /** The best open matches over the person's communities, best first. */
  async best(asker: Asker, limit: number): Promise<GigCard[]> {
    const found: { match: GigMatch; card: GigCard }[] = []
    for (const { community, member } of await membershipsOf(this.#deps.members, asker)) {
      for (const match of await this.#deps.gigs.bestFor(member, limit)) {
        found.push({ match, card: this.#deps.gigs.cardOf(match, community.name) })
      }
    }
    return found
      .toSorted((a, b) => b.match.score - a.match.score)
      .slice(0, limit)
      .map(({ card }) => card)
  }

  async giveFeedback(asker: Asker, gigId: string, feedback: Feedback | null): Promise<{ title: string }> {
    const { member, gig } = await this.#find(asker, gigId)
    await this.#deps.gigs.giveFeedback(member, gigId, feedback)
    return { title: gig.title }
  }

  /** @throws NotFoundError also for a gig of a community that the person is not in. */
  async get(asker: Asker, gigId: string): Promise<Gig> {
    return (await this.#find(asker, gigId)).gig
  }

  async why(asker: Asker, gigId: string): Promise<Why> {
    const { gig, match } = await this.#find(asker, gigId)
    if (match === null) return { title: gig.title, score: null, eligible: false, reasons: [], matcherVersion: '' }
    const { score, eligible, reasons, matcherVersion } = match
    return { title: gig.title, score, eligible, reasons, matcherVersion }
  }

  async #find(asker: Asker, gigId: string) {
    for (const { member } of await membershipsOf(this.#deps.members, asker)) {
      const found = await this.#deps.gigs.get(member, gigId).catch((error: unknown) => {
        if (error instanceof NotFoundError) return undefined
        throw error
      })
      if (found !== undefined) return { member, ...found }
    }
    throw new NotFoundError('gig', gigId)
  }
}
