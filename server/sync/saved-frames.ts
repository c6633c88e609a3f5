/**
 * Which of a socket's document frames are durable. Each is told here once, in the order of arrival; the log settles those
 * that wait in the same order.
 */
export class SavedFrames {
  #received = 0
  #waiting = 0
  #durable = 0
  /** A frame that could not be taken as it was, and the one, if any, that holds what it held. */
  #gap: { until: number | undefined } | undefined

  /** The first so many frames are durable. */
  get durable(): number {
    return this.#durable
  }

  /** A frame was refused as incomplete, and none has come yet that holds it whole. */
  get hasGap(): boolean {
    return this.#gap !== undefined && this.#gap.until === undefined
  }

  /** A frame that goes to the log. @returns its number, for `settle`. */
  wait(): number {
    this.#waiting += 1
    return this.#count()
  }

  /** A frame with nothing in it to store. */
  skip(): void {
    this.#count()
    if (this.#waiting === 0 && this.#gap === undefined) this.#durable = this.#received
  }

  /** A frame that was not taken. Nothing from here on is durable before `makeUp`. */
  miss(): void {
    this.#count()
    this.#gap = { until: undefined }
  }

  /** The frame of this number, which waits, holds all that was missed. */
  makeUp(number: number): void {
    if (this.#gap !== undefined) this.#gap.until = number
  }

  settle(number: number): void {
    this.#waiting -= 1
    if (this.#gap !== undefined) {
      if (this.#gap.until === undefined || number < this.#gap.until) return
      this.#gap = undefined
    }
    this.#durable = this.#waiting === 0 ? this.#received : number
  }

  #count(): number {
    this.#received += 1
    return this.#received
  }
}
