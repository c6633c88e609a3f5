import { sql } from 'kysely'
import type { DeliveryReceipt } from '../../shared/deliveries.ts'
import type { Queries } from '../platform/database.ts'
import { prepared } from '../platform/prepared.ts'
import { type afterSent, MAX_FAILURES } from './delivery-outcomes.ts'
import { type DeliveryRow, type DueExpression, dueNow, isOpen, receiptOf, toFormerMember } from './delivery-rows.ts'

/** For so long a bot that was handed a delivery is the only one that has it. */
export const LEASE_MS = 60_000

/** What a new delivery needs of its surroundings. */
export interface Making {
  now: () => number
  newId: () => string
}

export type NewRow = Pick<
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
> &
  Partial<Pick<DeliveryRow, 'id' | 'state' | 'attempts' | 'lease_id' | 'leased_until'>>

/** @returns the ids of those that are new: no dedupe key of theirs was used before. */
export async function insertDeliveries(
  queries: Queries,
  deps: Making,
  rows: readonly NewRow[],
): Promise<ReadonlySet<string>> {
  const now = deps.now()
  const inserted = await insertRows(queries, {
    rows: rows.map(({ id = deps.newId(), ...row }) => ({
      state: 'waiting',
      attempts: 0,
      lease_id: null,
      leased_until: null,
      ...row,
      id,
      failures: 0,
      created_at: now,
      due_at: now,
      sent_at: null,
      receipt: null,
      last_error: null,
    })),
  })
  return new Set(inserted.map(({ id }) => id))
}

const insertRows = prepared((queries: Queries, { rows }: { rows: readonly DeliveryRow[] }) =>
  queries
    .insertInto('deliveries')
    .values(rows)
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .returning('id'),
)

/** What is not done yet of each of these targets, the oldest first; 'blocked': nothing may go there now. */
export async function openIn(
  queries: Queries,
  communityId: string,
  targetKeys: readonly string[],
): Promise<Map<string, string[] | 'blocked'>> {
  const open = new Map<string, string[] | 'blocked'>()
  for (const { target_key: key, id, state } of await openAmong(queries, { communityId, targetKeys })) {
    const before = open.get(key) ?? []
    open.set(key, state !== 'leased' || before === 'blocked' ? 'blocked' : [...before, id].toSorted())
  }
  return open
}

const openAmong = prepared(
  (queries: Queries, { communityId, targetKeys }: { communityId: string; targetKeys: readonly string[] }) =>
    queries
      .selectFrom('deliveries')
      .select(['target_key', 'id', 'state'])
      .where('target_key', 'in', targetKeys)
      .where(isOpen())
      .where('community_id', '=', communityId)
      .unionAll((eb) =>
        eb
          .selectFrom('paused_targets')
          .select(['target_key', 'id', sql<string>`'paused'`.as('state')])
          .where('community_id', '=', communityId)
          .where('target_key', 'in', targetKeys),
      ),
)

/** What can go out now, oldest first: at most one per target, none to a paused one. */
export async function dueDeliveries(
  queries: Queries,
  { platform, communityId, max }: { platform: string; communityId: string | undefined; max: number },
  now: number,
): Promise<DeliveryRow[]> {
  return await ready(queries, platform, now)
    .selectAll()
    // An expression, for in the index of the communities is all that is done, too.
    .$if(communityId !== undefined, (query) => query.where(sql`d.community_id || ''`, '=', communityId))
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
            .where(isOpen('earlier'))
            .whereRef('earlier.id', '<', 'd.id'),
        ),
      ),
    )
    .orderBy('id')
    .limit(max)
    .execute()
}

/** Whether anything can go out now, or could if its target had not another one before it. */
export async function isAnythingDue(queries: Queries, platform: string, now: number): Promise<boolean> {
  return (await ready(queries, platform, now).select('d.id').limit(1).executeTakeFirst()) !== undefined
}

function ready(queries: Queries, platform: string, now: number) {
  return queries
    .selectFrom('deliveries as d')
    .where('platform', '=', platform)
    .where('expires_at', '>', now)
    .where((eb) => dueNow(eb as unknown as DueExpression, now, 'd'))
    .where((eb) => eb.not(toFormerMember(eb as unknown as DueExpression)))
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
}

/** Gives up what came too late, and what was lost with its bot too often. @returns the ids. */
export async function giveUpStale(queries: Queries, now: number): Promise<string[]> {
  const done = { lease_id: null, leased_until: null }
  const expired = await queries
    .updateTable('deliveries')
    .set({ state: 'expired', ...done })
    .where('expires_at', '<=', now)
    .where((eb) => dueNow(eb, now))
    .returning('id')
    .execute()
  const dead = await queries
    .updateTable('deliveries')
    .set({ state: 'dead', last_error: 'given up: bots did not come back with it', ...done })
    .where(isOpen())
    .where('state', '=', 'leased')
    .where('leased_until', '<=', now)
    .where('failures', '>=', MAX_FAILURES - 1)
    .returning('id')
    .execute()
  const left = await queries
    .updateTable('deliveries')
    .set({ state: 'dead', last_error: 'given up: the member has left the community', ...done })
    .where((eb) => eb.and([dueNow(eb, now), toFormerMember(eb)]))
    .returning('id')
    .execute()
  return [...expired, ...dead, ...left].map(({ id }) => id)
}

export async function receiptIn(queries: Queries, deliveryId: string): Promise<DeliveryReceipt | null> {
  const row = await queries.selectFrom('deliveries').select('receipt').where('id', '=', deliveryId).executeTakeFirst()
  return row === undefined ? null : receiptOf(row)
}

/** @returns its row as it is now; none when it was not leased so. */
export const settleLeased = prepared(
  (queries: Queries, leased: { id: string; platform: string; leaseId: string; change: ReturnType<typeof afterSent> }) =>
    queries
      .updateTable('deliveries')
      .set(leased.change)
      .where('id', '=', leased.id)
      .where('platform', '=', leased.platform)
      .where('state', '=', 'leased')
      .where('lease_id', '=', leased.leaseId)
      .returningAll(),
)
