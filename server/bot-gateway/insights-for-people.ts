import type { BotAnswer } from '../../shared/bot-protocol.ts'
import type { InsightService } from '../insights/insight-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Asker } from './asker.ts'
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

  /** @throws HubError 'forbidden' for who moderates nothing. */
  async read(asker: Asker, days: number): Promise<Answer> {
    const { insights, publicUrl } = this.#deps
    const communities: Answer['communities'] = []
    for (const { community, member } of await moderatedBy(this.#deps, asker)) {
      communities.push({
        communityName: community.name,
        insights: await insights.read(member, days),
        before: await insights.before(member, days),
      })
    }
    return { communities, insightsUrl: `${publicUrl()}/insights` }
  }
}
