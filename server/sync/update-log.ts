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

export interface StoredUpdate extends LoggedUpdate {
  seq: number
  /** Unix epoch, ms. */
  at: number
}

/** All of a document up to `seq`, without what was deleted. */
export interface Snapshot {
  seq: number
  bytes: Uint8Array
  stateVector: Uint8Array
}

export interface StoredDocument {
  /** Sequence number of the last update; 0: none. */
  seq: number
  snapshot: Snapshot | undefined
  /** The updates after the snapshot, in order. */
  tail: StoredUpdate[]
}

/** Updates that were merged, with all that was deleted since, for the document's versions. */
export interface HistorySegment {
  /** Sequence numbers, both included. */
  from: number
  to: number
  bytes: Uint8Array
  /** Who wrote which part of it, as `encodeAuthorship` says it. */
  authorship: Uint8Array
}

export interface Compaction {
  /** Of the snapshot that it was made from; 0: none. */
  after: number
  snapshot: Snapshot
  /** Without a gap from `after` + 1 to `snapshot.seq`. */
  segments: readonly HistorySegment[]
  /** Makes an automatic version of it. */
  version: { id: string; at: number } | undefined
}

export interface StoredHistory {
  segments: HistorySegment[]
  tail: StoredUpdate[]
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
  /** Sequence numbers above `after` at which history must be cut, ascending, and when the last version was made. */
  versionsAfter(documentId: string, after: number): Promise<{ cuts: number[]; lastAt: number | undefined }>
  /**
   * Puts the snapshot in place of the one that it was made from, and the segments in place of the updates, at once.
   * @returns false, with nothing changed, when another snapshot is there meanwhile, or a version within a segment.
   */
  compact(documentId: string, compaction: Compaction): Promise<boolean>
  /**
   * All of a document's updates up to `seq`, some merged; a version's number is never within a segment. Segments that hold
   * nothing above `after` are left out.
   */
  history(documentId: string, seq: number, after?: number): Promise<StoredHistory>
  close(): Promise<void>
}
