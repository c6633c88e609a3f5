/** Work that has been begun, so that a stop can wait for it. */
export class InFlight {
  readonly #work = new Set<Promise<unknown>>()

  get size(): number {
    return this.#work.size
  }

  /** `work` handles its own failures; one that gets here is a bug and surfaces as an unhandled rejection. */
  track(work: Promise<unknown>): void {
    const tracked = work.finally(() => this.#work.delete(tracked))
    this.#work.add(tracked)
  }

  /** Resolves when nothing is left to do, or after `ms`. */
  async idle(ms: number): Promise<void> {
    await within(ms, this.#done())
  }

  async #done(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled(this.#work)
  }
}

/** Resolves when the work is done (well or not), or after `ms`: a stop must not hang on what the other side never answers. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))
  await Promise.race([work.catch(() => undefined), late])
  clearTimeout(timer)
}
