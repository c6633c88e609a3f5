import type { ParsedGig } from '../../../shared/gigs.ts'
import { FEATURES, MUST, NICE, type Rarity } from './features.ts'
import { GATES } from './gates.ts'
import { type Reach, UNKNOWN, type Values, weighed } from './match-gig.ts'
import { type Person, type Trait, TRAITS } from './person.ts'
import { knowledgeOf, type PreparedProfile } from './prepared-profile.ts'

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

/** What a trait's value comes to for one gig, besides a feature's own 0 to 1 or that it is unknown. */
const NOT_ASKED = -2
const CLOSED = -1

/** Slots of removed profiles stay until they are this share of all. */
const COMPACT_AT = 0.25
const COMPACT_FROM = 64

const MUST_AT = FEATURES.indexOf(MUST)
const NICE_AT = FEATURES.indexOf(NICE)
const FEATURE_OF = TRAITS.map(({ name }) => FEATURES.findIndex(({ of }) => of === name))
const GATE_OF = TRAITS.map(({ name }) => GATES.find(({ of }) => of === name))

/**
 * Profiles of one kind of roles, in columns by slot, so that thousands are scored without touching their objects, which lie
 * all over the memory. What profiles say besides skills takes few different values (a place, a level, a round sum): each
 * value has a number, and a gig asks its features and gates once for each value that it meets, not for each profile.
 */
export class ProfilePartition {
  #profiles: (PreparedProfile | undefined)[] = []
  #postings = new Map<string, Posting>()
  /** Infinite where the profile is gone or not available: no score reaches it. */
  #thresholds = new Float64Array(16)
  /** How much of the skills at hand is covered; all 0 between two calls. */
  #coverage = new Float64Array(16)
  #dictionaries: readonly Dictionary[] = TRAITS.map((trait) => new Dictionary(trait))
  /** By slot, for each trait the number of its value: side by side, since they are read together. */
  #codes = new Int32Array(16 * TRAITS.length)
  #dead = 0
  /** At most the lowest threshold of all. */
  #lowest = Infinity

