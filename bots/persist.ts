import { setTimeout as delay } from 'node:timers/promises'

const TRIES = 3
const FIRST_WAIT_MS = 300

/** Tries a call that may be made twice (an answer to a person who waits) a few times. @throws the last failure. */
export async function persist<T>(call: () => Promise<T>, isHopeless: (error: unknown) => boolean): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call()
    } catch (error) {
      if (tries === TRIES || isHopeless(error)) throw error
      await delay(FIRST_WAIT_MS * tries)
    }
  }
}
