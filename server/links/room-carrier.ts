import type { ChatCarrier, Prepared } from './chat-carrier.ts'

/** Messages of one room whose words are being translated side by side. */
const MOST_AHEAD = 20

export interface RoomCarrierDeps {
  carrier: Pick<ChatCarrier, 'prepare' | 'carry'>
  roomId: string
  failed: (error: unknown) => void
  /** Nothing is left to do here. */
  done: () => void
}

/** Carries what happens in one room: translations are begun as messages come, and put into the outbox in their order. */
export class RoomCarrier {
  readonly #deps: RoomCarrierDeps
  #ahead: Prepared[] = []
  /** Something happened since it was last looked. */
  #isStale = false
  #isOver = false
  #looking: Promise<void> | undefined
  #carrying: Promise<void> | undefined

  constructor(deps: RoomCarrierDeps) {
    this.#deps = deps
  }

  /** Something happened in the room. */
  wake(): void {
    this.#isStale = true
    this.#look()
  }

  /** What has been begun is finished. */
  async close(): Promise<void> {
    this.#isOver = true
    await this.#looking
    await this.#carrying
  }

  #look(): void {
    if (this.#isOver || this.#ahead.length >= MOST_AHEAD) return
    this.#looking ??= this.#lookAhead()
      .catch((error: unknown) => this.#deps.failed(error))
      .finally(() => {
        this.#looking = undefined
        this.#next()
      })
  }

  async #lookAhead(): Promise<void> {
    const { carrier, roomId } = this.#deps
    while (this.#isStale && !this.#isOver && this.#ahead.length < MOST_AHEAD) {
      this.#isStale = false
      const before = this.#ahead
      const most = MOST_AHEAD - before.length
      const found = await carrier.prepare(roomId, before.at(-1)?.message.revision, most)
      if (found.length === most) this.#isStale = true
      // Thrown away meanwhile, and with it that what was found goes on from there.
      if (this.#ahead !== before) continue
      before.push(...found)
      this.#carry()
    }
  }

  #carry(): void {
    this.#carrying ??= this.#carryAll()
      .catch((error: unknown) => {
        this.#ahead = []
        this.#deps.failed(error)
      })
      .finally(() => {
        this.#carrying = undefined
        this.#next()
      })
  }

  async #carryAll(): Promise<void> {
    for (;;) {
      const [next] = this.#ahead
      if (next === undefined) return
      // It was edited or deleted while it waited, and what it is now comes later.
      const isOutdated = this.#ahead.some((later) => later !== next && later.message.id === next.message.id)
      if (await this.#deps.carrier.carry(next, isOutdated)) {
        this.#ahead.shift()
      } else {
        this.#ahead = []
        this.#isStale = true
      }
      if (this.#isStale) this.#look()
    }
  }

  #next(): void {
    if (this.#looking !== undefined || this.#carrying !== undefined) return
    if (this.#ahead.length > 0 && !this.#isOver) this.#carry()
    else if (this.#isStale && !this.#isOver) this.#look()
    else this.#deps.done()
  }
}
