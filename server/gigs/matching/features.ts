import type { ParsedGig } from '../../../shared/gigs.ts'
import { familyMask, relatedMask } from '../parsing/role-families.ts'
import { isWithin, placeName } from '../parsing/places.ts'
import { payWords, utc } from './in-words.ts'
import { offeredIn } from './pay-rates.ts'
import type { Person, Trait } from './person.ts'

/** What a skill is worth, above 0: a rare one tells more than one that every gig asks for. */
export type Rarity = (skill: string) => number

/** One named thing that gigs and profiles are compared by. */
export interface Feature {
  name: string
  /** The one trait that it looks at, or the skills. */
  of: Trait['name'] | 'skills'
  /** Its share of the score, before the shares of what is not known are divided among the others. */
  weight: number
  /** Whether the gig says anything of it: who does not ask cannot be disappointed. */
  isAsked(gig: ParsedGig): boolean
  /** 0 to 1; undefined: the gig or the profile does not say. */
  value(gig: ParsedGig, person: Person, rarity: Rarity): number | undefined
  /** In plain words with the numbers; called only where `value` is known. */
  say(gig: ParsedGig, person: Person): string
}

const SENIORITY = ['intern', 'junior', 'mid', 'senior', 'lead'] as const

export const MUST: Feature = {
  name: 'must-have skills',
  of: 'skills',
  weight: 0.46,
  isAsked: ({ skills }) => skills.must.length > 0,
  value: ({ skills }, person, rarity) => coverage(skills.must, person, rarity),
  say: ({ skills }, person) => skillsInWords(skills.must, person, 'asked for'),
}

const NEAR_ROLE_VALUE = 0.7
/** Of a related family: a full-stack developer for a mobile app. */
export const RELATED_ROLE_VALUE = 0.4
/** A role of another family is nearly none at all. */
export const OTHER_ROLE_VALUE = 0.05

export const ROLE: Feature = {
  name: 'role',
  of: 'roles',
  weight: 0.18,
  isAsked: ({ roles }) => roles.length > 0,
  value({ roles }, person) {
    if (roles.length === 0 || person.roles.length === 0) return undefined
    if (roles.some((role) => person.roles.includes(role))) return 1
    if (roles.some((role) => isNear(role, person))) return NEAR_ROLE_VALUE
    return roles.some((role) => isRelated(role, person)) ? RELATED_ROLE_VALUE : OTHER_ROLE_VALUE
  },
  say({ roles }, person) {
    const same = roles.find((role) => person.roles.includes(role))
    if (same !== undefined) return `Your role: ${same}`
    const near = roles.find((role) => isNear(role, person))
    if (near !== undefined) return `Near to your role: ${near}`
    const related = roles.find((role) => isRelated(role, person))
    return related === undefined ? `Another role than yours: ${roles[0]}` : `Related to your role: ${related}`
  },
}

export const NICE: Feature = {
  name: 'nice-to-have skills',
  of: 'skills',
  weight: 0.08,
  isAsked: ({ skills }) => skills.nice.length > 0,
  value: ({ skills }, person, rarity) => coverage(skills.nice, person, rarity),
  say: ({ skills }, person) => skillsInWords(skills.nice, person, 'welcome'),
}

/** Work that one can show for what is asked. Who shows none is none the worse for it. */
const PORTFOLIO: Feature = {
  name: 'portfolio',
  of: 'portfolio',
  weight: 0.05,
  isAsked: ({ skills }) => skills.must.length > 0,
  value: ({ skills }, { shows }) => (skills.must.some((skill) => shows.includes(skill)) ? 1 : undefined),
  say: ({ skills }, { shows }) =>
    `Your portfolio shows ${listed(skills.must.filter((skill) => shows.includes(skill)))}`,
}

const LEVEL: Feature = {
  name: 'seniority',
  of: 'seniority',
  weight: 0.09,
  isAsked: ({ seniority }) => seniority !== null,
  value({ seniority }, { profile }) {
    if (seniority === null || profile.seniority === null) return undefined
    const steps = SENIORITY.indexOf(seniority) - SENIORITY.indexOf(profile.seniority)
    // Less than one can is easier borne than more.
    return steps === 0 ? 1 : steps === -1 ? 0.7 : steps === 1 ? 0.5 : steps < 0 ? 0.25 : 0.1
  },
  say: ({ seniority }, { profile }) =>
    seniority === profile.seniority
      ? `Your level: ${seniority}`
      : `Asks for ${seniority}; you are ${profile.seniority}`,
}

