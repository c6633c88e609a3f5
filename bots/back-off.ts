import { setTimeout as delay } from 'node:timers/promises'

/** Waits that double up to a cap, with up to half as much added at random. */
export class BackOff {
  readonly #firstMs: number
  readonly #capMs: number
  #failures = 0

  constructor(firstMs: number, capMs: number) {
    this.#firstMs = firstMs
    this.#capMs = capMs
  }

  reset(): void {
    this.#failures = 0
  }

  /** Resolves early when the signal is aborted. */
  async wait(signal: AbortSignal): Promise<void> {
    const ms = Math.min(this.#firstMs * 2 ** this.#failures, this.#capMs)
    this.#failures += 1
    await waitUnless(ms * (1 + Math.random() / 2), signal)
  }
}

/** Resolves after `ms`, or at once when the signal is (or gets) aborted. */
export async function waitUnless(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined)
}
