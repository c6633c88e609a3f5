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
    attempts: number
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
}
