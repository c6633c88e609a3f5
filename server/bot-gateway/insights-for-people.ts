import type { BotAnswer } from '../../shared/bot-protocol.ts'
import { HubError } from '../../shared/errors.ts'
import type { InsightService } from '../insights/insight-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Asker, Membership } from './asker.ts'
import { moderatedBy } from './moderated-by.ts'

export interface InsightsForPeopleDeps {
  insights: InsightService
  members: MemberService
  niches: NicheService
  publicUrl: () => string
}

type Answer = Omit<Extract<BotAnswer<'insights:read'>, { linked: true }>, 'linked'>

/** How the communities do that a person moderates. */
export class InsightsForPeople {
  readonly #deps: InsightsForPeopleDeps

  constructor(deps: InsightsForPeopleDeps) {
    this.#deps = deps
  }

  /** @throws HubError 'forbidden' for who moderates nothing, 'invalid_input' for a niche that is not theirs to moderate. */
  async read(asker: Asker, days: number, niche: string | null): Promise<Answer> {
    const { publicUrl } = this.#deps
    const communities: Answer['communities'] = []
    for (const membership of await moderatedBy(this.#deps, asker)) {
      const found = niche === null ? await this.#whole(membership, days) : await this.#ofNiche(membership, days, niche)
      if (found !== undefined) communities.push(found)
    }
    if (communities.length === 0) throw new HubError('invalid_input', 'You moderate no niche of that name.')
    return { communities, insightsUrl: `${publicUrl()}/insights` }
  }

  async #whole({ community, member }: Membership, days: number): Promise<Answer['communities'][number]> {
    const { insights } = this.#deps
    const before = await insights.before(member, days)
    return { communityName: community.name, nicheName: null, insights: await insights.read(member, days), before }
  }

  async #ofNiche({ community, member }: Membership, days: number, wanted: string) {
    const { insights, niches } = this.#deps
    const name = wanted.trim().toLowerCase()
    const all = await niches.list(member)
    const found = all.find((niche) => niche.id === wanted || niche.name.toLowerCase() === name)
    if (found === undefined || !(await niches.mayModerate(member, [found.id]))) return undefined
    const read = await insights.read(member, days, found.id)
    return { communityName: community.name, nicheName: found.name, insights: read, before: null }
  }
}
