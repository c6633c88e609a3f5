export interface WebhookTables {
  webhooks: {
    id: string
    community_id: string
    url: string
    /** JSON: WebhookEvent[]. */
    events: string
    /** Encrypted; see `Vault`. */
    secret: string
    enabled: number
    disabled_reason: string | null
    failing_since: number | null
    created_at: number
  }
  webhook_deliveries: {
    id: string
    webhook_id: string
    event: string
    /** JSON, exactly as it is sent. */
    body: string
    /** Unique per webhook: what is told twice is sent once. */
    dedupe_key: string
    /** What it is about, so that a document that is written in does not tell so each second. */
    subject: string
    state: string
    attempts: number
    created_at: number
    due_at: number
    leased_until: number | null
  }
  webhook_attempts: {
    id: string
    delivery_id: string
    at: number
    status: number | null
    duration_ms: number
    message: string
  }
}
