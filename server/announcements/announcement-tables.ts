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
    /** JSON: string[]. */
    images: string
    /** JSON: AnnouncementAudience. */
    audience: string
    web: number
    mail: number
    dm: number
    state: string
    /** JSON: SendTime; null: it was sent at once, or has no time yet. */
    schedule: string | null
    due_at: number | null
    /** How often it was sent. */
    times_sent: number
    sent_at: number | null
    /** JSON: Hold; null: it had no blocked word. */
    hold: string | null
    created_at: number
  }
  announcement_images: {
    /** Of the attachment. */
    id: string
    community_id: string
    /** Null: it was uploaded, and is in no draft yet. Without a reference: when the draft goes, the file has to be erased. */
    announcement_id: string | null
    member_id: string
    created_at: number
  }
  /** How often, and of nobody who. */
  announcement_clicks: { announcement_id: string; target: string; button: number; clicks: number }
  announcement_settings: { community_id: string; pinger: string }
  /** How many members were here in an hour, and of nobody who. */
  active_hours: { community_id: string; hour_at: number; members: number }
}
