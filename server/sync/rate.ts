const WINDOW_S = 10

/** A budget that fills by so much a second, and holds at most ten seconds' worth. */
export class Rate {
  readonly #perSecond: number
  #budget: number
  #at = performance.now()

  constructor(perSecond: number) {
    this.#perSecond = perSecond
    this.#budget = perSecond * WINDOW_S
  }

  /** @returns false, with nothing taken, when there is not so much left. */
  take(cost = 1): boolean {
    const now = performance.now()
    this.#budget = Math.min(this.#perSecond * WINDOW_S, this.#budget + ((now - this.#at) / 1000) * this.#perSecond)
    this.#at = now
    if (this.#budget < cost) return false
    this.#budget -= cost
    return true
  }
}
