export interface ModelTables {
  model_calls: {
    id: string
    community_id: string
    /** Null: of no room, or of several at once. */
    room_id: string | null
    /** For whom alone it was made; null: for all. */
    member_id: string | null
    at: number
    purpose: string
    engine: string
    model: string
    /** Where the text went. */
    host: string
    /** Texts that went with it. */
    texts: number
    input_tokens: number
    output_tokens: number
    /** Millionths of a US dollar. */
    cost_micros: number
    duration_ms: number
    outcome: string
  }
}
