/** One document's part of a group commit; `updates` in the order that they were relayed. */
export interface LogEntry {
  documentId: string
  updates: readonly LoggedUpdate[]
}

export interface LoggedUpdate {
  /** A Yjs update, encoding version 1. */
  bytes: Uint8Array
  /** The member whose it is; null: the hub itself. */
  author: string | null
}

export interface StoredDocument {
  /** Sequence number of the last update; 0: none. */
  seq: number
  /** The snapshot, if any, and the updates after it in order. Merged they are the document. */
  updates: Uint8Array[]
  /** How many of `updates` came after the snapshot. */
  tail: number
}

/**
 * The durable log of all documents' updates: the truth. Passes `test/contracts/update-log.ts` on SQLite and PostgreSQL.
 * Sequence numbers are gapless per document, from 1.
 */
export interface UpdateLog {
  /**
   * Appends in one transaction; resolves when it is on disk. Entries name each document once.
   * @returns the sequence number of each entry's last update; undefined where the document is gone.
   */
  append(entries: readonly LogEntry[]): Promise<(number | undefined)[]>
  /** @returns undefined when there is no such document. */
  load(documentId: string): Promise<StoredDocument | undefined>
  /** Updates with a sequence number above `after`, at most `limit`; a snapshot may stand for the first of them. */
  readAfter(documentId: string, after: number, limit: number): Promise<{ seq: number; bytes: Uint8Array }[]>
  /**
   * Replaces the snapshot by `bytes`, which holds all updates up to `seq`, and drops those from the log.
   * Does nothing when a snapshot at or after `seq` is there already.
   */
  compact(documentId: string, seq: number, bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}
