export interface DocumentTables {
  documents: {
    id: string
    community_id: string
    kind: string
    title: string
    visibility: string
    created_by: string | null
    created_at: number
    updated_at: number
    archived_at: number | null
    /** Sequence number of the last update in the log; the row is the lock that keeps it gapless. */
    seq: number
  }
  document_grants: { document_id: string; member_id: string; access: string }
}
