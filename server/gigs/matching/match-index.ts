import type { Gig, ParsedGig } from '../../../shared/gigs.ts'
import type { Rarity } from './features.ts'
import { judgeGig, type Match, matchGig, scoreGig } from './match-gig.ts'
import { ProfileIndex } from './profile-index.ts'
import type { Found } from './profile-partition.ts'
import type { PreparedProfile } from './prepared-profile.ts'

/** What matching needs of an open gig; its text stays in the store. */
export type OpenGig = Pick<
  Gig,
  'id' | 'communityId' | 'title' | 'company' | 'postedAt' | 'updatedAt' | 'postedBy' | 'nicheIds' | 'early'
> & {
  parsed: ParsedGig
  source: Pick<Gig['source'], 'name'>
}

/** In 1. */
const WORTH_STEPS = 4096

interface CommunityIndex {
  gigs: Map<string, OpenGig>
  /** Those that not everybody may see: whoever asks for them says who is looking. */
  early: Map<string, OpenGig>
  profiles: ProfileIndex
  /** How many gigs that are open to all ask for a skill. */
  demand: Map<string, number>
}

/** The open gigs and the profiles of every community, in memory, ready to be matched with each other. */
export class MatchIndex {
  readonly #communities = new Map<string, CommunityIndex>()

  setGig(gig: OpenGig): void {
    this.removeGig(gig)
    const community = this.#of(gig.communityId)
    const { id, communityId, title, company, postedAt, updatedAt, postedBy, nicheIds, early, parsed, source } = gig
    const kept = { id, communityId, title, company, postedAt, updatedAt, postedBy, nicheIds, early, parsed, source }
    if (early !== null) {
      community.early.set(id, kept)
      return
    }
    community.gigs.set(id, kept)
    for (const skill of skillsOf(gig.parsed)) community.demand.set(skill, (community.demand.get(skill) ?? 0) + 1)
  }

  removeGig({ id, communityId }: Pick<OpenGig, 'id' | 'communityId'>): void {
    const community = this.#of(communityId)
    community.early.delete(id)
    const known = community.gigs.get(id)
    if (known === undefined) return
    community.gigs.delete(id)
    for (const skill of skillsOf(known.parsed)) {
      const left = (community.demand.get(skill) ?? 1) - 1
      if (left === 0) community.demand.delete(skill)
      else community.demand.set(skill, left)
    }
  }

  setProfile(profile: PreparedProfile): void {
    this.#of(profile.communityId).profiles.set(profile)
  }

  removeProfile(memberId: string): void {
    for (const { profiles } of this.#communities.values()) profiles.delete(memberId)
  }

  profile(communityId: string, memberId: string): PreparedProfile | undefined {
    return this.#of(communityId).profiles.get(memberId)
  }

  /** Those that everybody may see. */
  gigs(communityId: string): IterableIterator<OpenGig> {
    return this.#of(communityId).gigs.values()
  }

  /** Those, and of the others what `sees` says. */
  *gigsFor(communityId: string, sees: (gig: OpenGig) => boolean): Generator<OpenGig> {
    const { gigs, early } = this.#of(communityId)
    yield* gigs.values()
    for (const gig of early.values()) if (sees(gig)) yield gig
  }

  /** Everybody in the community, with how the gig suits them. */
  *matchesOf(gig: OpenGig): Generator<{ person: PreparedProfile; match: Match }> {
    const rarity = this.rarity(gig.communityId)
    for (const person of this.#of(gig.communityId).profiles.values()) {
      yield { person, match: matchGig(gig.parsed, person, rarity) }
    }
  }

  /**
   * Those whom the gig suits at least as well as they ask for, in no order, and how many were looked at closely. Without
   * reasons, which cost more than all the rest: `match` gives them. `slack`: so much less will do.
   */
  goodMatches(
    { communityId, parsed }: Pick<OpenGig, 'communityId' | 'parsed'>,
    slack = 0,
  ): { found: Found[]; looked: number } {
    return this.#of(communityId).profiles.match(parsed, this.rarity(communityId), slack)
  }

  profilesOf(communityId: string): Iterable<PreparedProfile> {
    return this.#of(communityId).profiles.values()
  }

  match(gig: ParsedGig, person: PreparedProfile): Match {
    return matchGig(gig, person, this.rarity(person.communityId))
  }

  /** Without reasons. */
  judge(gig: ParsedGig, person: PreparedProfile): Match {
    return judgeGig(gig, person, this.rarity(person.communityId))
  }

  /** The score alone; 0 when not eligible. */
  score(gig: ParsedGig, person: PreparedProfile): number {
    return scoreGig(gig, person, this.rarity(person.communityId))
  }

  /**
   * A skill of which every gig speaks is worth about 1, one that few ask for up to several times that. In steps of a power of
   * two: with strengths of 32 bits, sums of them are exact, and the same in whatever order they are made.
   */
  rarity(communityId: string): Rarity {
    const { gigs, demand } = this.#of(communityId)
    const total = gigs.size
    return (skill) => {
      const worth = 1 + Math.log((total + 2) / ((demand.get(skill) ?? 0) + 2)) / 2
      return Math.round(worth * WORTH_STEPS) / WORTH_STEPS
    }
  }

  #of(communityId: string): CommunityIndex {
    let community = this.#communities.get(communityId)
    if (community === undefined) {
      community = { gigs: new Map(), early: new Map(), profiles: new ProfileIndex(), demand: new Map() }
      this.#communities.set(communityId, community)
    }
    return community
  }
}

function skillsOf({ skills }: ParsedGig): Set<string> {
  return new Set([...skills.must, ...skills.nice])
}
