export interface TranslationTables {
  /** Accounts whose messages nobody is shown in another language. */
  translation_opt_outs: { account_id: string; since: number }
  translation_settings: {
    community_id: string
    /** '' for the community itself. */
    room_id: string
    /** JSON. */
    settings: string
    /** Encrypted; see `Vault`. */
    api_key: string | null
    updated_at: number
  }
  /** Segments with marks in place of what is private: whatever is held is not in here. */
  translation_cache: {
    community_id: string
    /** Hash of languages, engines and segment. */
    key: string
    text: string
    engine: string
    model: string | null
    created_at: number
  }
  translation_terms: {
    id: string
    community_id: string
    /** '' for the whole community. */
    room_id: string
    language: string
    term: string
    /** JSON: by language. */
    translations: string
    note: string
    created_at: number
  }
  translation_corrections: {
    id: string
    community_id: string
    room_id: string | null
    source_language: string
    target_language: string
    source_hash: string
    source: string
    machine: string
    text: string
    markup: string
    author_id: string
    author_name: string
    state: string
    decided_by: string | null
    created_at: number
  }
}
