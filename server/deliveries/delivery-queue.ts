import type { DeliveryReceipt } from '../../shared/deliveries.ts'
import type { Queries } from '../platform/database.ts'
import { type DeliveryRow, type DueExpression, dueNow, receiptOf, toFormerMember } from './delivery-rows.ts'

/** What a new delivery needs of its surroundings. */
export interface Making {
  now: () => number
  newId: () => string
}

type NewRow = Pick<
  DeliveryRow,
  | 'community_id'
  | 'member_id'
  | 'platform'
  | 'target_key'
  | 'target'
  | 'content'
  | 'dedupe_key'
  | 'expires_at'
  | 'subject'
  | 'edits'
>

/** @returns false when the dedupe key was used before. */
export async function insertDelivery(queries: Queries, deps: Making, input: NewRow): Promise<boolean> {
  const now = deps.now()
  const inserted = await queries
    .insertInto('deliveries')
    .values({
      ...input,
      id: deps.newId(),
      state: 'waiting',
      attempts: 0,
      failures: 0,
      created_at: now,
      due_at: now,
      lease_id: null,
      leased_until: null,
      sent_at: null,
      receipt: null,
      last_error: null,
    })
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .executeTakeFirst()
  return Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0
}

/** What can go out now, oldest first: at most one per target, none to a paused one. */
export async function dueDeliveries(
  queries: Queries,
  { platform, communityId, max }: { platform: string; communityId: string | undefined; max: number },
  now: number,
): Promise<DeliveryRow[]> {
  return await queries
    .selectFrom('deliveries as d')
    .selectAll()
    .where('platform', '=', platform)
    .$if(communityId !== undefined, (query) => query.where('community_id', '=', communityId ?? ''))
    .where('expires_at', '>', now)
    .where((eb) => dueNow(eb as unknown as DueExpression, now))
    .where((eb) => eb.not(toFormerMember(eb as unknown as DueExpression)))
    // The first of its target that is not done yet: the others wait for it, also while it backs off.
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('deliveries as earlier')
            .select('earlier.id')
            .whereRef('earlier.target_key', '=', 'd.target_key')
            // What this bot may not send, or a pause of another community, must not hold it up.
            .whereRef('earlier.community_id', '=', 'd.community_id')
            .where('earlier.state', 'in', ['waiting', 'leased'])
            .whereRef('earlier.id', '<', 'd.id'),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('paused_targets')
            .select('paused_targets.id')
            .whereRef('paused_targets.community_id', '=', 'd.community_id')
            .whereRef('paused_targets.target_key', '=', 'd.target_key'),
        ),
      ),
    )
    .orderBy('id')
    .limit(max)
    .execute()
}

export async function receiptIn(queries: Queries, deliveryId: string): Promise<DeliveryReceipt | null> {
  const row = await queries.selectFrom('deliveries').select('receipt').where('id', '=', deliveryId).executeTakeFirst()
  return row === undefined ? null : receiptOf(row)
}
