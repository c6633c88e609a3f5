import { familyMask } from '../parsing/roles.ts'
import type { PreparedProfile } from './prepared-profile.ts'
import type { Rarity } from './features.ts'

/** Who knows one skill: slots of profiles, and how well, in parallel. */
interface Posting {
  slots: Int32Array
  strengths: Float32Array
  length: number
}

/** People's own thresholds, 0 to 1, in steps of a twentieth, rounded down. */
const STEPS = 20
/** The step of a slot whose profile is gone. */
const DEAD = 255

/** Slots of removed profiles stay in the postings until they are this share of all. */
const COMPACT_AT = 0.25

/**
 * An inverted index from skills to the profiles that know them. It answers who covers at least so much of a list of skills
 * without looking at anybody who knows none of them.
 */
export class ProfilePostings {
  readonly #slotOf = new Map<string, number>()
  #profiles: (PreparedProfile | undefined)[] = []
  #postings = new Map<string, Posting>()
  /** Slots by the step of their threshold. */
  readonly #bySteps: Set<number>[] = Array.from({ length: STEPS + 1 }, () => new Set())
  // Typed arrays by slot, so that a gig is matched without touching the profiles themselves, which lie all over the memory.
  /** How much of the list at hand is covered; all 0 between two calls. */
  #coverage = new Float32Array(1024)
  #steps = new Uint8Array(1024)
  /** Families of the profile's roles as bits; all bits where it names no role. */
  #families = new Int32Array(1024)
  /** Slots that the list at hand has touched. */
  #touched = new Int32Array(1024)
  #dead = 0

  get(memberId: string): PreparedProfile | undefined {
    const slot = this.#slotOf.get(memberId)
    return slot === undefined ? undefined : this.#profiles[slot]
  }

  *values(): Generator<PreparedProfile> {
    for (const slot of this.#slotOf.values()) {
      const profile = this.#profiles[slot]
      if (profile !== undefined) yield profile
    }
  }

  set(profile: PreparedProfile): void {
    this.delete(profile.memberId)
    this.#add(profile)
  }

  delete(memberId: string): void {
    const slot = this.#slotOf.get(memberId)
    if (slot === undefined) return
    this.#slotOf.delete(memberId)
    const profile = this.#profiles[slot]
    if (profile !== undefined) this.#bySteps[stepOf(profile)]?.delete(slot)
    this.#profiles[slot] = undefined
    this.#steps[slot] = DEAD
    this.#dead += 1
    if (this.#dead > 64 && this.#dead > this.#profiles.length * COMPACT_AT) this.#compact()
  }

  /**
   * Profiles that cover enough of the skills, each weighed by its rarity: `leastFor` says how much that is for a threshold
   * (0 or less: nothing need be covered), for who has a role of `families` and for who has none. In no order, each once; some
   * of them may cover a little less.
   */
  candidates(
    skills: readonly string[],
    families: number,
    rarity: Rarity,
    leastFor: (threshold: number, otherRole: boolean) => number,
  ): PreparedProfile[] {
    const least = {
      families,
      same: this.#bySteps.map((_, step) => leastFor(step / STEPS, false)),
      other: this.#bySteps.map((_, step) => leastFor(step / STEPS, true)),
    }
    const slots = this.#covering(skills, rarity, least)
    // Whom no skill can rule out is looked at in any case.
    for (const [step, members] of this.#bySteps.entries()) if ((least.same[step] ?? 0) <= 0) slots.push(...members)
    return slots.map((slot) => this.#profiles[slot]).filter((profile) => profile !== undefined)
  }

  #covering(
    skills: readonly string[],
    rarity: Rarity,
    { families, same, other }: { families: number; same: readonly number[]; other: readonly number[] },
  ): number[] {
    const ofSlot = this.#families
    const [coverage, steps, touched] = [this.#coverage, this.#steps, this.#touched]
    let touchedCount = 0
    let total = 0
    for (const skill of skills) total += rarity(skill)
    for (const skill of skills) {
      const posting = this.#postings.get(skill)
      if (posting === undefined) continue
      const share = rarity(skill) / total
      const { slots, strengths, length } = posting
      for (let at = 0; at < length; at += 1) {
        const slot = slots[at] ?? 0
        const before = coverage[slot] ?? 0
        if (before === 0) touched[touchedCount++] = slot
        coverage[slot] = before + share * (strengths[at] ?? 0)
      }
    }
    const found: number[] = []
    for (let at = 0; at < touchedCount; at += 1) {
      const slot = touched[at] ?? 0
      const step = steps[slot] ?? DEAD
      const needed = (families === 0 || ((ofSlot[slot] ?? 0) & families) !== 0 ? same : other)[step] ?? Infinity
      // Whom nothing is needed of comes by another way.
      if ((same[step] ?? 0) > 0 && (coverage[slot] ?? 0) >= needed - 1e-4) found.push(slot)
      coverage[slot] = 0
    }
    return found
  }

  #add(profile: PreparedProfile): void {
    const slot = this.#profiles.push(profile) - 1
    this.#slotOf.set(profile.memberId, slot)
    this.#bySteps[stepOf(profile)]?.add(slot)
    if (slot >= this.#steps.length) this.#enlarge(this.#steps.length * 2)
    this.#steps[slot] = stepOf(profile)
    this.#families[slot] = familiesOf(profile)
    for (const [skill, { strength }] of profile.knows) {
      let posting = this.#postings.get(skill)
      if (posting === undefined) {
        posting = { slots: new Int32Array(4), strengths: new Float32Array(4), length: 0 }
        this.#postings.set(skill, posting)
      }
      if (posting.length === posting.slots.length) grow(posting)
      posting.slots[posting.length] = slot
      posting.strengths[posting.length] = strength
      posting.length += 1
    }
  }

  #enlarge(length: number): void {
    const steps = new Uint8Array(length)
    steps.set(this.#steps)
    this.#steps = steps
    const families = new Int32Array(length)
    families.set(this.#families)
    this.#families = families
    this.#coverage = new Float32Array(length)
    this.#touched = new Int32Array(length)
  }

  #compact(): void {
    const alive = [...this.values()]
    this.#slotOf.clear()
    this.#profiles = []
    this.#postings = new Map()
    this.#dead = 0
    for (const members of this.#bySteps) members.clear()
    for (const profile of alive) this.#add(profile)
  }
}

function stepOf({ profile }: PreparedProfile): number {
  return Math.floor(profile.alerts.threshold * STEPS)
}

function familiesOf({ roles }: PreparedProfile): number {
  // Who names no role is not of another one; a role of no family is of another one than any.
  return roles.size === 0 ? -1 : familyMask(roles)
}

function grow(posting: Posting): void {
  const slots = new Int32Array(posting.slots.length * 2)
  const strengths = new Float32Array(slots.length)
  slots.set(posting.slots)
  strengths.set(posting.strengths)
  posting.slots = slots
  posting.strengths = strengths
}
