import type { ParsedGig } from '../../../shared/gigs.ts'
import { FEATURES, MUST, NICE, type Rarity } from './features.ts'
import { type Reach, UNKNOWN, type Values, weighed } from './match-gig.ts'
import { knowledgeOf, type PreparedProfile } from './prepared-profile.ts'
import { TRAIT_COUNT, type TraitValues } from './trait-values.ts'

/** Who knows one skill, by ascending slot, and how well. */
interface Posting {
  slots: Int32Array
  strengths: Float32Array
  length: number
}

export interface Found {
  person: PreparedProfile
  /** 0 to 1, as `scoreGig` would have it. */
  score: number
}

/** Skills that a gig names, what each is worth, and all of them together. */
export interface Worths {
  skills: readonly { skill: string; worth: number }[]
  total: number
}

export function worthsOf(skills: readonly string[], rarity: Rarity): Worths {
  const worths = skills.map((skill) => ({ skill, worth: rarity(skill) }))
  return { skills: worths, total: worths.reduce((sum, { worth }) => sum + worth, 0) }
}

/** What a gig is matched by. `slack`: so much less than they ask for will do. */
export interface Query {
  gig: ParsedGig
  must: Worths
  nice: Worths
  slack: number
}

/** Slots of removed profiles stay until they are this share of all. */
const COMPACT_AT = 0.25
const COMPACT_FROM = 64

/** So many steps of reading a list from its start cost as much as finding one place in it. */
const SEARCHED = 40

const MUST_AT = FEATURES.indexOf(MUST)
const NICE_AT = FEATURES.indexOf(NICE)

/** Profiles of one kind of roles, in columns by slot, so that thousands are scored without touching their objects, which lie all over the memory. */
export class ProfilePartition {
  readonly #traits: TraitValues
  #profiles: (PreparedProfile | undefined)[] = []
  #postings = new Map<string, Posting>()
  /** Infinite where the profile is gone or not available: no score reaches it. */
  #thresholds = new Float64Array(16)
  /** How much of the skills at hand is covered; all 0 between two calls. */
  #coverage = new Float64Array(16)
  /** Slots to be looked at in the call at hand. */
  #candidates = new Int32Array(16)
  /** By slot, the numbers of the values of its traits: side by side, since they are read together. */
  #codes = new Int32Array(16 * TRAIT_COUNT)
  #dead = 0
  /** At most the lowest threshold of all. */
  #lowest = Infinity

  constructor(traits: TraitValues) {
    this.#traits = traits
  }

