import type { ProfileInput } from '../../../shared/profiles.ts'

/** How a profile comes to know a skill. */
export interface Knowledge {
  kind: 'own' | 'implied' | 'near'
  /** The profile's own skill behind it. */
  through: string
  /** 0 to 1, a float of 32 bits, as it is in the index. */
  strength: number
}

/** What features and gates look at: who it is and what they say of themselves in words is no part of it. */
export interface Person {
  profile: Pick<ProfileInput, 'seniority' | 'rateFloor' | 'places' | 'languages' | 'available'>
  knows: ReadonlyMap<string, Knowledge>
  roles: readonly string[]
  /** Of the roles, as bits; see `familyMask`. */
  families: number
  /** Hours from UTC, now; null: not known. */
  utcOffset: number | null
}

/** What a profile says besides its skills. `key`: people of one key are alike to every feature and gate of the trait. */
export interface Trait {
  name: 'roles' | 'seniority' | 'floor' | 'hours' | 'places' | 'languages'
  key(person: Person): string
}

export const TRAITS: readonly Trait[] = [
  { name: 'roles', key: ({ roles }) => roles.join('\n') },
  { name: 'seniority', key: ({ profile }) => profile.seniority ?? '' },
  {
    name: 'floor',
    key: ({ profile: { rateFloor } }) =>
      rateFloor === null ? '' : `${rateFloor.amountCents} ${rateFloor.currency} ${rateFloor.period}`,
  },
  { name: 'hours', key: ({ utcOffset }) => String(utcOffset) },
  { name: 'places', key: ({ profile }) => profile.places.join() },
  { name: 'languages', key: ({ profile }) => profile.languages.join() },
]
