import type { ExpressionBuilder } from 'kysely'
import type { BotRequest, LeasedDelivery } from '../../shared/bot-protocol.ts'
import type { Delivery, DeliveryContent, DeliveryReceipt, DeliveryTarget } from '../../shared/deliveries.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { Queries } from '../platform/database.ts'
import type { Schema } from '../schema.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { DeliveryTables } from './delivery-tables.ts'

export const LEASE_MS = 60_000
export const MAX_LEASE = 20
const MAX_ATTEMPTS = 12
/** First wait after a failure; doubled each time up to the cap, with up to half of it added at random. */
const BACKOFF_MS = 2_000
const BACKOFF_CAP_MS = 10 * 60_000

export interface DeliveryServiceDeps {
  queries: Queries
  events: EventBus
  metrics: Metrics
  now: () => number
  newId: () => string
  random: () => number
}

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
}

type Row = DeliveryTables['deliveries']

/** The outbox: what is to be sent is a row in the transaction that caused it, and leaves by a bot's lease. */
export class DeliveryService {
  readonly #deps: DeliveryServiceDeps

  constructor(deps: DeliveryServiceDeps) {
    this.#deps = deps
  }

  /** @returns false when this dedupe key was used before. `queries`: the transaction that causes the delivery. */
  async enqueue(queries: Queries, input: NewDelivery): Promise<boolean> {
    const now = this.#deps.now()
    const inserted = await queries
      .insertInto('deliveries')
      .values({
        id: this.#deps.newId(),
        community_id: input.communityId,
        member_id: input.memberId,
        platform: input.target.platform,
        target_key: targetKey(input.target),
        target: JSON.stringify(input.target),
        content: JSON.stringify(input.content),
        dedupe_key: input.dedupeKey,
        state: 'waiting',
        attempts: 0,
        created_at: now,
        due_at: now,
        expires_at: now + input.expiresInMs,
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

  /** Nudges the bots; after the transaction that enqueued, for before it there is nothing to see. */
  announce(platform: string): void {
    this.#deps.events.publish('deliveries:available', { platform })
  }

  /**
   * Hands due deliveries of a platform to a bot, oldest first, at most one per target at a time, so that a target
   * receives in order. A lease that runs out is handed out again, as a further attempt.
   * `communityId`: the only community that the bot serves; absent: all.
   */
  async lease(platform: string, max: number, communityId?: string): Promise<LeasedDelivery[]> {
    const now = this.#deps.now()
    return await this.#deps.queries.transaction().execute(async (transaction) => {
      await this.#expire(transaction, now)
      const rows = await this.#due(transaction, { platform, communityId, max: Math.min(max, MAX_LEASE) }, now)
      const leased: LeasedDelivery[] = []
      for (const row of rows) {
        const lease = { lease_id: this.#deps.newId(), leased_until: now + LEASE_MS, attempts: row.attempts + 1 }
        const taken = await transaction
          .updateTable('deliveries')
          .set({ state: 'leased', ...lease })
          .where('id', '=', row.id)
          .where('attempts', '=', row.attempts)
          .executeTakeFirst()
        if (Number(taken.numUpdatedRows) === 0) continue
        leased.push({
          id: row.id,
          leaseId: lease.lease_id,
          attempt: lease.attempts,
          target: JSON.parse(row.target) as DeliveryTarget,
          content: JSON.parse(row.content) as DeliveryContent,
          leasedUntil: lease.leased_until,
        })
      }
      return leased
    })
  }

  /** @returns false when the lease had run out; a 'sent' is believed all the same, for the message stands there. */
  async settle(
    platform: string,
    { id, leaseId, outcome }: BotRequest<'deliveries:settle'>,
    communityId?: string,
  ): Promise<boolean> {
    const row = await this.#deps.queries
      .selectFrom('deliveries')
      .selectAll()
      .where('id', '=', id)
      .where('platform', '=', platform)
      .executeTakeFirst()
    if (row === undefined || (communityId !== undefined && row.community_id !== communityId))
      throw new NotFoundError('delivery', id)
    const isHolder = row.state === 'leased' && row.lease_id === leaseId
    if (!isHolder && (outcome.status !== 'sent' || row.state === 'sent')) return false
    this.#deps.metrics.deliveries.inc({ platform: knownPlatform(platform), outcome: outcome.status })
    await this.#deps.queries.updateTable('deliveries').set(this.#after(row, outcome)).where('id', '=', id).execute()
    return isHolder
  }

  /** Newest first; a member's own, or all for an admin. */
  async list(member: Member, limit: number, state?: Delivery['state']): Promise<Delivery[]> {
    let query = this.#deps.queries.selectFrom('deliveries').selectAll().where('community_id', '=', member.communityId)
    if (!atLeast(member.role, 'admin')) query = query.where('member_id', '=', member.id)
    if (state !== undefined) query = query.where('state', '=', state)
    return (await query.orderBy('id', 'desc').limit(limit).execute()).map(toDelivery)
  }

  /** @throws HubError 'conflict' when it is on its way or was sent. */
  async resend(communityId: string, deliveryId: string, expiresInMs: number): Promise<Delivery> {
    const now = this.#deps.now()
    const updated = await this.#deps.queries
      .updateTable('deliveries')
      .set({ state: 'waiting', due_at: now, expires_at: now + expiresInMs, lease_id: null, leased_until: null })
      .where('id', '=', deliveryId)
      .where('community_id', '=', communityId)
      .where('state', 'in', ['dead', 'expired'])
      .executeTakeFirst()
    const row = await this.#deps.queries
      .selectFrom('deliveries')
      .selectAll()
      .where('id', '=', deliveryId)
      .where('community_id', '=', communityId)
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('delivery', deliveryId)
    if (Number(updated.numUpdatedRows) === 0) {
      throw new HubError('conflict', `This delivery is ${row.state}; only one that was given up is sent again.`)
    }
    this.announce(row.platform)
    return toDelivery(row)
  }

  /** When the next delivery of each platform is due, so that bots are nudged then. */
  async nudgeDue(): Promise<void> {
    const rows = await this.#deps.queries
      .selectFrom('deliveries')
      .select('platform')
      .distinct()
      .where((eb) => dueNow(eb, this.#deps.now()))
      .execute()
    for (const { platform } of rows) this.announce(platform)
  }

  async #expire(queries: Queries, now: number): Promise<void> {
    await queries
      .updateTable('deliveries')
      .set({ state: 'expired', lease_id: null, leased_until: null })
      .where('expires_at', '<=', now)
      .where((eb) => dueNow(eb, now))
      .execute()
  }

  async #due(
    queries: Queries,
    { platform, communityId, max }: { platform: string; communityId: string | undefined; max: number },
    now: number,
  ): Promise<Row[]> {
    return await queries
      .selectFrom('deliveries as d')
      .selectAll()
      .where('platform', '=', platform)
      .$if(communityId !== undefined, (query) => query.where('community_id', '=', communityId ?? ''))
      .where((eb) => dueNow(eb as never, now))
      // The first of its target that is not done yet: the others wait for it, also while it backs off.
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('deliveries as earlier')
              .select('earlier.id')
              .whereRef('earlier.target_key', '=', 'd.target_key')
              .where('earlier.state', 'in', ['waiting', 'leased'])
              .whereRef('earlier.id', '<', 'd.id'),
          ),
        ),
      )
      .orderBy('id')
      .limit(max)
      .execute()
  }

  #after(row: Row, outcome: BotRequest<'deliveries:settle'>['outcome']): Partial<Row> {
    const done = { lease_id: null, leased_until: null }
    switch (outcome.status) {
      case 'sent':
        return {
          ...done,
          state: 'sent',
          sent_at: this.#deps.now(),
          receipt: JSON.stringify(outcome.receipt),
          last_error: null,
        }
      case 'refused':
        return { ...done, state: 'dead', last_error: `${outcome.reason}: ${outcome.message}` }
      case 'later': {
        if (row.attempts >= MAX_ATTEMPTS) {
          return { ...done, state: 'dead', last_error: `given up after ${row.attempts} attempts: ${outcome.message}` }
        }
        const backoff = Math.min(BACKOFF_MS * 2 ** (row.attempts - 1), BACKOFF_CAP_MS)
        const dueAt = this.#deps.now() + backoff * (1 + this.#deps.random() / 2)
        return {
          ...done,
          state: 'waiting',
          due_at: Math.round(outcome.retryAt ?? dueAt),
          last_error: outcome.message,
        }
      }
    }
  }
}

