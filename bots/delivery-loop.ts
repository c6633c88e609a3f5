import type { BotAnswer, DeliveryOutcome, LeasedDelivery } from '../shared/bot-protocol.ts'
import { HubError } from '../shared/errors.ts'
import { BackOff } from './back-off.ts'
import type { BotLog } from './bot-log.ts'
import type { HubRequests } from './hub-requests.ts'
import { InFlight } from './in-flight.ts'
import type { PlatformBot } from './platform-bot.ts'
import { Queues } from './queues.ts'
import { Settlements } from './settlements.ts'

/** Deliveries that are sent side by side; each has a target of its own. */
const MOST_SENDING = 10
/** As many come unasked, beside them, also several for one target. */
export const TAKES = { takes: 10, queues: true }
/** A platform that is not there yet is asked again so soon. */
const NOT_NOW_MS = 1_000
/** With those that are sent, while the hub is being told. */
const MOST_OPEN = 40
/** What ends in so many milliseconds is told at once. What follows a post of a conversation need not wait for it. */
const TOLD_WITHIN = { post: 50, others: 5 }
/** Sending ends this long before the lease does, so that no other bot begins meanwhile. */
const SETTLE_ROOM_MS = 5_000
/** How long a stop waits for what is on its way, and then for those that had to be given up. */
const FINISH_MS = 2_000
const GIVE_UP_MS = 500

type Terms = BotAnswer<'hello'>

export interface DeliveryLoopDeps {
  hub: HubRequests
  platform: Pick<PlatformBot, 'canSend' | 'send'>
  log: BotLog
}

/** Leases what is due, sends it, and tells the hub what became of it: when nudged, and by a slow poll. */
export class DeliveryLoop implements AsyncDisposable {
  readonly #deps: DeliveryLoopDeps
  readonly #inFlight = new InFlight()
  readonly #queues = new Queues()
  readonly #settlements: Settlements
  #sending = 0
  /** Leased, and not settled. */
  #open = 0
  /** Sent, while the hub does not know it yet: leased again meanwhile, it must not be sent again. */
  readonly #unsettled = new Map<string, DeliveryOutcome>()
  readonly #giveUp = new AbortController()
  #terms: Terms | undefined
  /** The hub's clock is no further than this ahead of `performance.now()`. */
  #hubAheadMs = 0
  #poll: NodeJS.Timeout | undefined
  #isLeasing = false
  #askAgain = false
  #isStopping = false

  constructor(deps: DeliveryLoopDeps) {
    this.#deps = deps
    this.#settlements = new Settlements(deps.hub)
  }

  /** The hub's terms, given on each hello. `askedAt`: when it was asked for them, by `performance.now()`. */
  accept(terms: Terms, askedAt: number): void {
    this.#terms = terms
    this.#hubAheadMs = terms.now - askedAt
    this.wake()
  }

  /** What the hub hands out unasked. */
  take(deliveries: readonly LeasedDelivery[]): void {
    for (const delivery of deliveries) {
      const sendUntil = delivery.leasedUntil - this.#hubAheadMs - SETTLE_ROOM_MS
      this.#inFlight.track(this.#deliver(delivery, sendUntil))
    }
  }

