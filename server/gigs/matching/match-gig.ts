import type { ParsedGig, Reason } from '../../../shared/gigs.ts'
import { type Feature, FEATURES, MUST, OTHER_ROLE_VALUE, type Rarity, ROLE } from './features.ts'
import { closedBy } from './gates.ts'
import type { PreparedProfile } from './prepared-profile.ts'

/** Changes whenever the same inputs may give another score. */
export const MATCHER_VERSION = 'rules-2'

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

/**
 * Scores a gig for a profile by rules alone, on parsed fields alone: a name, an age or a turn of phrase cannot move it.
 * A gig that is closed to the person by a hard rule is not eligible, and its first reason says which.
 */
export function matchGig(gig: ParsedGig, person: PreparedProfile, rarity: Rarity): Match {
  const values = valuesOf(gig, person, rarity)
  const total = totalOf(values)
  const factor = factorOf(values)
  const reasons = FEATURES.flatMap((feature, at) => {
    const value = values[at]
    return value === undefined
      ? []
      : [reasonOf(feature, feature.say(gig, person), value, (feature.weight / total) * factor)]
  })
  const closed = closedBy(gig, person)
  if (closed === undefined) return { score: weighed(values), eligible: true, reasons }
  const first: Reason = { feature: 'not for you', kind: 'against', text: closed.say(gig, person), weight: -1 }
  return { score: 0, eligible: false, reasons: [first, ...reasons] }
}

/** The same without reasons, for the many pairs that nobody asks about; 0 when not eligible. */
export function scoreGig(gig: ParsedGig, person: PreparedProfile, rarity: Rarity): number {
  return closedBy(gig, person) === undefined ? weighed(valuesOf(gig, person, rarity)) : 0
}

/**
 * How much of a gig's must-have skills a profile has to cover at the least to reach a score, were everything else perfect:
 * who covers less need not be looked at. 0 or less where skills alone cannot rule anybody out, above 1 where nothing can do.
 * `otherRole`: for a profile whose roles are all of other families than the gig's.
 */
export function leastCoverage(gig: ParsedGig, score: number, otherRole: boolean): number {
  if (!MUST.isAsked(gig)) return 0
  let others = 0
  let best = 0
  // A feature that the profile does not speak of drops out, which only lowers what the others can add.
  for (const feature of FEATURES) {
    if (feature === MUST || !feature.isAsked(gig)) continue
    others += feature.weight
    best += feature.weight * (feature === ROLE && otherRole ? OTHER_ROLE_VALUE : 1)
  }
  const needed = otherRole && ROLE.isAsked(gig) ? score / OTHER_ROLE : score
  return (needed * (MUST.weight + others) - best) / MUST.weight
}

type Values = readonly (number | undefined)[]

function valuesOf(gig: ParsedGig, person: PreparedProfile, rarity: Rarity): Values {
  const values: (number | undefined)[] = []
  for (let at = 0; at < FEATURES.length; at += 1) values.push(FEATURES[at]?.value(gig, person, rarity))
  return values
}

function totalOf(values: Values): number {
  let total = 0
  for (const [at, value] of values.entries()) if (value !== undefined) total += FEATURES[at]?.weight ?? 0
  return total
}

function weighed(values: Values): number {
  let sum = 0
  for (const [at, value] of values.entries()) sum += (FEATURES[at]?.weight ?? 0) * (value ?? 0)
  const total = totalOf(values)
  return total === 0 ? 0 : Math.round(Math.min(1, (sum / total) * factorOf(values)) * 1000) / 1000
}

const MUST_AT = FEATURES.indexOf(MUST)
const ROLE_AT = FEATURES.indexOf(ROLE)

/** What the score is lowered by as a whole. */
function factorOf(values: Values): number {
  const role = values[ROLE_AT]
  if (role !== undefined) return role < 0.5 ? OTHER_ROLE : 1
  return values[MUST_AT] === undefined ? UNKNOWN_WORK : 1
}

function reasonOf({ name }: Feature, text: string, value: number, share: number): Reason {
  const kind = value >= 0.6 ? 'for' : value < 0.4 ? 'against' : 'neutral'
  const weight = kind === 'against' ? -share * (1 - value) : share * value
  return { feature: name, kind, text, weight: Math.round(weight * 1000) / 1000 }
}
