import { type ExpressionBuilder, sql } from 'kysely'
import {
  type Delivery,
  type DeliveryAttempt,
  type DeliveryContent,
  type DeliveryReceipt,
  type DeliveryTarget,
  targetKey,
} from '../../shared/deliveries.ts'
import type { Queries } from '../platform/database.ts'
import type { Schema } from '../schema.ts'
import type { DeliveryTables } from './delivery-tables.ts'

export type DeliveryRow = DeliveryTables['deliveries']

export interface NewDelivery {
  communityId: string
  /** Whose doing or alert it is; null: the community's. */
  memberId: string | null
  target: DeliveryTarget
  content: DeliveryContent
  /** What is asked for twice with one key is sent once. */
  dedupeKey: string | null
  /** After that it is of no use. */
  expiresInMs: number
  /** What it is about, e.g. 'gig:…': by that it is found when it has to be edited. */
  subject?: string
  /** Nothing in it depends on where others of its target stand: it may be handed out before they were sent. */
  standsAlone?: boolean
  /** Those of one target go out in order; those of a lane beside it wait for no other. */
  lane?: string
}

/** States in which nothing more happens to a delivery by itself. */
export const DONE_STATES = ['sent', 'dead', 'expired'] as const

/** A platform that is busy for a day must not fill the table: of one delivery the last attempts are kept. */
const ATTEMPTS_KEPT = 50

export type DueExpression = ExpressionBuilder<Schema, 'deliveries'>

/**
 * Not done yet. Its words are those of the indexes of what is not done: stores use them only where they see the states themselves,
 * and not values that are bound.
 * @param table - its name in the query, where there are several.
 */
export function isOpen(table = 'deliveries') {
  return sql<boolean>`${sql.ref(table)}.state in ('waiting', 'leased')`
}

/** Waiting and due, or leased by a bot that did not come back in time. */
export function dueNow(eb: DueExpression, now: number, table = 'deliveries') {
  return eb.and([
    // Says no more than what follows, but by it an index leaves out all that is done.
    isOpen(table),
    eb.or([
      eb.and([eb('state', '=', 'waiting'), eb('due_at', '<=', now)]),
      eb.and([eb('state', '=', 'leased'), eb('leased_until', '<=', now)]),
    ]),
  ])
}

/** A message for one who has left the community since; what stands there already may still be edited, or taken back. */
export function toFormerMember(eb: DueExpression) {
  return eb.and([
    eb('member_id', 'is not', null),
    eb('edits', 'is', null),
    eb('target_key', 'like', '%:person:%'),
    eb.not(eb.exists(eb.selectFrom('members').select('members.id').whereRef('members.id', '=', 'member_id'))),
  ])
}

export function toNewRow(input: NewDelivery, now: number) {
  return {
    community_id: input.communityId,
    member_id: input.memberId,
    platform: input.target.platform,
    target_key: targetKey(input.target) + (input.lane === undefined ? '' : `#${input.lane}`),
    target: JSON.stringify(input.target),
    content: JSON.stringify(input.content),
    dedupe_key: input.dedupeKey,
    expires_at: now + input.expiresInMs,
    subject: input.subject ?? null,
    edits: null,
  }
}

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    communityId: row.community_id,
    target: JSON.parse(row.target) as DeliveryTarget,
    content: contentOf(row),
    state: row.state as Delivery['state'],
    isEdit: row.edits !== null,
    attempts: row.attempts,
    createdAt: row.created_at,
    dueAt: row.due_at,
    expiresAt: row.expires_at,
    sentAt: row.sent_at,
    receipt: receiptOf(row),
    lastError: row.last_error,
  }
}

export function contentOf(row: Pick<DeliveryRow, 'content'>): DeliveryContent {
  return JSON.parse(row.content) as DeliveryContent
}

export function receiptOf(row: Pick<DeliveryRow, 'receipt'>): DeliveryReceipt | null {
  return row.receipt === null ? null : (JSON.parse(row.receipt) as DeliveryReceipt)
}

/** Writes what happened into a delivery's history. `attempts`: how often it was tried, as far as the caller knows. */
export async function note(
  queries: Queries,
  deliveryId: string,
  attempt: DeliveryAttempt & { id: string },
  attempts = Infinity,
): Promise<void> {
  await queries
    .insertInto('delivery_attempts')
    .values({ ...attempt, delivery_id: deliveryId })
    .execute()
  // An attempt ends once, may have been lost, and may have been asked for by a person.
  if (attempts * 3 < ATTEMPTS_KEPT) return
  const [oldestKept] = await queries
    .selectFrom('delivery_attempts')
    .select('id')
    .where('delivery_id', '=', deliveryId)
    .orderBy('id', 'desc')
    .offset(ATTEMPTS_KEPT - 1)
    .limit(1)
    .execute()
  if (oldestKept === undefined) return
  await queries
    .deleteFrom('delivery_attempts')
    .where('delivery_id', '=', deliveryId)
    .where('id', '<', oldestKept.id)
    .execute()
}
