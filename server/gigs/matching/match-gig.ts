import type { ParsedGig, Reason } from '../../../shared/gigs.ts'
import { type Feature, FEATURES, MUST, OTHER_ROLE_VALUE, type Rarity, RELATED_ROLE_VALUE, ROLE } from './features.ts'
import { closedBy } from './gates.ts'
import type { Person } from './person.ts'

/** Changes whenever the same inputs may give another score. */
export const MATCHER_VERSION = 'rules-5'

export interface Match {
  /** 0 to 1; 0 when not eligible. */
  score: number
  eligible: boolean
  reasons: Reason[]
}

/** Without skills or role to compare, the rest says little about fit. */
const UNKNOWN_WORK = 0.35
/** A nurse who is asked for React is still a nurse. */
const OTHER_ROLE = 0.6
const IS_OTHER_BELOW = 0.3
/** Who has hardly any of what must be there does not fit by the right level and place: below this share, it all counts less. */
const FEW_SKILLS = 0.25
const NO_SKILLS = 0.5

/**
 * Scores a gig for a profile by rules alone, on parsed fields alone: a name, an age or a turn of phrase cannot move it.
 * A gig that is closed to the person by a hard rule is not eligible, and its first reason says which.
 */
export function matchGig(gig: ParsedGig, person: Person, rarity: Rarity): Match {
  const values = valuesOf(gig, person, rarity)
  const total = totalOf(values)
  const factor = factorOf(values)
  const closed = closedBy(gig, person)
  const reasons = FEATURES.flatMap((feature, at) => {
    const value = values[at] ?? UNKNOWN
    // The gate that is closed says it already.
    return Number.isNaN(value) || feature.of === closed?.of
      ? []
      : [reasonOf(feature, feature.say(gig, person), value, (feature.weight / total) * factor)]
  })
  if (closed === undefined) return { score: weighed(values), eligible: true, reasons }
  const first: Reason = { feature: 'not for you', kind: 'against', text: closed.say(gig, person), weight: -1 }
  return { score: 0, eligible: false, reasons: [first, ...reasons] }
}

/** The same without reasons, which cost more than all the rest: for the many pairs that nobody asks about. */
export function judgeGig(gig: ParsedGig, person: Person, rarity: Rarity): Match {
  if (closedBy(gig, person) !== undefined) return { score: 0, eligible: false, reasons: [] }
  return { score: weighed(valuesOf(gig, person, rarity)), eligible: true, reasons: [] }
}

/** The score alone; 0 when not eligible. */
export function scoreGig(gig: ParsedGig, person: Person, rarity: Rarity): number {
  return closedBy(gig, person) === undefined ? weighed(valuesOf(gig, person, rarity)) : 0
}

/** The most that a profile can score, by how much of the must-have skills it covers: `slope` times that, and `base`. */
export interface Reach {
  slope: number
  base: number
}

/** What rounding may add to a score. */
const ROUNDING = 0.0006

/**
 * How far anybody gets with a gig, were everything but the must-have skills perfect: who asks for more than they can reach
 * need not be looked at. `roles`: how near those of the profiles are to the gig's at best.
 */
export function reachOf(gig: ParsedGig, roles: 'same' | 'related' | 'other'): Reach {
  const role = { same: 1, related: RELATED_ROLE_VALUE, other: OTHER_ROLE_VALUE }[roles]
  let total = 0
  let best = 0
  // A feature that the profile does not speak of drops out, which only lowers what the others can add.
  for (const feature of FEATURES) {
    if (!feature.isAsked(gig)) continue
    total += feature.weight
    if (feature !== MUST) best += feature.weight * (feature === ROLE ? role : 1)
  }
  if (total === 0) return { slope: 0, base: 0 }
  const isOther = roles === 'other' && ROLE.isAsked(gig)
  const factor = isOther ? OTHER_ROLE : ROLE.isAsked(gig) || MUST.isAsked(gig) ? 1 : UNKNOWN_WORK
  const slope = MUST.isAsked(gig) ? (factor * MUST.weight) / total : 0
  return { slope, base: (factor * best) / total + ROUNDING }
}

/** By the place of their features. */
export type Values = Float64Array
/** A feature's value that the gig or the profile does not say. */
export const UNKNOWN = Number.NaN
const WEIGHTS = FEATURES.map(({ weight }) => weight)
const MUST_AT = FEATURES.indexOf(MUST)
const ROLE_AT = FEATURES.indexOf(ROLE)

function valuesOf(gig: ParsedGig, person: Person, rarity: Rarity): Values {
  const values = new Float64Array(FEATURES.length)
  for (let at = 0; at < FEATURES.length; at += 1) values[at] = FEATURES[at]?.value(gig, person, rarity) ?? UNKNOWN
  return values
}

function totalOf(values: Values): number {
  let total = 0
  for (let at = 0; at < WEIGHTS.length; at += 1) if (!Number.isNaN(values[at])) total += WEIGHTS[at] ?? 0
  return total
}

/** The score that the features' values come to. */
export function weighed(values: Values): number {
  let sum = 0
  let total = 0
  for (let at = 0; at < WEIGHTS.length; at += 1) {
    const value = values[at] ?? UNKNOWN
    if (Number.isNaN(value)) continue
    const weight = WEIGHTS[at] ?? 0
    sum += weight * value
    total += weight
  }
  return total === 0 ? 0 : Math.round(Math.min(1, (sum / total) * factorOf(values)) * 1000) / 1000
}

/** What the score is lowered by as a whole. */
function factorOf(values: Values): number {
  const [role, must] = [values[ROLE_AT] ?? UNKNOWN, values[MUST_AT] ?? UNKNOWN]
  const few = must < FEW_SKILLS ? NO_SKILLS + ((1 - NO_SKILLS) * must) / FEW_SKILLS : 1
  if (!Number.isNaN(role)) return few * (role < IS_OTHER_BELOW ? OTHER_ROLE : 1)
  return Number.isNaN(must) ? UNKNOWN_WORK : few
}

function reasonOf({ name }: Feature, text: string, value: number, share: number): Reason {
  const kind = value >= 0.6 ? 'for' : value < 0.4 ? 'against' : 'neutral'
  const weight = kind === 'against' ? -share * (1 - value) : share * value
  return { feature: name, kind, text, weight: Math.round(weight * 1000) / 1000 }
}
