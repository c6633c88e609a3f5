import { ThreadCalls } from '../platform/thread-calls.ts'
import { workerThread } from '../platform/worker-thread.ts'
import { mergeMany } from './merge-many.ts'

/** Below both, a merge takes well under a millisecond, less than handing it to a thread. */
const INLINE_UPDATES = 50
const INLINE_BYTES = 64 * 1024

/** Merges updates: small ones here, large ones in a thread that starts when first needed. */
export class Merger {
  #thread: ThreadCalls<readonly Uint8Array[]> | undefined

  async merge(updates: readonly Uint8Array[]): Promise<Uint8Array> {
    let bytes = 0
    for (const update of updates) bytes += update.byteLength
    if (updates.length <= INLINE_UPDATES && bytes <= INLINE_BYTES) return mergeMany(updates)
    this.#thread ??= new ThreadCalls(workerThread(new URL('./merge.worker.ts', import.meta.url)), 'merge')
    return await this.#thread.call(updates)
  }

  async close(): Promise<void> {
    await this.#thread?.close()
  }
}