  /** @returns the profile's slot, good until the next `compact`. */
  add(profile: PreparedProfile): number {
    const slot = this.#profiles.push(profile) - 1
    if (slot >= this.#thresholds.length) this.#enlarge()
    const { available, alerts } = profile.profile
    this.#thresholds[slot] = available ? alerts.threshold : Infinity
    if (available) this.#lowest = Math.min(this.#lowest, alerts.threshold)
    this.#traits.take(profile, this.#codes, slot * TRAIT_COUNT)
    for (const [skill, { strength }] of knowledgeOf(profile.profile)) {
      let posting = this.#postings.get(skill)
      if (posting === undefined) {
        posting = { slots: new Int32Array(4), strengths: new Float32Array(4), length: 0 }
        this.#postings.set(skill, posting)
      }
      append(posting, slot, strength)
    }
    return slot
  }

  get(slot: number): PreparedProfile | undefined {
    return this.#profiles[slot]
  }

  delete(slot: number): void {
    this.#profiles[slot] = undefined
    this.#thresholds[slot] = Infinity
    this.#traits.release(this.#codes, slot * TRAIT_COUNT)
    this.#dead += 1
  }

  get isWorn(): boolean {
    return this.#dead > COMPACT_FROM && this.#dead > this.#profiles.length * COMPACT_AT
  }

  /** Forgets the slots of removed profiles. `moved` is told where each of the others is now. */
  compact(moved: (profile: PreparedProfile, slot: number) => void): void {
    const before = this.#profiles
    const slotOf = new Int32Array(before.length).fill(-1)
    const [thresholds, codes] = [this.#thresholds, this.#codes]
    this.#profiles = []
    this.#lowest = Infinity
    for (const [slot, profile] of before.entries()) {
      if (profile === undefined) continue
      const now = this.#profiles.push(profile) - 1
      slotOf[slot] = now
      // Never ahead of where it is read.
      thresholds[now] = thresholds[slot] ?? Infinity
      codes.copyWithin(now * TRAIT_COUNT, slot * TRAIT_COUNT, (slot + 1) * TRAIT_COUNT)
      this.#lowest = Math.min(this.#lowest, thresholds[now])
      moved(profile, now)
    }
    for (const [skill, posting] of this.#postings) {
      const { slots, strengths, length } = posting
      posting.length = 0
      for (let at = 0; at < length; at += 1) {
        const slot = slotOf[slots[at] ?? 0] ?? -1
        if (slot >= 0) append(posting, slot, strengths[at] ?? 0)
      }
      if (posting.length === 0) this.#postings.delete(skill)
    }
    this.#dead = 0
  }

  /**
   * Adds those to `found` whom a gig suits at least as well as they ask for. `reach` says the most that somebody here can
   * come to. @returns how many were looked at closely.
   */
  match({ gig, must, nice, slack }: Query, { slope, base }: Reach, found: Found[]): number {
    const least = this.#lowest - slack
    if (slope + base < least) return 0
    const perPoint = must.total === 0 ? 0 : slope / must.total
    const count = this.#sumUp(must, (least - base) / perPoint, base >= least)
    const [coverage, thresholds, candidates] = [this.#coverage, this.#thresholds, this.#candidates]
    const values: Values = new Float64Array(FEATURES.length)
    let looked = 0
    for (let at = 0; at < count; at += 1) {
      const slot = candidates[at] ?? 0
      const threshold = (thresholds[slot] ?? Infinity) - slack
      const covered = coverage[slot] ?? 0
      coverage[slot] = 0
      if (covered * perPoint + base < threshold) continue
      looked += 1
      if (!this.#traits.ask(gig, this.#codes, slot * TRAIT_COUNT, values)) continue
      values[MUST_AT] = must.total === 0 ? UNKNOWN : covered / must.total
      // The welcome skills are looked up only for those who could do with all of them.
      values[NICE_AT] = nice.total === 0 ? UNKNOWN : 1
      if (weighed(values) < threshold) continue
      if (nice.total > 0) values[NICE_AT] = this.#covered(slot, nice) / nice.total
      const score = weighed(values)
      const person = this.#profiles[slot]
      if (score > 0 && score >= threshold && person !== undefined) found.push({ person, score })
    }
    return looked
  }

  /**
   * Writes to `candidates` the slots of all who may cover at least `needed` of some skills, or of everybody, and to `coverage`
   * how much these cover. Skills that most people know are left for last: who knows none but those cannot cover enough, so
   * only who knows one of the others is a candidate (MaxScore: Turtle and Flood, 1995). @returns how many there are.
   */
  #sumUp({ skills }: Worths, needed: number, isEverybody: boolean): number {
    const [coverage, candidates] = [this.#coverage, this.#candidates]
    let count = isEverybody ? this.#profiles.length : 0
    for (let slot = 0; slot < count; slot += 1) candidates[slot] = slot
    const lists = skills.map(({ skill, worth }) => ({ worth, posting: this.#postings.get(skill) ?? NOBODY }))
    let left = skills.reduce((sum, { worth }) => sum + worth, 0)
    for (const { worth, posting } of lists.toSorted((a, b) => a.posting.length - b.posting.length)) {
      const isRest = left < needed
      left -= worth
      const { slots, strengths, length } = posting
      if (isRest && count < length / SEARCHED) {
        for (let at = 0; at < count; at += 1) {
          const slot = candidates[at] ?? 0
          coverage[slot] = (coverage[slot] ?? 0) + worth * strengthIn(posting, slot)
        }
        continue
      }
      for (let at = 0; at < length; at += 1) {
        const slot = slots[at] ?? 0
        const before = coverage[slot] ?? 0
        if (before === 0) {
          if (isRest) continue
          if (!isEverybody) {
            candidates[count] = slot
            count += 1
          }
        }
        coverage[slot] = before + worth * (strengths[at] ?? 0)
      }
    }
    return count
  }

  #covered(slot: number, { skills }: Worths): number {
    let covered = 0
    for (const { skill, worth } of skills) covered += worth * strengthIn(this.#postings.get(skill), slot)
    return covered
  }

  #enlarge(): void {
    const length = this.#thresholds.length * 2
    const thresholds = new Float64Array(length)
    thresholds.set(this.#thresholds)
    this.#thresholds = thresholds
    this.#coverage = new Float64Array(length)
    this.#candidates = new Int32Array(length)
    const codes = new Int32Array(length * TRAIT_COUNT)
    codes.set(this.#codes)
    this.#codes = codes
  }
}

const NOBODY: Posting = { slots: new Int32Array(0), strengths: new Float32Array(0), length: 0 }

function strengthIn(posting: Posting | undefined, slot: number): number {
  if (posting === undefined) return 0
  let [low, high] = [0, posting.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const there = posting.slots[middle] ?? 0
    if (there === slot) return posting.strengths[middle] ?? 0
    if (there < slot) low = middle + 1
    else high = middle - 1
  }
  return 0
}

function append(posting: Posting, slot: number, strength: number): void {
  const { length } = posting
  if (length === posting.slots.length) {
    const slots = new Int32Array(length * 2)
    const strengths = new Float32Array(length * 2)
    slots.set(posting.slots)
    strengths.set(posting.strengths)
    posting.slots = slots
    posting.strengths = strengths
  }
  posting.slots[length] = slot
  posting.strengths[length] = strength
  posting.length += 1
}
