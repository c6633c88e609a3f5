import type { BotAnswer, DeliveryOutcome, LeasedDelivery, Settlement } from '../../shared/bot-protocol.ts'
import {
  type DeliveryAttempt,
  type DeliveryContent,
  type DeliveryReceipt,
  type DeliveryTarget,
  targetKey,
} from '../../shared/deliveries.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import { Gatherer } from '../platform/gatherer.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { BotsAtHand } from './bots-at-hand.ts'
import { dropEdits, editDeliveries, type Posted } from './delivery-edits.ts'
import type { DeliveryFollower } from './delivery-follower.ts'
import { after, afterSent, historyOf, refusalOf } from './delivery-outcomes.ts'
import {
  dueDeliveries,
  giveUpStale,
  insertDeliveries,
  isAnythingDue,
  LEASE_MS,
  receiptIn,
  settleLeased,
} from './delivery-queue.ts'
import { contentOf, type DeliveryRow, dueNow, isOpen, type NewDelivery, note, toNewRow } from './delivery-rows.ts'
import { HandOver } from './hand-over.ts'
import type { PausedTargets } from './paused-targets.ts'

const MAX_LEASE = 20
export const LEASE_TERMS = { leaseMs: LEASE_MS, maxLease: MAX_LEASE }
/** What expired, or was lost with its bot too often, is given up in passing: it is never handed out, however late. */
const STALE_EVERY_MS = 1_000
export interface DeliveryServiceDeps {
  queries: Queries
  paused: PausedTargets
  follower: DeliveryFollower
  atHand: BotsAtHand
  events: EventBus
  metrics: Metrics
  now: () => number
  newId: () => string
  random: () => number
}

type Settling = Settlement & { platform: string; communityId: string | undefined }
type Settled = 'unknown' | { isHolder: boolean; pausedIn?: string }

/** The outbox: what is to be sent is a row in the transaction that caused it, and leaves by a bot's lease. */
export class DeliveryService {
  readonly #deps: DeliveryServiceDeps
  /** Nobody waits for it: the copies of one message are one commit, also where two bots have sent them. */
  readonly #settling = new Gatherer<Settling, Settled>({ most: 50, waitMs: 2 }, (all) => this.#settleAll(all))
  #staleLookedAt = -Infinity
  /** Platforms for which nothing was found to wait, since there was news of them. */
  readonly #idle = new Set<string>()
  readonly #news = new Map<string, number>()

  constructor(deps: DeliveryServiceDeps) {
    this.#deps = deps
    deps.events.subscribe('deliveries:available', ({ platform }) => {
      this.#news.set(platform, this.#newsOf(platform) + 1)
      this.#idle.delete(platform)
    })
  }