const PAY: Feature = {
  name: 'pay',
  of: 'floor',
  weight: 0.09,
  isAsked: ({ pay }) => pay !== null,
  value({ pay }, { profile: { rateFloor } }) {
    const best = pay?.max ?? pay?.min ?? null
    if (pay === null || best === null || rateFloor === null) return undefined
    const offered = offeredIn(pay, best, rateFloor)
    if (offered === undefined) return undefined
    const floor = rateFloor.amountCents / 100
    return floor === 0 ? 1 : Math.min(1, Math.max(0, 0.4 + (offered / floor - 1) * 1.5))
  },
  say({ pay }, { profile: { rateFloor } }) {
    if (pay === null || rateFloor === null) return ''
    const floor = rateFloor.amountCents / 100
    return `Pays ${payWords(pay)}; your floor is ${payWords({ ...rateFloor, min: floor, max: floor })}`
  },
}

const HOURS: Feature = {
  name: 'hours',
  of: 'hours',
  weight: 0.05,
  isAsked: ({ tz }) => tz !== null,
  value({ tz }, { utcOffset }) {
    if (tz === null || utcOffset === null) return undefined
    return Math.max(0, 1 - Math.max(tz[0] - utcOffset, utcOffset - tz[1], 0) / 4)
  },
  say: ({ tz }, { utcOffset }) =>
    tz === null || utcOffset === null ? '' : `Asks for ${utc(tz[0])} to ${utc(tz[1])}; you are at ${utc(utcOffset)}`,
}

const PLACE: Feature = {
  name: 'place',
  of: 'places',
  weight: 0.05,
  isAsked: ({ regions }) => regions !== null,
  value({ regions }, { profile }) {
    if (regions === null || regions.length === 0 || profile.places.length === 0) return undefined
    return placeInside(regions, profile.places) === undefined ? 0.2 : 1
  },
  say({ regions }, { profile }) {
    const names = (regions ?? []).map(placeName).join(', ')
    const own = placeInside(regions ?? [], profile.places)
    return own === undefined ? `Prefers people in ${names}` : `Open to ${names}, and you are in ${placeName(own)}`
  },
}

/** In the order in which they are told. */
export const FEATURES: readonly Feature[] = [MUST, ROLE, PORTFOLIO, LEVEL, PAY, HOURS, PLACE, NICE]

function coverage(skills: readonly string[], person: Person, rarity: Rarity): number | undefined {
  if (skills.length === 0) return undefined
  let total = 0
  let covered = 0
  for (const skill of skills) {
    const worth = rarity(skill)
    total += worth
    covered += worth * (person.knows.get(skill)?.strength ?? 0)
  }
  return covered / total
}

function skillsInWords(skills: readonly string[], person: Person, word: string): string {
  const has: string[] = []
  const lacks: string[] = []
  for (const skill of skills) {
    const knowledge = person.knows.get(skill)
    if (knowledge === undefined) lacks.push(skill)
    else if (knowledge.kind === 'own') has.push(skill)
    else has.push(`${skill} (${knowledge.kind === 'implied' ? 'comes with' : 'near to'} ${knowledge.through})`)
  }
  if (has.length === 0) return `None of the skills ${word}: ${listed(lacks)}`
  const missing = lacks.length === 0 ? '' : `; not in your profile: ${listed(lacks)}`
  return `${has.length} of ${skills.length} skills ${word}: ${listed(has)}${missing}`
}

function isNear(role: string, { families }: Person): boolean {
  return (familyMask([role]) & families) !== 0
}

function isRelated(role: string, { families }: Person): boolean {
  return (relatedMask(familyMask([role])) & families) !== 0
}

function placeInside(regions: readonly string[], places: readonly string[]): string | undefined {
  return places.find((country) => regions.some((region) => isWithin(country, region)))
}

/** The first few and how many more: a reason is one line. */
function listed(items: readonly string[]): string {
  const shown = 6
  const more = items.length - shown
  return items.slice(0, shown).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
