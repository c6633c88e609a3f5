export interface AttachmentTables {
  attachments: {
    id: string
    community_id: string
    /** Or 'room:' and a room's id, or 'announcement:' and a community's. No foreign key: when the document goes, the row says which file is to be erased. */
    document_id: string
    name: string
    type: string
    bytes: number
    created_by: string | null
    created_at: number
    /** Null while the file is on its way to the store. */
    stored_at: number | null
  }
}
