import type { Gig } from '../../../shared/gigs.ts'
import type { Market } from '../../../shared/market.ts'
import type { Member } from '../../../shared/members.ts'
import type { GigStore } from '../gig-store.ts'
import type { MatchIndex } from '../matching/match-index.ts'
import type { ExchangeRates } from '../matching/pay-rates.ts'
import type { ProfileService } from '../profile-service.ts'
import { hourlyOf, marketMonths, rateBands, risingSkills } from './rate-bands.ts'
import { skillGaps } from './skill-gaps.ts'
import { suggestBid } from './suggest-bid.ts'

const YEAR_MS = 366 * 86_400_000
const MAX_GIGS = 10_000
/** A large market of a minute ago is the market; a small one is read anew each time, and changes more by each gig. */
const FRESH_MS = 60_000
const LARGE = 500
const MAX_KEPT = 50

type PastGig = Pick<Gig, 'title' | 'parsed' | 'postedAt'>

export interface MarketServiceDeps {
  store: GigStore
  index: MatchIndex
  profiles: ProfileService
  rates: ExchangeRates
  now: () => number
}

/** What the hub's own gigs say of the market, as one member looks at it. */
export class MarketService {
  readonly #deps: MarketServiceDeps
  readonly #kept = new Map<string, { at: number; gigs: Promise<PastGig[]> }>()

  constructor(deps: MarketServiceDeps) {
    this.#deps = deps
  }

  async look(member: Member): Promise<Market> {
    const { index, profiles, rates, now } = this.#deps
    const profile = await profiles.get(member.id)
    const person = index.profile(member.communityId, member.id)
    const currency = profile?.rateFloor?.currency ?? 'EUR'
    const gigs = (await this.#gigsOf(member.communityId)).map((gig) => ({
      ...gig,
      hourly: hourlyOf(gig.parsed.pay, currency, rates),
    }))
    return {
      currency,
      ratesDate: rates.date,
      gigs: gigs.length,
      paid: gigs.filter(({ hourly }) => hourly !== null).length,
      bands: {
        skills: rateBands(gigs, ({ parsed }) => parsed.skills.must),
        levels: rateBands(gigs, ({ parsed }) => (parsed.seniority === null ? [] : [parsed.seniority])),
        regions: rateBands(gigs, ({ parsed }) => parsed.regions ?? []),
      },
      months: marketMonths(gigs, now()),
      rising: risingSkills(gigs, now()),
      gaps: person === undefined ? null : skillGaps(index, person),
      bid: (profile === undefined ? undefined : suggestBid(gigs, profile, currency, rates)) ?? null,
    }
  }

  #gigsOf(communityId: string): Promise<PastGig[]> {
    const now = this.#deps.now()
    const kept = this.#kept.get(communityId)
    if (kept !== undefined && now - kept.at < FRESH_MS) return kept.gigs
    const gigs = this.#deps.store.postedSince(communityId, { since: now - YEAR_MS, now, limit: MAX_GIGS })
    const forget = () => this.#kept.delete(communityId)
    gigs.then((read) => read.length < LARGE && forget(), forget)
    this.#kept.delete(communityId)
    this.#kept.set(communityId, { at: now, gigs })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest)
    return gigs
  }
}
