export interface AnnouncementTables {
  announcements: {
    id: string
    community_id: string
    /** Without a reference: one whose niche is gone is for nobody, not for everybody. */
    niche_id: string | null
    author_id: string
    language: string
    /** JSON: AnnouncementText[]. */
    texts: string
    /** JSON: string[]. */
    urls: string
    /** JSON: Announcement['channels']. */
    channels: string
    web: number
    mail: number
    state: string
    /** JSON: SendTime; null: it was sent at once, or has no time yet. */
    schedule: string | null
    due_at: number | null
    /** How often it was sent. */
    times_sent: number
    sent_at: number | null
    created_at: number
  }
}
