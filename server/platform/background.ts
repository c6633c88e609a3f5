import { beat } from './beat.ts'
import type { Log } from './log.ts'

/** Work that nobody waits for: what fails is logged, and a stop waits for what is under way, which needs the store. */
export class Background {
  readonly #log: Log
  readonly #running = new Set<Promise<void>>()
  readonly #beats = new Set<() => void>()
  #isClosed = false

  constructor(log: Log) {
    this.#log = log
  }

  /** `failed`: what to say of it when it does. */
  run(work: () => Promise<unknown>, failed: string): void {
    if (this.#isClosed) return
    const running: Promise<void> = work()
      .then(
        () => {},
        (error: unknown) => this.#log.warn({ err: error }, failed),
      )
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  /** Now, and then each `ms`. */
  every(ms: number, work: () => Promise<unknown>, failed: string): void {
    this.run(work, failed)
    this.#beats.add(beat(ms, () => this.run(work, failed)))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const stop of this.#beats) stop()
    await Promise.all(this.#running)
  }
}