  /** A bot has something for this target in hand: it may stand there already, before the bot has said so. */
  async isOnTheWay(target: DeliveryTarget): Promise<boolean> {
    const row = await this.#deps.queries
      .selectFrom('deliveries')
      .select('id')
      .where('target_key', '=', targetKey(target))
      .where(isOpen())
      .where('state', '=', 'leased')
      .where('leased_until', '>', this.#deps.now())
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  }

  /** @returns false when this dedupe key was used before. `queries`: the transaction that causes the delivery. */
  async enqueue(queries: Queries, input: NewDelivery): Promise<boolean> {
    const row = toNewRow(input, this.#deps.now())
    return (await insertDeliveries(queries, this.#deps, [row])).size > 0
  }

  /**
   * A transaction whose deliveries go out at once, where they can: see `HandOver`. `put`: as `enqueue`, for several of
   * one community.
   */
  async handingOver<T>(
    work: (transaction: Queries, put: (inputs: readonly NewDelivery[]) => Promise<void>) => Promise<T>,
  ): Promise<T> {
    const handOver = new HandOver(this.#deps)
    try {
      const done = await this.#deps.queries
        .transaction()
        .execute((transaction) => work(transaction, (inputs) => handOver.put(transaction, inputs)))
      handOver.go()
      for (const platform of handOver.waiting) this.announce(platform)
      return done
    } catch (error) {
      handOver.drop()
      throw error
    }
  }

  /**
   * Changes every message about a subject, wherever it stands; one that was not tried yet is changed before it goes out.
   * `queries`: the transaction that causes it.
   * @param now what it should say; undefined where it may stay as it is, null where it is of no use any more.
   * @returns the platforms with something to do, to be announced after the transaction.
   */
  async edit(
    queries: Queries,
    subject: string,
    now: (posted: Posted) => DeliveryContent | null | undefined,
  ): Promise<ReadonlySet<string>> {
    return await editDeliveries(queries, this.#deps, subject, now)
  }

  /** The last one about its subject counts: one that was not tried yet is overwritten. `queries`: as for `enqueue`. */
  async replace(queries: Queries, input: NewDelivery & { subject: string }): Promise<void> {
    const content = JSON.stringify(input.content)
    const replaced = await queries
      .updateTable('deliveries')
      .set({ content })
      .where('subject', '=', input.subject)
      .where('state', '=', 'waiting')
      .where('attempts', '=', 0)
      .executeTakeFirst()
    if (Number(replaced.numUpdatedRows) === 0) await this.enqueue(queries, input)
  }

  /** What was last asked for about a subject. */
  async latest(queries: Queries, subject: string): Promise<DeliveryContent | undefined> {
    const row = await queries
      .selectFrom('deliveries')
      .select('content')
      .where('subject', '=', subject)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row === undefined ? undefined : contentOf(row)
  }

  /** Nudges the bots; after the transaction that enqueued, for before it there is nothing to see. */
  announce(platform: string): void {
    this.#deps.events.publish('deliveries:available', { platform })
  }

  /**
   * Hands due deliveries of a platform to a bot, oldest first, at most one per target at a time, so that a target
   * receives in order; a paused target gets none. A lease that runs out is handed out again, as a further attempt.
   * `communityId`: the only community that the bot serves; absent: all.
   */
  async lease(platform: string, max: number, communityId?: string): Promise<LeasedDelivery[]> {
    const { queries } = this.#deps
    const now = this.#deps.now()
    if (now - this.#staleLookedAt >= STALE_EVERY_MS) {
      this.#staleLookedAt = now
      await queries.transaction().execute(async (transaction) => {
        for (const id of await giveUpStale(transaction, now)) await dropEdits(transaction, id)
      })
    }
    const news = this.#newsOf(platform)
    const most = Math.min(max, MAX_LEASE)
    // Mostly there is nothing. Whoever takes one that another process saw as well is found out when it is taken.
    const rows = await dueDeliveries(queries, { platform, communityId, max: most }, now)
    const leased = rows.length === 0 ? [] : await this.#leaseAll(rows, now)
    const isAll = rows.length < most && !(await isAnythingDue(queries, platform, now))
    if (isAll && news === this.#newsOf(platform)) this.#idle.add(platform)
    return leased
  }

  /**
   * @returns 'late' when the lease had run out; a 'sent' is believed all the same, for the message stands there.
   * `more`: something may wait for this bot by now.
   */
  async settle(
    platform: string,
    settlements: readonly Settlement[],
    communityId?: string,
  ): Promise<BotAnswer<'deliveries:settle'>> {
    const states = await Promise.all(settlements.map((one) => this.#settleOne({ platform, communityId, ...one })))
    return { states, more: !this.#idle.has(platform) }
  }

  async #settleOne(settling: Settling): Promise<'settled' | 'late' | 'unknown'> {
    const { id, platform, outcome } = settling
    const settled = await this.#settling.add(settling)
    if (settled === 'unknown') return 'unknown'
    this.#deps.atHand.free(id)
    this.#deps.metrics.deliveries.inc({ platform: knownPlatform(platform), outcome: outcome.status })
    if (settled.pausedIn !== undefined) this.#deps.paused.tell(settled.pausedIn)
    return settled.isHolder ? 'settled' : 'late'
  }

  #newsOf(platform: string): number {
    return this.#news.get(platform) ?? 0
  }

  async #leaseAll(rows: readonly DeliveryRow[], now: number): Promise<LeasedDelivery[]> {
    return await this.#deps.queries.transaction().execute(async (transaction) => {
      const leased: LeasedDelivery[] = []
      for (const row of rows) {
        const delivery = await this.#lease(transaction, row, now)
        if (delivery !== undefined) leased.push(delivery)
      }
      return leased
    })
  }

  async #settleAll(all: readonly Settling[]): Promise<Settled[]> {
    return await this.#deps.queries.transaction().execute(async (transaction) => {
      const settled: Settled[] = []
      for (const one of all) settled.push(await this.#settle(transaction, one))
      return settled
    })
  }

  async #settle(transaction: Queries, settling: Settling): Promise<Settled> {
    const { platform, communityId, id, leaseId, outcome } = settling
    const mine = outcome.status === 'sent' ? await this.#settleSent(transaction, settling, outcome) : undefined
    const row = mine ?? (await this.#seen(transaction, platform, id))
    if (row === undefined || (communityId !== undefined && row.community_id !== communityId)) return 'unknown'
    const isHolder = mine !== undefined || (row.state === 'leased' && row.lease_id === leaseId)
    if (!isHolder && (outcome.status !== 'sent' || row.state === 'sent')) return { isHolder: false }
    const change = after(row, outcome, this.#deps)
    if (mine === undefined) await transaction.updateTable('deliveries').set(change).where('id', '=', id).execute()
    if (outcome.status !== 'sent') await this.#note(transaction, id, historyOf(outcome), row.attempts)
    if (change.state === 'dead') await dropEdits(transaction, id)
    // The next edit finds the message as this one left it: it may have more or fewer parts now.
    if (change.state === 'sent' && row.edits !== null) await this.#keepReceipt(transaction, row.edits, change.receipt)
    if (outcome.status === 'sent') await this.#tellSent(transaction, row, outcome.receipt)
    const isPaused =
      outcome.status === 'refused' && (await this.#deps.paused.pause(transaction, row, refusalOf(outcome)))
    return { isHolder, ...(isPaused ? { pausedIn: row.community_id } : {}) }
  }

  async #seen(queries: Queries, platform: string, id: string): Promise<DeliveryRow | undefined> {
    const found = queries.selectFrom('deliveries').selectAll().where('id', '=', id).where('platform', '=', platform)
    return await found.executeTakeFirst()
  }

  /** As nearly all of them end. @returns undefined unless it was leased so. */
  async #settleSent(
    queries: Queries,
    { platform, communityId, id, leaseId }: Settling,
    outcome: Extract<DeliveryOutcome, { status: 'sent' }>,
  ): Promise<DeliveryRow | undefined> {
    // A bot of one community settles as whoever has lost its lease does: the row is looked at first.
    if (communityId !== undefined) return undefined
    const [row] = await settleLeased(queries, { id, platform, leaseId, change: afterSent(outcome, this.#deps.now()) })
    return row
  }

  /** Gives up what waits for a workspace that the bot is not in any more. */
  async giveUpWorkspace(
    queries: Queries,
    { platform, workspaceId, communityId }: { platform: string; workspaceId: string; communityId: string | undefined },
  ): Promise<void> {
    let update = queries
      .updateTable('deliveries')
      .set({ state: 'dead', last_error: 'target_gone: the bot was removed from this workspace' })
      .where('platform', '=', platform)
      .where('target_key', 'like', `${likely(`${platform}:${workspaceId}:`)}%`)
      .where(isOpen())
      .where('state', '=', 'waiting')
    if (communityId !== undefined) update = update.where('community_id', '=', communityId)
    await update.execute()
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

  async #lease(queries: Queries, row: DeliveryRow, now: number): Promise<LeasedDelivery | undefined> {
    const wasLost = row.state === 'leased'
    const lease = {
      lease_id: this.#deps.newId(),
      leased_until: now + LEASE_MS,
      attempts: row.attempts + 1,
      failures: row.failures + (wasLost ? 1 : 0),
    }
    const edits = row.edits === null ? null : await receiptIn(queries, row.edits)
    if (row.edits !== null && edits === null) {
      await dropEdits(queries, row.edits)
      return undefined
    }
    const taken = await queries
      .updateTable('deliveries')
      .set({ state: 'leased', ...lease })
      .where('id', '=', row.id)
      .where('state', '=', row.state)
      .where('attempts', '=', row.attempts)
      // It may have been changed, or given up, since it was seen.
      .returning('content')
      .executeTakeFirst()
    if (taken === undefined) return undefined
    if (wasLost) {
      const lost = { outcome: 'lost', message: 'The bot did not come back.' } as const
      await this.#note(queries, row.id, lost, lease.attempts)
    }
    const target = JSON.parse(row.target) as DeliveryTarget
    return {
      id: row.id,
      leaseId: lease.lease_id,
      attempt: lease.attempts,
      target,
      content: await this.#deps.follower.atLease(queries, target, contentOf(taken), lease.attempts),
      edits,
      leasedUntil: lease.leased_until,
    }
  }

  async #tellSent(queries: Queries, row: DeliveryRow, receipt: DeliveryReceipt): Promise<void> {
    const isFirst = row.attempts === 1 && row.edits === null
    const target = JSON.parse(row.target) as DeliveryTarget
    await this.#deps.follower.sent(queries, target, contentOf(row), receipt, isFirst)
  }

  async #keepReceipt(queries: Queries, deliveryId: string, receipt: string | null | undefined): Promise<void> {
    if (typeof receipt !== 'string') return
    await queries.updateTable('deliveries').set({ receipt }).where('id', '=', deliveryId).execute()
  }

  async #note(
    queries: Queries,
    deliveryId: string,
    what: Omit<DeliveryAttempt, 'at'>,
    attempts: number,
  ): Promise<void> {
    await note(queries, deliveryId, { id: this.#deps.newId(), at: this.#deps.now(), ...what }, attempts)
  }
}

/** For LIKE. Ids of platforms are letters, digits and dashes; another one matches nothing rather than too much. */
function likely(text: string): string {
  return text.replace(/[%_\\]/g, '')
}

/** Metric labels have few values; third bots share one. */
function knownPlatform(platform: string): string {
  return platform === 'discord' || platform === 'slack' ? platform : 'other'
}
