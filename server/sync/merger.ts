import * as Y from 'yjs'
import { ThreadCalls } from '../platform/thread-calls.ts'
import { workerThread } from '../platform/worker-thread.ts'
import type { CompactedUpdates } from './compact-updates.ts'
import type { MergeCall } from './merge.worker.ts'
import { mergeMany } from './merge-many.ts'
import type { StoredUpdate } from './update-log.ts'

/** Below both, the work takes about a millisecond, not more than handing it to a thread. */
const INLINE_UPDATES = 50
const INLINE_BYTES = 32 * 1024

/** Works on the bytes of documents: small ones here, large ones in a thread that starts when first needed. */
export class Merger {
  #thread: ThreadCalls<MergeCall> | undefined

  /** One update that holds all of them. */
  async merge(updates: readonly Uint8Array[]): Promise<Uint8Array> {
    let bytes = 0
    for (const update of updates) bytes += update.byteLength
    if (updates.length <= INLINE_UPDATES && bytes <= INLINE_BYTES) return mergeMany(updates)
    return await this.#call({ kind: 'merge', updates })
  }

  /** What a replica with this state vector lacks of the update. */
  async diff(update: Uint8Array, stateVector: Uint8Array): Promise<Uint8Array> {
    if (update.byteLength <= INLINE_BYTES) return Y.diffUpdate(update, stateVector)
    return await this.#call({ kind: 'diff', update, stateVector })
  }

  /** As `compactUpdates`, always in the thread: it builds a document. */
  compact(
    snapshot: Uint8Array | undefined,
    tail: readonly StoredUpdate[],
    cuts: readonly number[],
  ): Promise<CompactedUpdates> {
    return this.#call({ kind: 'compact', snapshot, tail, cuts })
  }

  async close(): Promise<void> {
    await this.#thread?.close()
  }

  async #call<T>(call: MergeCall): Promise<T> {
    this.#thread ??= new ThreadCalls(workerThread(new URL('./merge.worker.ts', import.meta.url)), 'merge')
    return await this.#thread.call(call)
  }
}
