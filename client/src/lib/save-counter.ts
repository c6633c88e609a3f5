/**
 * How many of this browser's edits are not durable yet. While a socket is open the hub counts document frames
 * (sync step 2 and update) and says how many are durable; while none is, edits are counted here.
 */
export class SaveCounter {
  /** Document frames sent on the open socket. */
  #sent = 0
  #durable = 0
  /** Edits that no frame of the open socket has carried. */
  #waiting: number
  /** The frame that carried them: the first of a socket is the answer to the hub's sync step 1. */
  #carriedBy: number | undefined
  /** Edits made while the socket is open but before it has carried what waited; they ride in frames of their own. */
  #synced = false

  /** @param waiting - edits left over from before the page was loaded. */
  constructor(waiting = 0) {
    this.#waiting = waiting
  }

  /** Edits that are not known to be durable. */
  get pending(): number {
    return this.#waiting + Math.max(0, this.#sent - this.#durable - (this.#carriedBy === undefined ? 0 : 1))
  }

  /** Adds what an earlier page left, once it is known; where a socket is past its first frame, it rides in one of its own. */
  restore(waiting: number): void {
    if (!this.#synced) this.#waiting += waiting
  }

  socketOpened(): void {
    this.#sent = 0
    this.#durable = 0
    this.#carriedBy = undefined
    this.#synced = false
  }

  /** What was sent and not confirmed may be lost with the socket; it will ride in the next sync step 2. */
  socketClosed(): void {
    this.#waiting = this.pending
    this.#sent = 0
    this.#durable = 0
    this.#carriedBy = undefined
    this.#synced = false
  }

  editedOffline(): void {
    this.#waiting += 1
  }

  frameSent(kind: 'step2' | 'update'): void {
    this.#sent += 1
    if (kind === 'step2' && !this.#synced) {
      this.#synced = true
      this.#carriedBy = this.#sent
    }
  }

  /** @param count - of this socket's document frames, how many are durable. */
  saved(count: number): void {
    this.#durable = Math.max(this.#durable, Math.min(count, this.#sent))
    if (this.#carriedBy === undefined || this.#durable < this.#carriedBy) return
    this.#waiting = 0
    this.#carriedBy = undefined
  }
}
