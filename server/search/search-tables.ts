import type { Generated } from 'kysely'

export interface SearchTables {
  /** What can be found. Its words are in `search_words` on SQLite, in a column of their own on PostgreSQL. */
  search_entries: {
    n: Generated<number>
    /** 'document:…', 'card:<document>:<card>', 'gig:…', 'message:…'. */
    key: string
    community_id: string
    /** SearchKind. */
    kind: string
    document_id: string | null
    card_id: string | null
    gig_id: string | null
    room_id: string | null
    message_id: string | null
    title: string
    body: string
    /** Where it is, in words: a card's board, a gig's company. */
    place: string
    /** SHA-256 of what is found by, hex: what is the same is not written again. */
    hash: string
    updated_at: number
  }
}