  /** There may be something to send. */
  wake(): void {
    this.#askAgain = true
    if (!this.#isLeasing) this.#inFlight.track(this.#leaseAll())
  }

  /** Finishes what is on its way; what cannot be finished in time goes back to the hub. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopping = true
    clearTimeout(this.#poll)
    await this.#inFlight.idle(FINISH_MS)
    this.#giveUp.abort()
    await this.#inFlight.idle(GIVE_UP_MS)
    clearTimeout(this.#poll)
  }

  async #leaseAll(): Promise<void> {
    this.#isLeasing = true
    try {
      while (this.#askAgain && !this.#isStopping) {
        this.#askAgain = false
        await this.#leaseSome()
      }
    } catch (error) {
      // The next nudge, poll or hello asks again.
      this.#deps.log.debug({ err: error }, 'no deliveries leased')
    } finally {
      this.#isLeasing = false
      this.#pollLater()
    }
  }

  async #leaseSome(): Promise<void> {
    const terms = this.#terms
    const max = Math.min(MOST_SENDING - this.#sending, MOST_OPEN - this.#open, terms?.maxLease ?? 0)
    if (terms === undefined || max < 1 || !this.#deps.platform.canSend) return
    // Measured here, from before the hub counted: its clock need not be ours.
    const sendUntil = performance.now() + terms.leaseMs - SETTLE_ROOM_MS
    const { deliveries } = await this.#deps.hub.request('deliveries:lease', { max })
    if (deliveries.length === max) this.#askAgain = true
    for (const delivery of deliveries) this.#inFlight.track(this.#deliver(delivery, sendUntil))
  }

  async #deliver(delivery: LeasedDelivery, sendUntil: number): Promise<void> {
    this.#open += 1
    const outcome =
      this.#unsettled.get(delivery.id) ?? (await this.#queues.enter(delivery, () => this.#sendOne(delivery, sendUntil)))
    if (outcome.status === 'sent') this.#unsettled.set(delivery.id, outcome)
    const hasMore = await this.#settle(delivery, outcome)
    this.#unsettled.delete(delivery.id)
    this.#open -= 1
    // What waited for this one in the same target can go out now.
    if (hasMore && !this.#isStopping) this.wake()
  }

  async #sendOne(delivery: LeasedDelivery, sendUntil: number): Promise<DeliveryOutcome> {
    this.#sending += 1
    try {
      return await this.#send(delivery, sendUntil)
    } finally {
      this.#sending -= 1
    }
  }

  async #send(delivery: LeasedDelivery, sendUntil: number): Promise<DeliveryOutcome> {
    if (this.#isStopping) return later('The bot is stopping.')
    // Handed out unasked, before the hub had heard of it.
    if (!this.#deps.platform.canSend) return later('The platform is not connected.', NOT_NOW_MS)
    const timeLeft = AbortSignal.timeout(Math.max(1, Math.round(sendUntil - performance.now())))
    try {
      return await this.#deps.platform.send(delivery, AbortSignal.any([this.#giveUp.signal, timeLeft]))
    } catch (error) {
      this.#deps.log.error({ err: error, deliveryId: delivery.id }, 'delivery failed in the bot')
      return later('The bot failed on it.')
    }
  }

  /** Until the hub has it, or will never take it. @returns whether there may be more to send. */
  async #settle({ id, leaseId, content }: LeasedDelivery, outcome: DeliveryOutcome): Promise<boolean> {
    const isPost = content.type === 'chat_post' && outcome.status === 'sent'
    const waitMs = isPost ? TOLD_WITHIN.post : TOLD_WITHIN.others
    const backOff = new BackOff(200, 5_000)
    for (;;) {
      try {
        const { state, more } = await this.#settlements.add({ id, leaseId, outcome }, waitMs)
        if (state === 'unknown') this.#deps.log.warn({ deliveryId: id }, 'a delivery that the hub does not know')
        return more
      } catch (error) {
        const isAway = error instanceof HubError && error.code === 'unavailable'
        if (!isAway) this.#deps.log.warn({ err: error, deliveryId: id }, 'outcome of a delivery not taken by the hub')
        if (!isAway || this.#giveUp.signal.aborted) return true
        await backOff.wait(this.#giveUp.signal)
      }
    }
  }

  #pollLater(): void {
    clearTimeout(this.#poll)
    if (this.#isStopping || this.#terms === undefined) return
    this.#poll = setTimeout(() => this.wake(), this.#terms.pollMs)
  }
}

function later(message: string, retryAfterMs: number | null = null): DeliveryOutcome {
  return { status: 'later', retryAfterMs, message }
}
