/** A statement that usually takes less, in milliseconds, may run on the event loop. */
const SHORT_MS = 0.5
const MOST = 500

/** What statements usually take, by their texts: one that took long is thought long for a while, as is a new one. */
export class StatementCosts {
  readonly #ms = new Map<string, number>()

  isShort(sql: string): boolean {
    return (this.#ms.get(sql) ?? Infinity) < SHORT_MS
  }

  note(sql: string, ms: number): void {
    const before = this.#ms.get(sql)
    if (before === undefined && this.#ms.size >= MOST) {
      const [oldest] = this.#ms.keys()
      if (oldest !== undefined) this.#ms.delete(oldest)
    }
    this.#ms.set(sql, before === undefined ? ms : before * 0.8 + ms * 0.2)
  }
}
