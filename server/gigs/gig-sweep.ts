import type { Log } from '../platform/log.ts'

const SWEEP_EVERY_MS = 5_000

export interface Chore {
  /** As it stands in the log when it fails. */
  what: string
  run: () => Promise<unknown>
}

/** Does what is due every few seconds, one after the other; one that fails keeps no other from being done. */
export class GigSweep {
  readonly #chores: readonly Chore[]
  readonly #log: Log
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined

  constructor(chores: readonly Chore[], log: Log) {
    this.#chores = chores
    this.#log = log
  }

  start(): void {
    this.#timer = setInterval(
      () => (this.#running ??= this.#sweep().finally(() => (this.#running = undefined))),
      SWEEP_EVERY_MS,
    )
  }

  /** Lets a sweep that is under way end. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
  }

  async #sweep(): Promise<void> {
    for (const { what, run } of this.#chores) {
      try {
        await run()
      } catch (error) {
        this.#log.error({ err: error, what }, 'not done in a sweep')
      }
    }
  }
}
