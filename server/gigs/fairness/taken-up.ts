import type { Reason, TakenUp } from '../../../shared/gigs.ts'
import type { Queries } from '../../platform/database.ts'
import { blocksOf } from './isotonic.ts'

/** Fewer answers than this are chance. */
const MIN_ANSWERS = 20
/** The score of Wilson, 95 %. */
const Z = 1.96

/**
 * What scores have been worth in a community so far: of the matches of a score's kind that members answered, how many they took
 * up, and what that may be in truth (Wilson's interval). A higher score is never said to be worth less. Undefined: too few have
 * answered.
 */
export async function worthOfScores(
  queries: Queries,
  communityId: string,
): Promise<(score: number) => TakenUp | undefined> {
  const rows = await queries
    .selectFrom('gig_matches')
    .innerJoin('gig_feedback', (join) =>
      join
        .onRef('gig_feedback.gig_id', '=', 'gig_matches.gig_id')
        .onRef('gig_feedback.member_id', '=', 'gig_matches.member_id'),
    )
    .select(['gig_matches.score', 'gig_feedback.kind', ({ fn }) => fn.countAll<number | string>().as('count')])
    .where('gig_matches.community_id', '=', communityId)
    .groupBy(['gig_matches.score', 'gig_feedback.kind'])
    .orderBy('gig_matches.score')
    .execute()
  const answers = rows.map((row) => ({
    score: row.score,
    n: Number(row.count),
    // A gig that went to somebody else was taken up all the same.
    taken: row.kind === 'not_relevant' ? 0 : Number(row.count),
  }))
  const blocks = blocksOf(answers, MIN_ANSWERS)
  return (score) => {
    const block = blocks.findLast(({ from }) => from <= score) ?? blocks[0]
    if (block === undefined) return undefined
    const { n, taken } = block
    return { n, share: taken / n, ...wilson(taken, n) }
  }
}

/** The same as a reason among others, which moves nothing. */
export function worthInWords({ n, share, low, high }: TakenUp): Reason {
  const [taken, least, most] = [share, low, high].map((part) => `${Math.round(part * 100)}%`)
  const text = `Of ${n} answered matches with a score like this, members took up ${taken} (likely between ${least} and ${most})`
  return { feature: 'worth', kind: 'neutral', text, weight: 0 }
}

function wilson(taken: number, n: number): { low: number; high: number } {
  const share = taken / n
  const middle = share + (Z * Z) / (2 * n)
  const spread = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n))
  const whole = 1 + (Z * Z) / n
  return { low: Math.max(0, (middle - spread) / whole), high: Math.min(1, (middle + spread) / whole) }
}
