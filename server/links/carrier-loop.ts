import type { EventBus } from '../platform/event-bus.ts'
import type { Log } from '../platform/log.ts'
import type { ChatCarrier } from './chat-carrier.ts'

/** What happened in another process, and what failed, is seen by then. */
const EVERY_MS = 2_000

export interface CarrierLoopDeps {
  carrier: ChatCarrier
  events: EventBus
  log: Log
}

/** Has rooms carried when something happens in them: one at a time for each room, and rooms side by side. */
export class CarrierLoop {
  readonly #deps: CarrierLoopDeps
  readonly #busy = new Map<string, Promise<void>>()
  /** Something happened in them since their carrying began. */
  readonly #again = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #unsubscribe: (() => void) | undefined
  #isOver = false

  constructor(deps: CarrierLoopDeps) {
    this.#deps = deps
  }

  start(): void {
    this.#unsubscribe = this.#deps.events.subscribe('room:message', ({ roomId }) => this.#wake(roomId))
    this.#timer = setInterval(() => void this.#look(), EVERY_MS)
    void this.#look()
  }

  /** What has been begun is finished. */
  async close(): Promise<void> {
    this.#isOver = true
    clearInterval(this.#timer)
    this.#unsubscribe?.()
    await Promise.all(this.#busy.values())
  }

  async #look(): Promise<void> {
    try {
      for (const roomId of await this.#deps.carrier.behind()) this.#wake(roomId)
    } catch (error) {
      if (!this.#isOver) this.#deps.log.warn({ err: error }, 'rooms with something to carry not looked up')
    }
  }

  #wake(roomId: string): void {
    if (this.#isOver) return
    if (this.#busy.has(roomId)) {
      this.#again.add(roomId)
      return
    }
    this.#busy.set(roomId, this.#carry(roomId))
  }

  async #carry(roomId: string): Promise<void> {
    try {
      do {
        this.#again.delete(roomId)
        await this.#deps.carrier.carry(roomId)
      } while (this.#again.has(roomId) && !this.#isOver)
    } catch (error) {
      this.#deps.log.error({ err: error, roomId }, 'room not carried to its linked channels')
    } finally {
      this.#busy.delete(roomId)
    }
  }
}
