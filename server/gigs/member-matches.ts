import { setImmediate } from 'node:timers/promises'
import type { Feedback } from '../../shared/gigs.ts'
import type { GigStore } from './gig-store.ts'
import { type Judged, MOST_LIKED, withFeedback } from './matching/feedback-effect.ts'
import { type Match, MATCHER_VERSION } from './matching/match-gig.ts'
import type { MatchIndex, OpenGig } from './matching/match-index.ts'
import type { PreparedProfile } from './matching/prepared-profile.ts'
import type { MeaningIndex } from './meaning/meaning-index.ts'
import { type Meaning, MOST_MEANT, withMeaning } from './meaning/with-meaning.ts'
import { MOST_VOUCHED, type VouchedSkill, withVouches } from './vouches/vouch-effect.ts'

/** What was said long ago says little of today. */
const MAX_JUDGED = 100
const GIGS_AT_ONCE = 200
const PEOPLE_AT_ONCE = 100
/** A gig that suits half of a large community must not fill the outbox in one transaction. */
const MAX_SUITED = 1000

export interface MemberMatchesDeps {
  store: GigStore
  index: MatchIndex
  meanings: Pick<MeaningIndex, 'lookFrom' | 'modelOf'>
  /** What members of niches vouch for, by member. */
  vouchesOf: (memberIds: readonly string[]) => Promise<ReadonlyMap<string, VouchedSkill[]>>
}

/** What a member said of gigs lately, and what others say of the member. */
export interface Said {
  judged: readonly Judged[]
  vouched: readonly VouchedSkill[]
}

export interface Suited {
  person: PreparedProfile
  match: Match
}

/**
 * How gigs suit members with all that counts: rules, meaning, feedback and vouches. Lists, pages, alerts and digests ask here, so
 * that none of them says another number than the others.
 */
export class MemberMatches {
  readonly #deps: MemberMatchesDeps

  constructor(deps: MemberMatchesDeps) {
    this.#deps = deps
  }

  async saidBy(memberId: string, feedback: ReadonlyMap<string, Feedback>): Promise<Said> {
    const said = await this.#said([memberId], new Map([[memberId, feedback]]))
    return said(memberId)
  }

  /** What a model makes of gigs for one member. */
  meaningFor(person: PreparedProfile): (gig: Pick<OpenGig, 'parsed'>) => Meaning | undefined {
    return this.#deps.meanings.lookFrom(person)
  }

  match(gig: OpenGig, person: PreparedProfile, said: Said, meaning: Meaning | undefined): Match {
    return withAll(this.#deps.index.match(gig.parsed, person), gig, said, meaning)
  }

  /** As `match` would have it, but for the rules' reasons. */
  judge(gig: OpenGig, person: PreparedProfile, said: Said, meaning: Meaning | undefined): Match {
    return withAll(this.#deps.index.judge(gig.parsed, person), gig, said, meaning)
  }

  /** Who or what made a score. */
  versionOf(communityId: string, { reasons }: Pick<Match, 'reasons'>): string {
    const isMeant = reasons.some(({ feature }) => feature === 'meaning')
    const model = isMeant ? this.#deps.meanings.modelOf(communityId) : undefined
    return model === undefined ? MATCHER_VERSION : `${MATCHER_VERSION}+${model}`
  }

  /**
   * Those of the audience whom a gig suits at least as well as they ask for, best first, at most a thousand. `looked`: how many
   * the index looked at closely.
   */
  async suited(gig: OpenGig, audience: ReadonlySet<string> | undefined): Promise<{ found: Suited[]; looked: number }> {
    const near = this.#deps.index.goodMatches(gig, this.#mostLift(gig))
    const people = near.found
      .filter(({ person }) => audience?.has(person.memberId) !== false)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, 2 * MAX_SUITED)
    const found: Suited[] = []
    for (let at = 0; at < people.length; at += PEOPLE_AT_ONCE) {
      const some = people.slice(at, at + PEOPLE_AT_ONCE).map(({ person }) => person)
      const ids = some.map(({ memberId }) => memberId)
      const said = await this.#said(ids, await this.#deps.store.feedbackOfAll(ids))
      for (const person of some) {
        const match = this.match(gig, person, said(person.memberId), this.meaningFor(person)(gig))
        if (match.eligible && match.score > 0 && match.score >= person.profile.alerts.threshold)
          found.push({ person, match })
      }
      // Nobody's request waits for a large community.
      await setImmediate()
    }
    const best = found.toSorted((a, b) => b.match.score - a.match.score).slice(0, MAX_SUITED)
    return { found: best, looked: near.looked }
  }

  /** How far what the rules do not know may lift somebody. */
  #mostLift({ communityId, nicheIds }: OpenGig): number {
    const meant = this.#deps.meanings.modelOf(communityId) === undefined ? 0 : MOST_MEANT
    return MOST_LIKED + meant + (nicheIds.length === 0 ? 0 : MOST_VOUCHED)
  }

  async #said(
    memberIds: readonly string[],
    feedback: ReadonlyMap<string, ReadonlyMap<string, Feedback>>,
  ): Promise<(memberId: string) => Said> {
    const lately = new Map([...feedback].map(([memberId, all]) => [memberId, [...all].slice(0, MAX_JUDGED)] as const))
    const gigIds = [...new Set([...lately.values()].flatMap((all) => all.map(([gigId]) => gigId)))]
    const gigs = new Map<string, Judged['gig']>()
    for (let at = 0; at < gigIds.length; at += GIGS_AT_ONCE) {
      for (const { id, title, company, parsed } of await this.#deps.store.getAll(gigIds.slice(at, at + GIGS_AT_ONCE)))
        gigs.set(id, { id, title, company, parsed })
    }
    const vouched = await this.#deps.vouchesOf(memberIds)
    return (memberId) => ({
      judged: (lately.get(memberId) ?? []).flatMap(([gigId, one]) => {
        const gig = gigs.get(gigId)
        return gig === undefined ? [] : [{ gig, feedback: one }]
      }),
      vouched: vouched.get(memberId) ?? [],
    })
  }
}

function withAll(match: Match, gig: OpenGig, { judged, vouched }: Said, meaning: Meaning | undefined): Match {
  return withVouches(withFeedback(withMeaning(match, meaning), gig, judged), gig, vouched)
}
