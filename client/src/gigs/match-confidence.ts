import type { Reason } from '../../../shared/gigs.ts'

/** What a match mostly stands on. */
const WORK = ['must-have skills', 'role']

/** How much of what counts could be compared: a gig or a profile that says little may get any score. */
export function confidenceOf(reasons: readonly Reason[]): 'high' | 'medium' | 'low' {
  const compared = new Set(reasons.map(({ feature }) => feature))
  const work = WORK.filter((feature) => compared.has(feature)).length
  if (work === WORK.length && compared.size >= 4) return 'high'
  return work > 0 && compared.size >= 2 ? 'medium' : 'low'
}
