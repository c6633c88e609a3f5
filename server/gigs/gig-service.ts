import type { GigCard } from '../../shared/deliveries.ts'
import type { Feedback, Gig, GigMatch, Reason, TakenUp } from '../../shared/gigs.ts'
import type { Member } from '../../shared/members.ts'
import { ruleLanguage } from '../../shared/rule-words.ts'
import type { Queries } from '../platform/database.ts'
import { mutedBy, muteInWords } from './alerts/alert-policy.ts'
import { type GigAccess, isTakeable } from './early-access/gig-access.ts'
import { cardOf } from './gig-card.ts'
import { facetsOf, type GigFacets, type GigFilter, passes } from './gig-filter.ts'
import { worthOfScores } from './fairness/taken-up.ts'
import type { GigIngest } from './gig-ingest.ts'
import type { GigStore } from './gig-store.ts'
import type { IncomingGig } from './incoming-gig.ts'
import type { Match } from './matching/match-gig.ts'
import type { MatchIndex, OpenGig } from './matching/match-index.ts'
import type { GigPipeline } from './pipeline/gig-pipeline.ts'
import type { Meaning } from './meaning/with-meaning.ts'
import type { MemberMatches, Said } from './member-matches.ts'
import { whatWouldChange } from './matching/what-would-change.ts'
import type { PreparedProfile } from './matching/prepared-profile.ts'

const GIGS_AT_ONCE = 200

export interface GigServiceDeps {
  queries: Queries
  store: GigStore
  index: MatchIndex
  matches: MemberMatches
  ingest: GigIngest
  access: GigAccess
  /** The board of a member's own gigs, which follows what is said of them. */
  pipeline: GigPipeline
  publicUrl: () => string
  now: () => number
}

export interface GigListOptions extends GigFilter {
  sort: 'match' | 'newest'
  minScore: number
  ineligible: boolean
  /** Without those that the member gave feedback on. */
  unanswered: boolean
  limit: number
  offset: number
}

export type MatchOfGig = Omit<GigMatch, 'gig'>
export interface GigWithMatch {
  gig: Gig
  /** Null: the member has no profile. */
  match: MatchOfGig | null
}

interface Scored {
  gig: OpenGig
  /** Without the rules' reasons. */
  match: Match | null
  /** With all reasons. */
  explain: () => Match | null
  feedback: Feedback | null
}

/** Gigs as a member sees them: with how they suit, and why. */
export class GigService {
  readonly #deps: GigServiceDeps

  constructor(deps: GigServiceDeps) {
    this.#deps = deps
  }

  /** Takes in what a source brought; see `GigIngest`. */
  async ingest(communityId: string, item: IncomingGig): Promise<void> {
    await this.#deps.ingest.take(communityId, item)
  }

