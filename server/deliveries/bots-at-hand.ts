import type { LeasedDelivery } from '../../shared/bot-protocol.ts'
import { LEASE_MS } from './delivery-queue.ts'

/** A bot that takes deliveries without asking for them. */
export interface BotAtHand {
  platform: string
  /** The only community that it serves; undefined: all. */
  communityId: string | undefined
  /** So many at once. */
  takes: number
  /** Also several of one target, which it sends one after the other. */
  queues: boolean
  hand: (deliveries: readonly LeasedDelivery[]) => void
}

interface Known extends BotAtHand {
  /** What it has in hand of what it did not ask for, and until when. */
  open: Map<string, number>
}

/** The bots that are connected with this process, and how much each of them has in hand. */
export class BotsAtHand {
  readonly #bots = new Map<object, Known>()
  /** Who has a delivery. */
  readonly #holders = new Map<string, Known>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** A bot is there, or takes more or less than before. */
  welcome(bot: object, about: BotAtHand): void {
    const known = this.#bots.get(bot)
    if (known === undefined) this.#bots.set(bot, { ...about, open: new Map() })
    else Object.assign(known, about)
  }

  gone(bot: object): void {
    const known = this.#bots.get(bot)
    if (known === undefined) return
    this.#bots.delete(bot)
    for (const id of known.open.keys()) this.#holders.delete(id)
  }

  /**
   * Keeps a place for a delivery, until it is settled or its lease has run out.
   * @param before - what is leased of its target.
   * @returns undefined when nobody has one, or what is before it is not all with one bot that queues.
   */
  reserve(
    deliveryId: string,
    { platform, communityId, before }: { platform: string; communityId: string; before: readonly string[] },
  ): BotAtHand | undefined {
    for (const bot of this.#bots.values()) {
      if (bot.platform !== platform || (bot.communityId ?? communityId) !== communityId) continue
      if (before.length > 0 && !(bot.queues && before.every((id) => bot.open.has(id)))) continue
      if (bot.open.size >= bot.takes) this.#forgetLost(bot)
      if (bot.open.size >= bot.takes) continue
      bot.open.set(deliveryId, this.#now() + LEASE_MS)
      this.#holders.set(deliveryId, bot)
      return bot
    }
    return undefined
  }

  /** It is settled, or was not handed out in the end. */
  free(deliveryId: string): void {
    this.#holders.get(deliveryId)?.open.delete(deliveryId)
    this.#holders.delete(deliveryId)
  }

  #forgetLost({ open }: Known): void {
    const now = this.#now()
    for (const [id, until] of open) if (until <= now) this.free(id)
  }
}
