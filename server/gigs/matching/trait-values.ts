import type { ParsedGig } from '../../../shared/gigs.ts'
import { FEATURES } from './features.ts'
import { GATES } from './gates.ts'
import { UNKNOWN, type Values } from './match-gig.ts'
import { type Person, type Trait, TRAITS } from './person.ts'
import type { PreparedProfile } from './prepared-profile.ts'

/** What a trait's value comes to for a gig, besides a feature's own 0 to 1 or that it is unknown. */
const CLOSED = -1

/**
 * What profiles say besides skills takes few different values (a place, a level, a round sum): each value has a number, and
 * a gig asks its features and gates once for each value that it meets, not for each profile.
 */
export class TraitValues {
  readonly #dictionaries: readonly Dictionary[] = TRAITS.map((trait) => new Dictionary(trait))
  /** Told apart from those before, whose answers still lie about. */
  #gig = 0

  /** The numbers of a profile's values, one for each trait, written to `codes` from `at` on. */
  take(profile: PreparedProfile, codes: Int32Array, at: number): void {
    for (const [trait, dictionary] of this.#dictionaries.entries()) codes[at + trait] = dictionary.take(profile)
  }

  /** A profile that had them is gone: values that nobody has are forgotten. */
  release(codes: Int32Array, at: number): void {
    for (const [trait, dictionary] of this.#dictionaries.entries()) dictionary.release(codes[at + trait] ?? 0)
  }

  /** From here on `ask` is about another gig. */
  begin(): void {
    this.#gig += 1
  }

  /** Fills in what each trait of somebody comes to. @returns false when the gig is closed to them. */
  ask(gig: ParsedGig, codes: Int32Array, at: number, values: Values): boolean {
    for (let trait = 0; trait < this.#dictionaries.length; trait += 1) {
      const answer = this.#dictionaries[trait]?.answer(gig, this.#gig, codes[at + trait] ?? 0) ?? UNKNOWN
      if (answer === CLOSED) return false
      const feature = FEATURE_OF[trait] ?? -1
      if (feature >= 0) values[feature] = answer
    }
    return true
  }
}

/** How many numbers `TraitValues` gives a profile. */
export const TRAIT_COUNT = TRAITS.length

const FEATURE_OF = TRAITS.map(({ name }) => FEATURES.findIndex(({ of }) => of === name))

/** The values of one trait that profiles have, numbered. */
class Dictionary {
  readonly #trait: Trait
  readonly #feature: (typeof FEATURES)[number] | undefined
  readonly #gate: (typeof GATES)[number] | undefined
  readonly #codes = new Map<string, number>()
  /** By number. `example`: somebody who has the value; what else they are does not matter. */
  readonly #values: { key: string; example: Person; people: number }[] = []
  readonly #free: number[] = []
  /** By number, and of which gig they are. */
  #answers = new Float64Array(16)
  #answeredFor = new Float64Array(16)

  constructor(trait: Trait) {
    this.#trait = trait
    this.#feature = FEATURES.find(({ of }) => of === trait.name)
    this.#gate = GATES.find(({ of }) => of === trait.name)
  }

  take(person: PreparedProfile): number {
    const key = this.#trait.key(person)
    const known = this.#codes.get(key)
    const value = this.#values[known ?? -1]
    if (known !== undefined && value !== undefined) {
      value.people += 1
      return known
    }
    const code = this.#free.pop() ?? this.#values.length
    this.#values[code] = { key, example: bare(person), people: 1 }
    this.#codes.set(key, code)
    if (code >= this.#answers.length) {
      this.#answers = enlarged(this.#answers)
      this.#answeredFor = enlarged(this.#answeredFor)
    }
    // The number may have had an answer for the gig at hand when it meant something else.
    this.#answeredFor[code] = 0
    return code
  }

  release(code: number): void {
    const value = this.#values[code]
    if (value === undefined) return
    value.people -= 1
    if (value.people > 0) return
    this.#codes.delete(value.key)
    this.#free.push(code)
  }

  answer(gig: ParsedGig, at: number, code: number): number {
    if (this.#answeredFor[code] === at) return this.#answers[code] ?? UNKNOWN
    const answer = this.#work(gig, this.#values[code]?.example)
    this.#answers[code] = answer
    this.#answeredFor[code] = at
    return answer
  }

  #work(gig: ParsedGig, person: Person | undefined): number {
    if (person === undefined || this.#gate?.closes(gig, person) === true) return CLOSED
    return this.#feature?.value(gig, person, () => 1) ?? UNKNOWN
  }
}

function enlarged(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2)
  larger.set(array)
  return larger
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
