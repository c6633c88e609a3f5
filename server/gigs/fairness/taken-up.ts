import type { TakenUp } from '../../../shared/gigs.ts'
import type { Queries } from '../../platform/database.ts'

/** How near a score is to be like another. */
const NEAR = 0.05
/** Fewer answers than this are chance. */
const MIN_ANSWERS = 20
/** The score of Wilson, 95 %. */
const Z = 1.96

/**
 * What a score has been worth in a community so far: of the matches near it that members answered, how many they took up, and
 * what that may be in truth (Wilson's interval). Undefined: too few have answered.
 */
export async function takenUp(queries: Queries, communityId: string, score: number): Promise<TakenUp | undefined> {
  const rows = await queries
    .selectFrom('gig_matches')
    .innerJoin('gig_feedback', (join) =>
      join
        .onRef('gig_feedback.gig_id', '=', 'gig_matches.gig_id')
        .onRef('gig_feedback.member_id', '=', 'gig_matches.member_id'),
    )
    .select(['gig_feedback.kind', ({ fn }) => fn.countAll<number | string>().as('count')])
    .where('gig_matches.community_id', '=', communityId)
    .where('gig_matches.score', '>=', score - NEAR)
    .where('gig_matches.score', '<=', score + NEAR)
    .groupBy('gig_feedback.kind')
    .execute()
  const n = rows.reduce((sum, { count }) => sum + Number(count), 0)
  if (n < MIN_ANSWERS) return undefined
  // A gig that went to somebody else was taken up all the same.
  const taken = rows.reduce((sum, { kind, count }) => sum + (kind === 'not_relevant' ? 0 : Number(count)), 0)
  return { n, share: taken / n, ...wilson(taken, n) }
}

function wilson(taken: number, n: number): { low: number; high: number } {
  const share = taken / n
  const middle = share + (Z * Z) / (2 * n)
  const spread = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n))
  const whole = 1 + (Z * Z) / n
  return { low: Math.max(0, (middle - spread) / whole), high: Math.min(1, (middle + spread) / whole) }
}
