import { type DeliveryTarget, type PausedTarget, type Refusal, targetKey } from '../../shared/deliveries.ts'
import { NotFoundError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Live } from '../platform/live/live-hub.ts'
import { type DeliveryRow, isOpen } from './delivery-rows.ts'

/** What is said of the target as such. Another refusal is about one message only. */
const PAUSING: ReadonlySet<Refusal> = new Set(['target_gone', 'forbidden', 'dm_closed'])
const MOST_LISTED = 200

export interface PausedTargetsDeps {
  queries: Queries
  audit: AuditService
  live: Live
  events: EventBus
  now: () => number
  newId: () => string
}

/** Channels that are gone and people who take no messages: asking again each time would only use up limits. */
export class PausedTargets {
  readonly #deps: PausedTargetsDeps

  constructor(deps: PausedTargetsDeps) {
    this.#deps = deps
  }

  /** Pauses the target if the refusal is about it. Part of the transaction that settles. */
  async pause(queries: Queries, row: DeliveryRow, refusal: { reason: Refusal; message: string }): Promise<boolean> {
    if (!PAUSING.has(refusal.reason)) return false
    const target = JSON.parse(row.target) as DeliveryTarget
    const inserted = await queries
      .insertInto('paused_targets')
      .values({
        id: this.#deps.newId(),
        community_id: row.community_id,
        target_key: row.target_key,
        target: row.target,
        member_id: target.kind === 'person' ? row.member_id : null,
        ...refusal,
        paused_at: this.#deps.now(),
      })
      .onConflict((conflict) => conflict.columns(['community_id', 'target_key']).doNothing())
      .executeTakeFirst()
    if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0) return false
    const actor = { id: 'bot', name: `Bot of ${row.platform}` }
    const details = { target, ...refusal }
    const entry = { actor, action: 'delivery.target_paused', subject: row.target_key, details }
    await this.#deps.audit.record({ communityId: row.community_id, ...entry }, queries)
    return true
  }

  /** The keys of those of a community. */
  async keysIn(queries: Queries, communityId: string): Promise<ReadonlySet<string>> {
    const rows = await queries
      .selectFrom('paused_targets')
      .select('target_key')
      .where('community_id', '=', communityId)
      .execute()
    return new Set(rows.map((row) => row.target_key))
  }

  /** After the transaction that paused. */
  tell(communityId: string): void {
    this.#deps.live.toCommunity(communityId, 'delivery:targets', { communityId })
  }

  async isPaused(queries: Queries, communityId: string, target: DeliveryTarget): Promise<boolean> {
    const row = await queries
      .selectFrom('paused_targets')
      .select('id')
      .where('community_id', '=', communityId)
      .where('target_key', '=', targetKey(target))
      .executeTakeFirst()
    return row !== undefined
  }

  /** Newest first; a member sees themselves, an admin all. */
  async list(member: Member): Promise<PausedTarget[]> {
    let query = this.#deps.queries
      .selectFrom('paused_targets')
      .selectAll()
      .select((eb) =>
        eb
          .selectFrom('deliveries')
          .select((inner) => inner.fn.countAll<number | string>().as('count'))
          .whereRef('deliveries.community_id', '=', 'paused_targets.community_id')
          .whereRef('deliveries.target_key', '=', 'paused_targets.target_key')
          .where(isOpen())
          .where('deliveries.state', '=', 'waiting')
          .as('waiting'),
      )
      .where('community_id', '=', member.communityId)
    if (!atLeast(member.role, 'admin')) query = query.where('member_id', '=', member.id)
    const rows = await query.orderBy('paused_at', 'desc').limit(MOST_LISTED).execute()
    return rows.map((row) => ({
      id: row.id,
      target: JSON.parse(row.target) as DeliveryTarget,
      reason: row.reason as Refusal,
      message: row.message,
      pausedAt: row.paused_at,
      waiting: Number(row.waiting ?? 0),
    }))
  }

  /** What waits for the target goes out. @throws NotFoundError also for a target that is not this member's to resume. */
  async resume(member: Member, pauseId: string): Promise<void> {
    let query = this.#deps.queries
      .selectFrom('paused_targets')
      .selectAll()
      .where('id', '=', pauseId)
      .where('community_id', '=', member.communityId)
    if (!atLeast(member.role, 'admin')) query = query.where('member_id', '=', member.id)
    const row = await query.executeTakeFirst()
    if (row === undefined) throw new NotFoundError('paused target', pauseId)
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('paused_targets').where('id', '=', pauseId).execute()
      const entry = { actor: member, action: 'delivery.target_resumed', subject: row.target_key }
      await this.#deps.audit.record({ communityId: member.communityId, ...entry }, transaction)
    })
    const { platform } = JSON.parse(row.target) as DeliveryTarget
    this.#deps.events.publish('deliveries:available', { platform })
    this.tell(member.communityId)
  }
}
