import type { Settlement } from '../shared/bot-protocol.ts'
import { HubError } from '../shared/errors.ts'
import type { HubRequests } from './hub-requests.ts'

/** As many as the hub takes in one request. */
const MOST = 50

interface Waiting {
  settlement: Settlement
  resolve: (answer: Settled) => void
  reject: (error: unknown) => void
}

export interface Settled {
  state: 'settled' | 'late' | 'unknown'
  /** It is worth leasing again. */
  more: boolean
}

/** Tells the hub what became of deliveries: what ends at about the same time is one request. */
export class Settlements {
  readonly #hub: HubRequests
  #waiting: Waiting[] = []
  #soon: { at: number; timer: NodeJS.Timeout } | undefined

  constructor(hub: HubRequests) {
    this.#hub = hub
  }

  /** @param waitMs - so long for others, at most. @throws HubError as the request does. */
  async add(settlement: Settlement, waitMs: number): Promise<Settled> {
    return await new Promise((resolve, reject) => {
      this.#waiting.push({ settlement, resolve, reject })
      this.#tellBy(performance.now() + waitMs)
      if (this.#waiting.length >= MOST) void this.#tell()
    })
  }

  #tellBy(at: number): void {
    if (this.#soon !== undefined && this.#soon.at <= at) return
    clearTimeout(this.#soon?.timer)
    this.#soon = { at, timer: setTimeout(() => void this.#tell(), at - performance.now()) }
  }

  async #tell(): Promise<void> {
    clearTimeout(this.#soon?.timer)
    this.#soon = undefined
    const all = this.#waiting
    this.#waiting = []
    await this.#tellTogether(all)
  }

  async #tellTogether(all: readonly Waiting[]): Promise<void> {
    try {
      const settlements = all.map(({ settlement }) => settlement)
      const { states, more } = await this.#hub.request('deliveries:settle', { settlements })
      for (const [index, { resolve }] of all.entries()) resolve({ state: states[index] ?? 'unknown', more })
    } catch (error) {
      const isAway = error instanceof HubError && error.code === 'unavailable'
      // One that the hub does not take must not cost the others.
      if (all.length > 1 && !isAway) await Promise.all(all.map((one) => this.#tellTogether([one])))
      else for (const { reject } of all) reject(error)
    }
  }
}
