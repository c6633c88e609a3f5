export interface NotificationTables {
  notifications: {
    id: string
    community_id: string
    member_id: string
    kind: string
    actor_id: string | null
    document_id: string | null
    card_id: string | null
    title: string
    excerpt: string
    path: string
    /** Unique per member: what is told twice is kept once. */
    dedupe_key: string
    created_at: number
    read_at: number | null
  }
  notification_settings: {
    member_id: string
    /** JSON: NotificationSettings. */
    settings: string
  }
  /** Who has written in a document's threads, and is told of answers. */
  thread_members: { document_id: string; thread_id: string; member_id: string }
}
