import { sql } from 'kysely'
import type { Queries } from '../platform/database.ts'

const DAY_MS = 86_400_000

/** One person more left these niches on the day of `at`: a count for their insights, which say nobody's name. */
export async function countLeaving(queries: Queries, nicheIds: readonly string[], at: number): Promise<void> {
  if (nicheIds.length === 0) return
  const day = Math.floor(at / DAY_MS)
  await queries
    .insertInto('niche_leavings')
    .values(nicheIds.map((niche_id) => ({ niche_id, day, count: 1 })))
    .onConflict((conflict) =>
      conflict.columns(['niche_id', 'day']).doUpdateSet({ count: sql<number>`niche_leavings.count + 1` }),
    )
    .execute()
}
