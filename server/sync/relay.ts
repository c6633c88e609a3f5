import type { DocumentSocket } from './document-socket.ts'
import type { Message } from './frames.ts'
import type { ClockRange } from './update-shape.ts'

export interface RelayOptions {
  sockets: ReadonlySet<DocumentSocket>
  /** A socket was not sent what brings these structs, and is sent nothing more until it has drained. */
  onBehind: (socket: DocumentSocket, missed: readonly ClockRange[]) => void
  /** Told how long it took from the first message's arrival until all were written, and how much that was. */
  onFlush: (latencyMs: number, bytes: number) => void
}

interface Queued {
  message: Message
  from: DocumentSocket | undefined
  structs: readonly ClockRange[]
}

/** Writing to all sockets takes at most about a ninth of the event loop, by waiting this many times as long as it took. */
const REST_FACTOR = 8
/** … and nobody waits longer than a frame of the screen. */
const LONGEST_REST_MS = 16

/**
 * Passes updates on to all sockets of a document but their sender. What arrives in one turn of the event loop is one write
 * per socket; a document that keeps the loop busy gathers for longer, and a quiet one never waits.
 */
export class Relay {
  readonly #options: RelayOptions
  #queue: Queued[] = []
  #firstAt = 0
  #restUntil = 0
  #timer: NodeJS.Timeout | undefined

  constructor(options: RelayOptions) {
    this.#options = options
  }

  push(message: Message, from: DocumentSocket | undefined, structs: readonly ClockRange[]): void {
    this.#queue.push({ message, from, structs })
    if (this.#queue.length > 1) return
    this.#firstAt = performance.now()
    const rest = this.#restUntil - this.#firstAt
    if (rest > 0) this.#timer = setTimeout(() => this.flush(), rest)
    else setImmediate(() => this.flush())
  }

  /** Writes what waits, now: whatever is sent to a socket by itself must come after it. */
  flush(): void {
    clearTimeout(this.#timer)
    const queue = this.#queue
    if (queue.length === 0) return
    this.#queue = []
    const startedAt = performance.now()
    const whole = joined(queue)
    const senders = new Set(queue.map(({ from }) => from))
    let bytes = 0
    for (const socket of this.#options.sockets) {
      if (socket.isBehind) continue
      const message = senders.has(socket) ? joined(queue.filter(({ from }) => from !== socket)) : whole
      if (message === undefined) continue
      if (socket.send(message)) bytes += message.byteLength
      else this.#options.onBehind(socket, structsOf(queue, socket))
    }
    const endedAt = performance.now()
    this.#restUntil = endedAt + Math.min((endedAt - startedAt) * REST_FACTOR, LONGEST_REST_MS)
    this.#options.onFlush(endedAt - this.#firstAt, bytes)
  }

  /** What the messages bring that are not written yet. */
  get waiting(): readonly ClockRange[] {
    return this.#queue.flatMap(({ structs }) => structs)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#queue = []
  }
}

function joined(queue: readonly Queued[]): Message | undefined {
  return queue.length <= 1 ? queue[0]?.message : Buffer.concat(queue.map(({ message }) => message))
}

function structsOf(queue: readonly Queued[], notOf: DocumentSocket): ClockRange[] {
  return queue.filter(({ from }) => from !== notOf).flatMap(({ structs }) => structs)
}
