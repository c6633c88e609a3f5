import type { ParsedGig, Reason } from '../../../shared/gigs.ts'
import { closedBecause } from './gates.ts'
import { payWords, utc } from './in-words.ts'
import { convertPay } from './pay-rates.ts'
import { isWithin, placeName } from '../parsing/places.ts'
import { roleFamily } from '../parsing/roles.ts'
import type { PreparedProfile } from './prepared-profile.ts'

/** Changes whenever the same inputs may give another score. */
export const MATCHER_VERSION = 'rules-1'

export interface Match {
  /** 0 to 1; 0 when not eligible. */
  score: number
  eligible: boolean
  reasons: Reason[]
}

/** What a skill is worth, above 0: a rare one tells more than one that every gig asks for. */
export type Rarity = (skill: string) => number

interface Feature {
  name: string
  weight: number
  /** 0 to 1; undefined: the gig or the profile does not say, and the other features decide. */
  value: number | undefined
  text: string
}

const WEIGHTS = { must: 0.46, role: 0.18, nice: 0.08, seniority: 0.09, pay: 0.09, hours: 0.05, place: 0.05 }
/** Without skills or role to compare, the rest says little about fit. */
const UNKNOWN_WORK = 0.35
/** A nurse who is asked for React is still a nurse. */
const OTHER_ROLE = 0.6
const SENIORITY = ['intern', 'junior', 'mid', 'senior', 'lead'] as const

/**
 * Scores a gig for a profile by rules alone, on parsed fields alone: a name, an age or a turn of phrase cannot move it.
 * A gig that is closed to the person by a hard rule is not eligible, and its first reason says which.
 */
export function matchGig(gig: ParsedGig, person: PreparedProfile, rarity: Rarity): Match {
  const features = featuresOf(gig, person, rarity)
  const known = features.filter((feature) => feature.value !== undefined)
  const total = known.reduce((sum, { weight }) => sum + weight, 0)
  const factor = factorOf(known)
  const reasons = known.map(({ name, weight, value = 0, text }) =>
    reasonOf(name, text, value, (weight / total) * factor),
  )
  const closed = closedBecause(gig, person)
  if (closed !== undefined) return { score: 0, eligible: false, reasons: [closed, ...reasons] }
  const score = known.reduce((sum, { weight, value = 0 }) => sum + (weight / total) * value, 0) * factor
  return { score: Math.round(Math.min(1, score) * 1000) / 1000, eligible: true, reasons }
}

/** What the score is lowered by as a whole. */
function factorOf(known: readonly Feature[]): number {
  const role = known.find(({ name }) => name === 'role')
  if (role?.value !== undefined && role.value < 0.5) return OTHER_ROLE
  return role !== undefined || known.some(({ name }) => name === 'must-have skills') ? 1 : UNKNOWN_WORK
}

function reasonOf(feature: string, text: string, value: number, share: number): Reason {
  const kind = value >= 0.6 ? 'for' : value < 0.4 ? 'against' : 'neutral'
  const weight = kind === 'against' ? -share * (1 - value) : share * value
  return { feature, kind, text, weight: Math.round(weight * 1000) / 1000 }
}

function featuresOf(gig: ParsedGig, person: PreparedProfile, rarity: Rarity): Feature[] {
  return [
    { name: 'must-have skills', weight: WEIGHTS.must, ...coverage(gig.skills.must, person, rarity, 'asked for') },
    { name: 'nice-to-have skills', weight: WEIGHTS.nice, ...coverage(gig.skills.nice, person, rarity, 'welcome') },
    { name: 'role', weight: WEIGHTS.role, ...role(gig, person) },
    { name: 'seniority', weight: WEIGHTS.seniority, ...seniority(gig, person) },
    { name: 'pay', weight: WEIGHTS.pay, ...pay(gig, person) },
    { name: 'hours', weight: WEIGHTS.hours, ...hours(gig, person) },
    { name: 'place', weight: WEIGHTS.place, ...place(gig, person) },
  ]
}

type Said = Pick<Feature, 'value' | 'text'>
const UNSAID: Said = { value: undefined, text: '' }

