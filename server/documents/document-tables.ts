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
  document_threads: {
    id: string
    document_id: string
    /** JSON of a `CommentAnchor`; null: about the whole document. */
    anchor: string | null
    created_at: number
    resolved_at: number | null
    resolved_by: string | null
  }
  document_comments: {
    id: string
    thread_id: string
    /** Null with a name: somebody who came by a share link. */
    author_id: string | null
    author_name: string
    text: string
    created_at: number
    edited_at: number | null
    /** A moderator took it away; it comes back with the decision. */
    withheld_at: number | null
  }
  document_share_links: {
    id: string
    document_id: string
    secret_hash: string
    access: string
    created_by: string | null
    created_at: number
    expires_at: number | null
  }
}
