export interface DeliveryTables {
  deliveries: {
    id: string
    community_id: string
    /** Whose doing it is shown to; null: the community's admins. */
    member_id: string | null
    platform: string
    /** Deliveries of one target go out in order. */
    target_key: string
    /** JSON: DeliveryTarget. */
    target: string
    /** JSON: DeliveryContent. */
    content: string
    /** Unique where present: what was asked for twice is sent once. */
    dedupe_key: string | null
    state: string
    /** Leases so far. */
    attempts: number
    /** Those of them that count against it: waiting for a limit does not. */
    failures: number
    /** What it is about ('gig:…'), so that all messages about it are found when it changes. */
    subject: string | null
    /** Id of the delivery whose message this one changes. */
    edits: string | null
    created_at: number
    due_at: number
    expires_at: number
    lease_id: string | null
    leased_until: number | null
    sent_at: number | null
    /** JSON: DeliveryReceipt. */
    receipt: string | null
    last_error: string | null
  }
  delivery_attempts: {
    id: string
    delivery_id: string
    at: number
    outcome: string
    message: string
  }
  paused_targets: {
    id: string
    community_id: string
    target_key: string
    /** JSON: DeliveryTarget. */
    target: string
    /** Whose direct messages they are; null: a channel. */
    member_id: string | null
    reason: string
    message: string
    paused_at: number
  }
}
