import { beat } from '../platform/beat.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Log } from '../platform/log.ts'
import type { ChatCarrier } from './chat-carrier.ts'
import { RoomCarrier } from './room-carrier.ts'

/** What happened in another process, and what failed, is seen by then. */
const EVERY_MS = 2_000

export interface CarrierLoopDeps {
  carrier: ChatCarrier
  events: EventBus
  log: Log
}

/** Has rooms carried when something happens in them, side by side. */
export class CarrierLoop {
  readonly #deps: CarrierLoopDeps
  readonly #busy = new Map<string, RoomCarrier>()
  #stop: (() => void) | undefined
  #unsubscribe: (() => void) | undefined
  #isOver = false

  constructor(deps: CarrierLoopDeps) {
    this.#deps = deps
  }

  start(): void {
    this.#unsubscribe = this.#deps.events.subscribe('room:message', ({ roomId }) => this.#wake(roomId))
    this.#stop = beat(EVERY_MS, () => void this.#look())
    void this.#look()
  }

  /** What has been begun is finished. */
  async close(): Promise<void> {
    this.#isOver = true
    this.#stop?.()
    this.#unsubscribe?.()
    await Promise.all([...this.#busy.values()].map((room) => room.close()))
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
    const busy = this.#busy.get(roomId)
    if (busy !== undefined) return busy.wake()
    const room = new RoomCarrier({
      carrier: this.#deps.carrier,
      roomId,
      failed: (error) => this.#deps.log.error({ err: error, roomId }, 'room not carried to its linked channels'),
      done: () => this.#busy.delete(roomId),
    })
    this.#busy.set(roomId, room)
    room.wake()
  }
}
