export interface EventTables {
  events: {
    id: string
    community_id: string
    /** Without a reference: one whose niche is gone is for nobody, not for everybody. */
    niche_id: string | null
    author_id: string
    /** JSON: EventInput. */
    data: string
    /** JSON: local starts of dates that were called off. */
    skipped: string
    state: string
    /** JSON: Hold; null: it had no blocked word. */
    hold: string | null
    first_at: number
    /** When the last date ends; null: it repeats for ever. */
    last_ends_at: number | null
    /** The date that runs or comes next; null: all are over, or it was cancelled. */
    next_local: string | null
    next_at: number | null
    next_ends_at: number | null
    /** Of iCalendar: one more with each change. */
    sequence: number
    /** When its times were last changed: no reminder that was due before is sent. */
    moved_at: number
    created_at: number
    updated_at: number
  }
  event_answers: { event_id: string; member_id: string; answer: string; answered_at: number }
  event_attendance: { event_id: string; local: string; member_id: string }
  /** What was reminded of: written with the reminder, so that it goes out once. */
  event_reminders: { event_id: string; starts_at: number; member_id: string; minutes: number }
  event_settings: {
    member_id: string
    /** JSON: EventSettings. */
    settings: string
    /** Of the secret address of the member's calendar; null: there is none. */
    feed_hash: string | null
  }
}
