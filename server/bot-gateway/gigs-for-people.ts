import type { BotAnswer, BotRequest } from '../../shared/bot-protocol.ts'
import type { GigCard } from '../../shared/deliveries.ts'
import { NotFoundError } from '../../shared/errors.ts'
import type { Feedback, Gig, GigMatch } from '../../shared/gigs.ts'
import { ruleLanguage, ruleWords } from '../../shared/rule-words.ts'
import type { AlertService } from '../gigs/alerts/alert-service.ts'
import type { GigService } from '../gigs/gig-service.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { ReferralService } from '../gigs/vouches/referral-service.ts'
import type { MemberService } from '../members/member-service.ts'
import { type Asker } from './asker.ts'

const MOST_SKILLS = 20
/** How many of the newest gigs are looked through for words. */
const LOOKED_THROUGH = 300

export interface GigsForPeopleDeps {
  gigs: GigService
  alerts: AlertService
  profiles: ProfileService
  referrals: ReferralService
  members: MemberService
}

type Why = Omit<Extract<BotAnswer<'gigs:why'>, { linked: true }>, 'linked'>

/** What bots ask about gigs, for a person who may be a member of several communities. */
export class GigsForPeople {
  readonly #deps: GigsForPeopleDeps

  constructor(deps: GigsForPeopleDeps) {
    this.#deps = deps
  }

  /** The best open matches over the person's communities, best first. */
  async best(asker: Asker, limit: number): Promise<GigCard[]> {
    const found: { match: GigMatch; card: GigCard }[] = []
    for (const { community, member } of await this.#deps.members.membershipsOf(asker.accountId, asker.communityId)) {
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
    const { member, gig, match } = await this.#find(asker, gigId)
    const { title, company } = gig
    const about = { title, company, skills: gig.parsed.skills.must.slice(0, MOST_SKILLS) }
    const profile = await this.#deps.profiles.get(member.id)
    if (match === null || profile === undefined) {
      return { ...about, score: null, eligible: false, reasons: [], matcherVersion: '', alert: null }
    }
    const { score, eligible, reasons, matcherVersion } = match
    const language = ruleLanguage(profile.languages)
    const { before, now } = await this.#deps.alerts.why(member, gigId)
    const alert = {
      before: before === null ? null : { ...before, why: ruleWords(language, before.why) },
      now: { ...now, why: ruleWords(language, now.why) },
      timeZone: profile.timeZone,
    }
    const said = reasons.map((reason) => ({ ...reason, text: ruleWords(language, reason.text) }))
    return { ...about, score, eligible, reasons: said, matcherVersion, alert }
  }

  /** Gigs by their title or client, newest first; also those that are closed to the person. */
  async search(
    asker: Asker,
    query: string,
    limit: number,
  ): Promise<{ id: string; title: string; company: string | null }[]> {
    const words = query
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '')
    const found: Gig[] = []
    for (const { member } of await this.#deps.members.membershipsOf(asker.accountId, asker.communityId)) {
      const options = {
        sort: 'newest',
        minScore: 0,
        ineligible: true,
        unanswered: false,
        limit: LOOKED_THROUGH,
        offset: 0,
      } as const
      const { gigs } = await this.#deps.gigs.list(member, options)
      found.push(...gigs.map(({ gig }) => gig).filter((gig) => hasAll(gig, words)))
    }
    return found
      .toSorted((a, b) => b.postedAt - a.postedAt)
      .slice(0, limit)
      .map(({ id, title, company }) => ({ id, title, company }))
  }

  /** @throws NotFoundError, HubError 'forbidden' or 'conflict' */
  async refer(
    asker: Asker,
    { gigId, memberId, words }: Omit<BotRequest<'gigs:refer'>, 'person'>,
  ): Promise<{ title: string; memberName: string }> {
    const { referrals, members } = this.#deps
    const { member, gig } = await this.#find(asker, gigId)
    await referrals.refer(member, gigId, memberId, words)
    return { title: gig.title, memberName: (await members.get(memberId))?.name ?? '' }
  }

  async #find(asker: Asker, gigId: string) {
    for (const { member } of await this.#deps.members.membershipsOf(asker.accountId, asker.communityId)) {
      const found = await this.#deps.gigs.get(member, gigId).catch((error: unknown) => {
        if (error instanceof NotFoundError) return undefined
        throw error
      })
      if (found !== undefined) return { member, ...found }
    }
    throw new NotFoundError('gig', gigId)
  }
}

function hasAll({ title, company }: Gig, words: readonly string[]): boolean {
  const text = `${title} ${company ?? ''}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
