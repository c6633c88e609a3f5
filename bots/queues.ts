import type { DeliveryOutcome, LeasedDelivery } from '../shared/bot-protocol.ts'

/** What became of so many is known, to those that follow them. */
const MOST_KNOWN = 200

/** Has what `follows` another one of its target sent behind that one, or not at all. */
export class Queues {
  /** By delivery, the oldest first. */
  readonly #outcomes = new Map<string, Promise<DeliveryOutcome>>()

  /** @param send - never rejects. */
  async enter({ id, follows }: LeasedDelivery, send: () => Promise<DeliveryOutcome>): Promise<DeliveryOutcome> {
    const outcome = follows === undefined ? send() : this.#follow(follows, send)
    const [oldest] = this.#outcomes.keys()
    if (this.#outcomes.size >= MOST_KNOWN && oldest !== undefined) this.#outcomes.delete(oldest)
    this.#outcomes.set(id, outcome)
    return await outcome
  }

  async #follow(before: string, send: () => Promise<DeliveryOutcome>): Promise<DeliveryOutcome> {
    const outcome = await this.#outcomes.get(before)
    if (outcome?.status === 'sent') return await send()
    return { status: 'later', retryAfterMs: 0, message: 'The one before it was not sent.' }
  }
}
