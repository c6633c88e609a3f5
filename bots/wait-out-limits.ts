import { waitUnless } from './back-off.ts'

const MOST_TRIES = 6
/** A longer wait is the hub's to keep: a delivery must not hold its lease for nothing. */
const LONGEST_WAIT_MS = 10_000

/**
 * Calls again after a rate limit that is over soon. The parts of one message are sent in one go that way: handed back
 * to the hub, the first parts would use up the limit again each time.
 * @param limitMs how long the platform asks to wait, undefined for any other failure.
 * @throws what `call` rejects with, or an Error as soon as `signal` is aborted.
 */
export async function waitOutLimits<T>(
  call: () => Promise<T>,
  limitMs: (error: unknown) => number | undefined,
  signal: AbortSignal,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await unlessAborted(call(), signal)
    } catch (error) {
      const ms = limitMs(error)
      if (ms === undefined || ms > LONGEST_WAIT_MS || tries === MOST_TRIES) throw error
      await waitUnless(ms, signal)
      signal.throwIfAborted()
    }
  }
}

/** Rejects as soon as the signal is aborted, also where the call itself takes no signal: it ends alone then. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new Error('given up', { cause: signal.reason }))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
