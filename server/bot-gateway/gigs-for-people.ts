import type { GigCard } from '../../shared/deliveries.ts'
import { NotFoundError } from '../../shared/errors.ts'
import type { Feedback, GigMatch, Reason } from '../../shared/gigs.ts'
import type { Me } from '../../shared/members.ts'
import type { GigService } from '../gigs/gig-service.ts'
import type { MemberService } from '../members/member-service.ts'

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
  async best(accountId: string, limit: number, communityId: string | undefined): Promise<GigCard[]> {
    const found: { match: GigMatch; card: GigCard }[] = []
    for (const { community, member } of await this.#memberships(accountId, communityId)) {
      for (const match of await this.#deps.gigs.bestFor(member, limit)) {
        found.push({ match, card: this.#deps.gigs.cardOf(match, community.name) })
      }
    }
    return found
      .toSorted((a, b) => b.match.score - a.match.score)
      .slice(0, limit)
      .map(({ card }) => card)
  }

  async giveFeedback(
    accountId: string,
    gigId: string,
    feedback: Feedback | null,
    communityId: string | undefined,
  ): Promise<{ title: string }> {
    const { member, gig } = await this.#find(accountId, gigId, communityId)
    await this.#deps.gigs.giveFeedback(member, gigId, feedback)
    return { title: gig.title }
  }

  async why(accountId: string, gigId: string, communityId: string | undefined): Promise<Why> {
    const { gig, match } = await this.#find(accountId, gigId, communityId)
    if (match === null) return { title: gig.title, score: null, eligible: false, reasons: [], matcherVersion: '' }
    const { score, eligible, reasons, matcherVersion } = match
    return { title: gig.title, score, eligible, reasons, matcherVersion }
  }

  async #find(accountId: string, gigId: string, communityId: string | undefined) {
    for (const { member } of await this.#memberships(accountId, communityId)) {
      const found = await this.#deps.gigs.get(member, gigId).catch((error: unknown) => {
        if (error instanceof NotFoundError) return undefined
        throw error
      })
      if (found !== undefined) return { member, ...found }
    }
    throw new NotFoundError('gig', gigId)
  }

  async #memberships(accountId: string, communityId: string | undefined): Promise<Me['memberships']> {
    const all = await this.#deps.members.membershipsOf(accountId)
    return communityId === undefined ? all : all.filter(({ community }) => community.id === communityId)
  }
}
