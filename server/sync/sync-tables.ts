/** The log of updates. `document_updates` is appended to by the update log only, past Kysely. */
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
    at: number
  }
}
