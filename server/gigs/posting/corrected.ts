import type { GigCorrections } from '../../../shared/gig-posts.ts'
import type { ParsedGig } from '../../../shared/gigs.ts'

/** What was read, with what its poster corrected in it. */
export function corrected(parsed: ParsedGig, corrections: GigCorrections): ParsedGig {
  const said = Object.entries(corrections).filter(([, value]) => value !== undefined)
  return { ...parsed, ...(Object.fromEntries(said) as Partial<ParsedGig>) }
}
