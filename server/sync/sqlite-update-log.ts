import { ThreadCalls } from '../platform/thread-calls.ts'
import { workerThread } from '../platform/worker-thread.ts'
import type { LogCall } from './sqlite-update-log.worker.ts'
import type { LogEntry, StoredDocument, UpdateLog } from './update-log.ts'

/** The log in the embedded store. `path`: the database file, already migrated. */
export class SqliteUpdateLog implements UpdateLog {
  readonly #thread: ThreadCalls<LogCall>

  constructor(path: string) {
    const worker = workerThread(new URL('./sqlite-update-log.worker.ts', import.meta.url), { workerData: { path } })
    this.#thread = new ThreadCalls(worker, 'update log')
  }

  append(entries: readonly LogEntry[]): Promise<(number | undefined)[]> {
    return this.#thread.call({ kind: 'append', entries })
  }

  load(documentId: string): Promise<StoredDocument | undefined> {
    return this.#thread.call({ kind: 'load', documentId })
  }

  readAfter(documentId: string, after: number, limit: number): Promise<{ seq: number; bytes: Uint8Array }[]> {
    return this.#thread.call({ kind: 'readAfter', documentId, after, limit })
  }

  compact(documentId: string, seq: number, bytes: Uint8Array): Promise<void> {
    return this.#thread.call({ kind: 'compact', documentId, seq, bytes })
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}
