import type { Reason } from '../../../shared/gigs.ts'
import type { Match } from '../matching/match-gig.ts'

/** How near a gig is in meaning to what a member does, against the other gigs; and who says so. */
export interface Meaning {
  /** Standard deviations above what is usual for this member. */
  distance: number
  model: string
}

/** The most that it moves a score by: less than any rule of weight. */
export const MOST_MEANT = 0.08
/** So far from what is usual counts in full. */
const FULL = 2

/** A match with nearness in meaning counted in, as one more named reason. What is closed stays closed. */
export function withMeaning(match: Match, meaning: Meaning | undefined): Match {
  if (meaning === undefined || !match.eligible || match.score === 0) return match
  const weight = Math.round(Math.max(-1, Math.min(1, meaning.distance / FULL)) * MOST_MEANT * 1000) / 1000
  if (weight === 0) return match
  const isNear = weight > 0
  const reason: Reason = {
    feature: 'meaning',
    kind: Math.abs(weight) < MOST_MEANT / 4 ? 'neutral' : isNear ? 'for' : 'against',
    text: `${isNear ? 'Nearer' : 'Farther'} in meaning to your skills and roles than most gigs, says ${meaning.model}`,
    weight,
  }
  const score = Math.round(Math.min(1, Math.max(0, match.score + weight)) * 1000) / 1000
  return { ...match, score, reasons: [...match.reasons, reason] }
}
