import type { ParsedGig } from '../../../shared/gigs.ts'
import { familyMask, relatedMask } from '../parsing/role-families.ts'
import type { Rarity } from './features.ts'
import { reachOf } from './match-gig.ts'
import { type Found, ProfilePartition, worthsOf } from './profile-partition.ts'
import type { PreparedProfile } from './prepared-profile.ts'
import { TraitValues } from './trait-values.ts'

/** Of profiles that name no role: those are of no other one than a gig's. */
const NO_ROLE = -1

/** The profiles of a community, apart by the families of their roles: most gigs concern one family, and leave the others be. */
export class ProfileIndex {
  readonly #placeOf = new Map<string, { families: number; slot: number }>()
  readonly #partitions = new Map<number, ProfilePartition>()
  readonly #traits = new TraitValues()

  get(memberId: string): PreparedProfile | undefined {
    const place = this.#placeOf.get(memberId)
    return place === undefined ? undefined : this.#partitions.get(place.families)?.get(place.slot)
  }

  *values(): Generator<PreparedProfile> {
    for (const memberId of this.#placeOf.keys()) {
      const profile = this.get(memberId)
      if (profile !== undefined) yield profile
    }
  }

  set(profile: PreparedProfile): void {
    this.delete(profile.memberId)
    const families = profile.roles.length === 0 ? NO_ROLE : profile.families
    let partition = this.#partitions.get(families)
    if (partition === undefined) {
      partition = new ProfilePartition(this.#traits)
      this.#partitions.set(families, partition)
    }
    this.#placeOf.set(profile.memberId, { families, slot: partition.add(profile) })
  }

  delete(memberId: string): void {
    const place = this.#placeOf.get(memberId)
    if (place === undefined) return
    this.#placeOf.delete(memberId)
    const partition = this.#partitions.get(place.families)
    partition?.delete(place.slot)
    if (partition?.isWorn === true) {
      partition.compact((profile, slot) => this.#placeOf.set(profile.memberId, { families: place.families, slot }))
    }
  }

  /** Those whom a gig suits at least as well as they ask for, or `slack` less, in no order, and how many were looked at closely. */
  match(gig: ParsedGig, rarity: Rarity, slack: number): { found: Found[]; looked: number } {
    const found: Found[] = []
    const asked = familyMask(gig.roles)
    const near = relatedMask(asked)
    const [same, related, other] = [reachOf(gig, 'same'), reachOf(gig, 'related'), reachOf(gig, 'other')]
    const query = { gig, must: worthsOf(gig.skills.must, rarity), nice: worthsOf(gig.skills.nice, rarity), slack }
    this.#traits.begin()
    let looked = 0
    for (const [families, partition] of this.#partitions) {
      const isSame = asked === 0 || (families & asked) !== 0
      const isRelated = (families & near) !== 0
      looked += partition.match(query, isSame ? same : isRelated ? related : other, found)
    }
    return { found, looked }
  }
}