function coverage(skills: readonly string[], person: PreparedProfile, rarity: Rarity, word: string): Said {
  if (skills.length === 0 || person.knows.size === 0) return UNSAID
  let total = 0
  let covered = 0
  const has: string[] = []
  const lacks: string[] = []
  for (const skill of skills) {
    const worth = rarity(skill)
    const knowledge = person.knows.get(skill)
    total += worth
    covered += worth * (knowledge?.strength ?? 0)
    if (knowledge === undefined) lacks.push(skill)
    else if (knowledge.kind === 'own') has.push(skill)
    else has.push(`${skill} (${knowledge.kind === 'implied' ? 'comes with' : 'near to'} ${knowledge.through})`)
  }
  const value = covered / total
  if (has.length === 0) return { value, text: `None of the skills ${word}: ${listed(lacks)}` }
  const missing = lacks.length === 0 ? '' : `; not in your profile: ${listed(lacks)}`
  return { value, text: `${has.length} of ${skills.length} skills ${word}: ${listed(has)}${missing}` }
}

function role(gig: ParsedGig, person: PreparedProfile): Said {
  const [first] = gig.roles
  if (first === undefined || person.roles.size === 0) return UNSAID
  const same = gig.roles.find((name) => person.roles.has(name))
  if (same !== undefined) return { value: 1, text: `Your role: ${same}` }
  const near = gig.roles.find((name) => person.families.has(roleFamily(name) ?? ''))
  if (near !== undefined) return { value: 0.7, text: `Near to your role: ${near}` }
  return { value: 0.05, text: `Another role than yours: ${first}` }
}

function seniority(gig: ParsedGig, person: PreparedProfile): Said {
  const own = person.profile.seniority
  if (gig.seniority === null || own === null) return UNSAID
  const steps = SENIORITY.indexOf(gig.seniority) - SENIORITY.indexOf(own)
  if (steps === 0) return { value: 1, text: `Your level: ${own}` }
  // Less than one can is easier borne than more.
  const value = steps === -1 ? 0.7 : steps === 1 ? 0.5 : steps < 0 ? 0.25 : 0.1
  return { value, text: `Asks for ${gig.seniority}; you are ${own}` }
}

function pay(gig: ParsedGig, person: PreparedProfile): Said {
  const floor = person.profile.rateFloor
  if (gig.pay === null || floor === null) return UNSAID
  const words = payWords(gig.pay)
  const best = gig.pay.max ?? gig.pay.min
  const inFloor = best === null ? undefined : convertPay(best, gig.pay, floor)
  if (words === undefined || inFloor === undefined) return UNSAID
  const own = payWords({
    min: floor.amountCents / 100,
    max: floor.amountCents / 100,
    currency: floor.currency,
    period: floor.period,
  })
  const ratio = floor.amountCents === 0 ? 2 : inFloor / (floor.amountCents / 100)
  return { value: Math.min(1, Math.max(0, 0.4 + (ratio - 1) * 1.5)), text: `Pays ${words}; your floor is ${own}` }
}

function hours(gig: ParsedGig, person: PreparedProfile): Said {
  if (gig.tz === null) return UNSAID
  const [low, high] = gig.tz
  const away = Math.max(low - person.utcOffset, person.utcOffset - high, 0)
  const yours = `you are at ${utc(person.utcOffset)}`
  return { value: Math.max(0, 1 - away / 4), text: `Asks for ${utc(low)} to ${utc(high)}; ${yours}` }
}

function place(gig: ParsedGig, person: PreparedProfile): Said {
  if (gig.regions === null || gig.regions.length === 0 || person.profile.places.length === 0) return UNSAID
  const names = gig.regions.map(placeName).join(', ')
  const own = person.profile.places.find((country) => gig.regions?.some((region) => isWithin(country, region)))
  return own === undefined
    ? { value: 0.2, text: `Prefers people in ${names}` }
    : { value: 1, text: `Open to ${names}, and you are in ${placeName(own)}` }
}

/** The first few and how many more: a reason is one line. */
function listed(items: readonly string[]): string {
  const shown = 6
  const more = items.length - shown
  return items.slice(0, shown).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