  /** @returns the profile's slot, good until the next `compact`. */
  add(profile: PreparedProfile): number {
    const slot = this.#profiles.push(profile) - 1
    if (slot >= this.#thresholds.length) this.#enlarge()
    const { available, alerts } = profile.profile
    this.#thresholds[slot] = available ? alerts.threshold : Infinity
    if (available) this.#lowest = Math.min(this.#lowest, alerts.threshold)
    this.#encode(slot, profile)
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
    this.#dead += 1
  }

  get isWorn(): boolean {
    return this.#dead > COMPACT_FROM && this.#dead > this.#profiles.length * COMPACT_AT
  }

  /** Forgets the slots of removed profiles. `moved` is told where each of the others is now. */
  compact(moved: (profile: PreparedProfile, slot: number) => void): void {
    const before = this.#profiles
    const slotOf = new Int32Array(before.length).fill(-1)
    this.#dictionaries = TRAITS.map((trait) => new Dictionary(trait))
    const thresholds = this.#thresholds
    this.#profiles = []
    this.#lowest = Infinity
    for (const [slot, profile] of before.entries()) {
      if (profile === undefined) continue
      const now = this.#profiles.push(profile) - 1
      slotOf[slot] = now
      // Never ahead of where it is read.
      thresholds[now] = thresholds[slot] ?? Infinity
      this.#lowest = Math.min(this.#lowest, thresholds[now])
      this.#encode(now, profile)
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
   * Adds those to `found` whom a gig suits at least as well as they ask for, or `slack` less. `reach` says the most that somebody here can
   * come to. @returns how many were looked at closely.
   */
  match(gig: ParsedGig, rarity: Rarity, { slope, base }: Reach, slack: number, found: Found[]): number {
    if (slope + base < this.#lowest - slack) return 0
    const { must, nice } = gig.skills
    const total = this.#cover(must, rarity)
    const [coverage, thresholds] = [this.#coverage, this.#thresholds]
    const answers = this.#dictionaries.map(({ examples }) => new Float64Array(examples.length).fill(NOT_ASKED))
    const values: Values = new Float64Array(FEATURES.length)
    const perPoint = total === 0 ? 0 : slope / total
    const count = this.#profiles.length
    let looked = 0
    for (let slot = 0; slot < count; slot += 1) {
      const threshold = (thresholds[slot] ?? Infinity) - slack
      if ((coverage[slot] ?? 0) * perPoint + base < threshold) continue
      looked += 1
      if (!this.#ask(gig, slot, answers, values)) continue
      values[MUST_AT] = total === 0 ? UNKNOWN : (coverage[slot] ?? 0) / total
      // The welcome skills are looked up only for those who could do with all of them.
      values[NICE_AT] = nice.length === 0 ? UNKNOWN : 1
      if (weighed(values) < threshold) continue
      values[NICE_AT] = this.#coveredBy(slot, nice, rarity)
      const score = weighed(values)
      const person = this.#profiles[slot]
      if (score > 0 && score >= threshold && person !== undefined) found.push({ person, score })
    }
    if (total > 0) coverage.fill(0, 0, count)
    return looked
  }

  /** In the order of `coverage` in features.ts, so that the sums are the same to the last bit. @returns what all are worth. */
  #cover(skills: readonly string[], rarity: Rarity): number {
    const coverage = this.#coverage
    let total = 0
    for (const skill of skills) {
      const worth = rarity(skill)
      total += worth
      const posting = this.#postings.get(skill)
      if (posting === undefined) continue
      const { slots, strengths, length } = posting
      for (let at = 0; at < length; at += 1) {
        const slot = slots[at] ?? 0
        coverage[slot] = (coverage[slot] ?? 0) + worth * (strengths[at] ?? 0)
      }
    }
    return total
  }

  #coveredBy(slot: number, skills: readonly string[], rarity: Rarity): number {
    if (skills.length === 0) return UNKNOWN
    let total = 0
    let covered = 0
    for (const skill of skills) {
      const worth = rarity(skill)
      total += worth
      covered += worth * strengthIn(this.#postings.get(skill), slot)
    }
    return covered / total
  }

  /** Fills in what each trait of a profile comes to. @returns false when the gig is closed to it. */
  #ask(gig: ParsedGig, slot: number, answers: readonly Float64Array[], values: Values): boolean {
    for (let at = 0; at < answers.length; at += 1) {
      const known = answers[at] ?? NONE
      const code = this.#codes[slot * answers.length + at] ?? 0
      let answer = known[code] ?? NOT_ASKED
      if (answer === NOT_ASKED) {
        answer = answerOf(gig, this.#dictionaries[at]?.examples[code], at)
        known[code] = answer
      }
      if (answer === CLOSED) return false
      const feature = FEATURE_OF[at] ?? -1
      if (feature >= 0) values[feature] = answer
    }
    return true
  }

  #encode(slot: number, profile: PreparedProfile): void {
    for (const [at, dictionary] of this.#dictionaries.entries()) {
      this.#codes[slot * TRAITS.length + at] = dictionary.codeOf(profile)
    }
  }

  #enlarge(): void {
    const length = this.#thresholds.length * 2
    const thresholds = new Float64Array(length)
    thresholds.set(this.#thresholds)
    this.#thresholds = thresholds
    this.#coverage = new Float64Array(length)
    const codes = new Int32Array(length * TRAITS.length)
    codes.set(this.#codes)
    this.#codes = codes
  }
}

const NONE = new Float64Array(0)

/** The values of one trait that profiles have, numbered. */
class Dictionary {
  /** Somebody of each value; what else they are does not matter. */
  readonly examples: Person[] = []
  readonly #trait: Trait
  readonly #codes = new Map<string, number>()

  constructor(trait: Trait) {
    this.#trait = trait
  }

  codeOf(person: PreparedProfile): number {
    const key = this.#trait.key(person)
    let code = this.#codes.get(key)
    if (code === undefined) {
      code = this.examples.push(bare(person)) - 1
      this.#codes.set(key, code)
    }
    return code
  }
}

/** Without whose it is: an example stays when its profile has gone. */
function bare({ profile, shows, roles, families, utcOffset }: PreparedProfile): Person {
  const { seniority, rateFloor, places, languages, available } = profile
  return {
    profile: { seniority, rateFloor, places, languages, available },
    shows,
    roles,
    families,
    utcOffset,
    knows: NOTHING,
  }
}
const NOTHING: Person['knows'] = new Map()

function answerOf(gig: ParsedGig, person: Person | undefined, at: number): number {
  if (person === undefined || GATE_OF[at]?.closes(gig, person) === true) return CLOSED
  return FEATURES[FEATURE_OF[at] ?? -1]?.value(gig, person, () => 1) ?? UNKNOWN
}

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