type DueExpression = ExpressionBuilder<Schema, 'deliveries'>

/** Waiting and due, or leased by a bot that did not come back in time. */
function dueNow(eb: DueExpression, now: number) {
  return eb.or([
    eb.and([eb('state', '=', 'waiting'), eb('due_at', '<=', now)]),
    eb.and([eb('state', '=', 'leased'), eb('leased_until', '<=', now)]),
  ])
}

function targetKey(target: DeliveryTarget): string {
  const place = target.kind === 'channel' ? `channel:${target.channelId}` : `person:${target.personId}`
  return `${target.platform}:${target.workspaceId ?? ''}:${place}`
}

/** Metric labels have few values; third bots share one. */
function knownPlatform(platform: string): string {
  return platform === 'discord' || platform === 'slack' ? platform : 'other'
}

function toDelivery(row: Row): Delivery {
  return {
    id: row.id,
    communityId: row.community_id,
    target: JSON.parse(row.target) as DeliveryTarget,
    content: JSON.parse(row.content) as DeliveryContent,
    state: row.state as Delivery['state'],
    attempts: row.attempts,
    createdAt: row.created_at,
    dueAt: row.due_at,
    expiresAt: row.expires_at,
    sentAt: row.sent_at,
    receipt: row.receipt === null ? null : (JSON.parse(row.receipt) as DeliveryReceipt),
    lastError: row.last_error,
  }
}
