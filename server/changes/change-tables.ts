export interface ChangeTables {
  /** Up to where the hub has looked into a document, so that each thing that happens there is told once. */
  seen_documents: {
    document_id: string
    /** Sequence number of the last update that was looked at; -1: none. */
    seq: number
    /** `documents.updated_at` of that look: a new title has no update. */
    updated_at: number
    /** JSON: the keys of the mentions in its text. */
    mentions: string
    /** 1: it is older than these tables; the first look tells nobody of what has long been in it. */
    is_baseline: number
  }
  /** What cards were like at that look. */
  seen_cards: {
    document_id: string
    card_id: string
    /** ISO date; null: none, or the card is done. */
    due_on: string | null
    /** JSON: SeenCard. */
    state: string
  }
}
