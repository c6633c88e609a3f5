/** The log of updates. Appended to and compacted by the update log only, past Kysely. */
export interface SyncTables {
  document_updates: {
    document_id: string
    /** Gapless per document, from 1. */
    seq: number
    /** A Yjs update, encoding version 1. */
    bytes: Uint8Array
    /** The member whose socket or call it came from. */
    author: string | null
    at: number
  }
  document_snapshots: {
    document_id: string
    /** All updates up to and with this one are merged in `bytes`. */
    seq: number
    bytes: Uint8Array
    state_vector: Uint8Array
    at: number
  }
  /** What compaction took out of the log, for versions. */
  document_history: {
    document_id: string
    from_seq: number
    to_seq: number
    bytes: Uint8Array
    authorship: Uint8Array
  }
  /** A version is a name for a sequence number. */
  document_versions: {
    id: string
    document_id: string
    seq: number
    /** null: an automatic one. */
    name: string | null
    created_by: string | null
    at: number
  }
}
