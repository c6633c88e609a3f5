const REMEMBERED_MS = 10 * 60_000
const MOST = 10_000

/** Platforms send an event again when they are not sure that it arrived: each is handled once. */
export class SeenIds {
  readonly #seen = new Map<string, number>()

  /** @returns false for an id of the last ten minutes (of the last 10,000, if there were more). */
  isNew(id: string, now = Date.now()): boolean {
    for (const [old, at] of this.#seen) {
      if (now - at < REMEMBERED_MS && this.#seen.size < MOST) break
      this.#seen.delete(old)
    }
    if (this.#seen.has(id)) return false
    this.#seen.set(id, now)
    return true
  }
}
