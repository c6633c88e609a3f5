import type { Reason } from '../../../shared/gigs.ts'
import type { Match } from '../matching/match-gig.ts'
import type { OpenGig } from '../matching/match-index.ts'

/** How many stand in for a skill of one member, within a niche. */
export interface VouchedSkill {
  nicheId: string
  nicheName: string
  skill: string
  count: number
}

/** Of the whole score, for each who vouches; more than three say no more. */
const EACH = 0.01
const COUNTED = 3
/** All vouches together lift a gig by no more: a popular member is not thereby a fitting one. */
export const MOST_VOUCHED = 0.05

/** A match with what members of the gig's own niches vouch for, for skills that it asks for: never anywhere else. */
export function withVouches(match: Match, gig: OpenGig, vouched: readonly VouchedSkill[]): Match {
  if (!match.eligible) return match
  const asked = new Set([...gig.parsed.skills.must, ...gig.parsed.skills.nice])
  let left = MOST_VOUCHED
  const reasons: Reason[] = []
  for (const { nicheId, nicheName, skill, count } of vouched) {
    if (!asked.has(skill) || !gig.nicheIds.includes(nicheId)) continue
    const weight = Math.min(left, EACH * Math.min(count, COUNTED))
    left -= weight
    const text = `Vouched for ${skill} by ${count} in ${nicheName}`
    reasons.push({ feature: 'vouches', kind: 'for', text, weight: Math.round(weight * 1000) / 1000 })
  }
  if (reasons.length === 0) return match
  const score = Math.round(Math.min(1, match.score + MOST_VOUCHED - left) * 1000) / 1000
  return { ...match, score, reasons: [...match.reasons, ...reasons] }
}
