import { z } from 'zod'
import { type NicheChannel, nicheChannel } from '../../shared/niches.ts'
import type { Queries } from '../platform/database.ts'

const places = z.array(nicheChannel)

/** By niche; those without any are left out. */
export async function channelsOf(
  queries: Queries,
  nicheIds: readonly string[],
): Promise<ReadonlyMap<string, NicheChannel[]>> {
  if (nicheIds.length === 0) return new Map()
  const rows = await queries
    .selectFrom('announcement_niche_channels')
    .selectAll()
    .where('niche_id', 'in', nicheIds)
    .execute()
  return new Map(rows.map((row) => [row.niche_id, places.parse(JSON.parse(row.channels))]))
}

export async function writeChannels(
  queries: Queries,
  nicheId: string,
  channels: readonly NicheChannel[],
): Promise<void> {
  const change = { channels: JSON.stringify(channels) }
  await queries
    .insertInto('announcement_niche_channels')
    .values({ niche_id: nicheId, ...change })
    .onConflict((conflict) => conflict.column('niche_id').doUpdateSet(change))
    .execute()
}
