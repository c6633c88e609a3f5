import type { LeasedDelivery } from '../../shared/bot-protocol.ts'
import type { Queries } from '../platform/database.ts'
import type { BotAtHand, BotsAtHand } from './bots-at-hand.ts'
import type { DeliveryFollower } from './delivery-follower.ts'
import { insertDeliveries, LEASE_MS, type Making, openIn } from './delivery-queue.ts'
import { type NewDelivery, toNewRow } from './delivery-rows.ts'

export interface HandOverDeps extends Making {
  atHand: BotsAtHand
  follower: Pick<DeliveryFollower, 'atLease'>
}

/**
 * Deliveries of one transaction that go out at once: with their rows they are leased to a bot that is at hand, which has
 * them as soon as the transaction stands, without having been nudged, and having asked. What has to wait in its target goes to
 * the bot that has what it waits for, and follows that there. What nobody can take now waits in the outbox like any other.
 */
export class HandOver {
  readonly #deps: HandOverDeps
  readonly #leased: { bot: BotAtHand; delivery: LeasedDelivery }[] = []
  readonly #reserved: string[] = []
  /** Platforms that have something to ask for. */
  readonly waiting = new Set<string>()

  constructor(deps: HandOverDeps) {
    this.#deps = deps
  }

  /** `queries`: the transaction. All are of one community. */
  async put(queries: Queries, inputs: readonly NewDelivery[]): Promise<void> {
    const [first] = inputs
    if (first === undefined) return
    const { newId, now } = this.#deps
    const rows = inputs.map((input) => ({ input, row: { id: newId(), ...toNewRow(input, now()) } }))
    const keys = rows.map(({ row }) => row.target_key)
    const open = await openIn(queries, first.communityId, keys)
    const leases = rows.map(({ input, row }) => {
      const before = open.get(row.target_key) ?? []
      // The next of this target stands behind this one.
      open.set(row.target_key, 'blocked')
      const bot = this.#reserve(row.id, input, before)
      const follows = before === 'blocked' ? undefined : before.at(-1)
      return bot === undefined ? undefined : { bot, follows, lease_id: newId(), leased_until: now() + LEASE_MS }
    })
    const inserted = await insertDeliveries(
      queries,
      this.#deps,
      rows.map(({ row }, index) => {
        const lease = leases[index]
        if (lease === undefined) return row
        return { ...row, state: 'leased', attempts: 1, lease_id: lease.lease_id, leased_until: lease.leased_until }
      }),
    )
    for (const [index, { input, row }] of rows.entries()) {
      const lease = leases[index]
      if (!inserted.has(row.id)) continue
      if (lease === undefined) this.waiting.add(row.platform)
      else {
        const { target, content } = input
        const delivery = {
          id: row.id,
          leaseId: lease.lease_id,
          attempt: 1,
          target,
          content: await this.#deps.follower.atLease(queries, target, content, 1),
          edits: null,
          leasedUntil: lease.leased_until,
          ...(lease.follows === undefined ? {} : { follows: lease.follows }),
        }
        this.#leased.push({ bot: lease.bot, delivery })
      }
    }
  }

  /** The transaction stands. */
  go(): void {
    const byBot = new Map<BotAtHand, LeasedDelivery[]>()
    for (const { bot, delivery } of this.#leased) byBot.set(bot, [...(byBot.get(bot) ?? []), delivery])
    for (const [bot, deliveries] of byBot) bot.hand(deliveries)
    const handed = new Set(this.#leased.map(({ delivery }) => delivery.id))
    this.#free((id) => !handed.has(id))
  }

  /** It does not. */
  drop(): void {
    this.#free(() => true)
  }

  /** `before`: what of its target is not done yet. */
  #reserve(id: string, input: NewDelivery, before: readonly string[] | 'blocked'): BotAtHand | undefined {
    const { target, communityId, memberId, standsAlone = false } = input
    // Whether who it is about may still have it, is looked up when it is leased.
    if (memberId !== null || before === 'blocked' || (before.length > 0 && !standsAlone)) return undefined
    const bot = this.#deps.atHand.reserve(id, { platform: target.platform, communityId, before })
    if (bot !== undefined) this.#reserved.push(id)
    return bot
  }

  #free(isOver: (id: string) => boolean): void {
    for (const id of this.#reserved) if (isOver(id)) this.#deps.atHand.free(id)
  }
}