  async list(
    member: Member,
    options: GigListOptions,
  ): Promise<{ gigs: GigWithMatch[]; total: number; facets: GigFacets }> {
    const currency = this.#personOf(member)?.profile.rateFloor?.currency ?? 'EUR'
    const scored = (await this.#scored(member)).filter(({ gig, match, feedback }) => {
      if (!passes(gig, options, currency) || (options.unanswered && feedback !== null)) return false
      if (match === null) return options.minScore === 0
      return (match.eligible || options.ineligible) && (!match.eligible || match.score >= options.minScore)
    })
    const sorted = scored.toSorted(options.sort === 'match' ? byMatch : byAge)
    const page = sorted.slice(options.offset, options.offset + options.limit)
    const facets = facetsOf(await this.#gigsFor(member))
    return { gigs: await this.#load(member, page), total: sorted.length, facets }
  }

  /** @throws NotFoundError also for a gig of another community. */
  async get(
    member: Member,
    gigId: string,
  ): Promise<GigWithMatch & { wouldChange: { skill: string; score: number }[]; takenUp: TakenUp | null }> {
    const gig = await this.#visible(member, gigId)
    const person = this.#personOf(member)
    const all = await this.#deps.store.feedbackOf(member.id)
    if (person === undefined) return { gig, match: null, wouldChange: [], takenUp: null }
    const said = await this.#deps.matches.saidBy(member.id, all)
    // As it is now: what a skill more would mean to a model is not asked.
    const meaning = this.#deps.matches.meaningFor(person)(gig)
    const matchOf = (one: PreparedProfile) => this.#matched(gig, one, said, meaning)
    const match = matchOf(person)
    return {
      gig,
      match: this.#toMatch(member, match, all.get(gigId) ?? null),
      takenUp: match.eligible
        ? ((await worthOfScores(this.#deps.queries, gig.communityId))(match.score) ?? null)
        : null,
      wouldChange: match.eligible ? whatWouldChange(gig.parsed, person, (one) => matchOf(one).score) : [],
    }
  }

  /** What is open to the member and was not turned down, best first. */
  async bestFor(member: Member, limit: number): Promise<GigMatch[]> {
    const open = (await this.#scored(member)).filter(
      ({ match, feedback }) => match?.eligible === true && feedback?.kind !== 'not_relevant',
    )
    const loaded = await this.#load(member, open.toSorted(byMatch).slice(0, limit))
    return loaded.flatMap(({ gig, match }) => (match === null ? [] : [{ gig, ...match }]))
  }

  /** A gig that is open and open to the member, and that was not turned down; undefined: it is none, or gone. */
  async matchOf(member: Member, gigId: string): Promise<GigMatch | undefined> {
    const gig = await this.#deps.store.get(gigId)
    const person = this.#personOf(member)
    if (gig === undefined || !isTakeable(gig) || person === undefined) return undefined
    if (!(await this.#deps.access.eyesOf(member))(gig)) return undefined
    const all = await this.#deps.store.feedbackOf(member.id)
    const { matches } = this.#deps
    const match = this.#matched(gig, person, await matches.saidBy(member.id, all), matches.meaningFor(person)(gig))
    const feedback = all.get(gigId) ?? null
    if (!match.eligible || feedback?.kind === 'not_relevant') return undefined
    return { gig, ...this.#toMatch(member, match, feedback) }
  }

  cardOf(match: GigMatch, communityName: string): GigCard {
    const { communityId } = match.gig
    const languages = this.#deps.index.profile(communityId, match.memberId)?.profile.languages ?? []
    return cardOf(match, { communityName, publicUrl: this.#deps.publicUrl(), language: ruleLanguage(languages) })
  }

  /** Null takes it back. @throws NotFoundError */
  async giveFeedback(member: Member, gigId: string, feedback: Feedback | null): Promise<void> {
    const gig = await this.#visible(member, gigId)
    await this.#deps.store.setFeedback(gigId, member.id, feedback, this.#deps.now())
    await this.#deps.pipeline.place(member, gig, feedback)
  }

  /** Those of some gigs that are not there for a member. */
  async hiddenFrom(member: Member, gigIds: readonly string[]): Promise<ReadonlySet<string>> {
    const sees = await this.#deps.access.eyesOf(member)
    const hidden = new Set<string>()
    for (let at = 0; at < gigIds.length; at += GIGS_AT_ONCE) {
      const gigs = await this.#deps.store.getAll(gigIds.slice(at, at + GIGS_AT_ONCE))
      for (const gig of gigs) if (!sees(gig)) hidden.add(gig.id)
    }
    return hidden
  }

  async #visible(member: Member, gigId: string): Promise<Gig> {
    return await this.#deps.access.require(member, await this.#deps.store.get(gigId), gigId)
  }

  async #gigsFor(member: Member): Promise<OpenGig[]> {
    return [...this.#deps.index.gigsFor(member.communityId, await this.#deps.access.eyesOf(member))]
  }

  async #scored(member: Member): Promise<Scored[]> {
    const person = this.#personOf(member)
    const feedback = await this.#deps.store.feedbackOf(member.id)
    const said = await this.#deps.matches.saidBy(member.id, feedback)
    const meaningOf = person === undefined ? () => undefined : this.#deps.matches.meaningFor(person)
    return (await this.#gigsFor(member)).map((gig) => ({
      gig,
      match: person === undefined ? null : this.#judgedMatch(gig, person, said, meaningOf(gig)),
      explain: () => (person === undefined ? null : this.#matched(gig, person, said, meaningOf(gig))),
      feedback: feedback.get(gig.id) ?? null,
    }))
  }

  async #load(member: Member, page: readonly Scored[]): Promise<GigWithMatch[]> {
    const gigs = new Map((await this.#deps.store.getAll(page.map(({ gig }) => gig.id))).map((gig) => [gig.id, gig]))
    return page.flatMap(({ gig: { id }, explain, feedback }) => {
      const gig = gigs.get(id)
      const match = explain()
      return gig === undefined ? [] : [{ gig, match: match === null ? null : this.#toMatch(member, match, feedback) }]
    })
  }

  #matched(gig: OpenGig, person: PreparedProfile, said: Said, meaning: Meaning | undefined): Match {
    return unlessMuted(this.#deps.matches.match(gig, person, said, meaning), gig, person, this.#deps.now())
  }

  /** As `#matched` would have it, but for the reasons. */
  #judgedMatch(gig: OpenGig, person: PreparedProfile, said: Said, meaning: Meaning | undefined): Match {
    return unlessMuted(this.#deps.matches.judge(gig, person, said, meaning), gig, person, this.#deps.now())
  }

  #personOf(member: Member): PreparedProfile | undefined {
    return this.#deps.index.profile(member.communityId, member.id)
  }

  #toMatch(member: Member, match: Match, feedback: Feedback | null): MatchOfGig {
    const matcherVersion = this.#deps.matches.versionOf(member.communityId, match)
    return { ...match, memberId: member.id, matcherVersion, matchedAt: this.#deps.now(), feedback }
  }
}

function unlessMuted(match: Match, gig: OpenGig, { profile }: PreparedProfile, now: number): Match {
  const muted = mutedBy(gig, profile.alerts.mutes, now)
  if (muted === undefined) return match
  const reason: Reason = { feature: 'muted', kind: 'against', text: `You muted ${muteInWords(muted)}`, weight: -1 }
  return { score: 0, eligible: false, reasons: [reason, ...match.reasons] }
}

/** What was turned down comes last, what is closed to the member before that. */
function byMatch(a: Scored, b: Scored): number {
  return rank(b) - rank(a) || byAge(a, b)
}

function rank({ match, feedback }: Scored): number {
  if (feedback?.kind === 'not_relevant') return -2
  if (match === null) return 0
  return match.eligible ? match.score : -1
}

function byAge(a: Scored, b: Scored): number {
  return b.gig.postedAt - a.gig.postedAt || (a.gig.id < b.gig.id ? 1 : -1)
}
