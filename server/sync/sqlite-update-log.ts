import { ThreadCalls } from '../platform/thread-calls.ts'
import { workerThread } from '../platform/worker-thread.ts'
import { encodeBatch } from './log-batch.ts'
import type { LogCall } from './sqlite-update-log.worker.ts'
import type { Compaction, LogEntry, StoredDocument, StoredHistory, UpdateLog } from './update-log.ts'

/** The log in the embedded store. `path`: the database file, already migrated. */
export class SqliteUpdateLog implements UpdateLog {
  readonly #thread: ThreadCalls<LogCall>

  constructor(path: string) {
    const worker = workerThread(new URL('./sqlite-update-log.worker.ts', import.meta.url), { workerData: { path } })
    this.#thread = new ThreadCalls(worker, 'update log')
  }

  append(entries: readonly LogEntry[]): Promise<(number | undefined)[]> {
    const batch = encodeBatch(entries)
    return this.#thread.call({ kind: 'append', batch }, [batch.buffer])
  }

  load(documentId: string): Promise<StoredDocument | undefined> {
    return this.#thread.call({ kind: 'load', documentId })
  }

  readAfter(documentId: string, after: number, limit: number): Promise<{ seq: number; bytes: Uint8Array }[]> {
    return this.#thread.call({ kind: 'readAfter', documentId, after, limit })
  }

  versionsAfter(documentId: string, after: number): Promise<{ cuts: number[]; lastAt: number | undefined }> {
    return this.#thread.call({ kind: 'versionsAfter', documentId, after })
  }

  compact(documentId: string, compaction: Compaction): Promise<boolean> {
    return this.#thread.call({ kind: 'compact', documentId, compaction })
  }

  history(documentId: string, seq: number, after = 0): Promise<StoredHistory> {
    return this.#thread.call({ kind: 'history', documentId, seq, after })
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}
