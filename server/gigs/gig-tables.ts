export interface GigTables {
  gigs: {
    id: string
    community_id: string
    title: string
    company: string | null
    text: string
    url: string | null
    /** Null: posted here, or its feed was removed. */
    feed_id: string | null
    source_name: string
    source_url: string | null
    /** JSON: ParsedGig. */
    parsed: string
    /** The model that had a part in `parsed`; null: rules alone. */
    refined_by: string | null
    status: string
    /** JSON: GigTrust. */
    trust: string
    posted_at: number
    /** After that it counts as closed; null: the source does not say. */
    closes_at: number | null
    created_at: number
    updated_at: number
    posted_by: string | null
    /** JSON: string[]. */
    niche_ids: string
    /** Until then only members of its niches see it; null: everybody may, unless `members_only`. */
    early_until: number | null
    members_only: number
    /** When it became visible to all, if that was not when it was created. */
    opened_at: number | null
    /** See `clientKey`; null: it names nobody, or was there before clients had histories. */
    client_key: string | null
  }
  /** What a source said, word for word, and which gig it became. */
  gig_items: {
    community_id: string
    /** A feed's id, or the name of another way in. */
    source_key: string
    external_id: string
    gig_id: string
    /** SHA-256 of `raw`, hex: an item that comes again unchanged is not parsed again. */
    hash: string
    /** JSON: IncomingGig. */
    raw: string
    seen_at: number
  }
  /** The log of scores that led to an alert: what was said to whom, why, and by which version. */
  gig_matches: {
    gig_id: string
    member_id: string
    community_id: string
    score: number
    /** JSON: Reason[]. */
    reasons: string
    matcher_version: string
    /** JSON: what of profile and gig was compared. */
    inputs: string
    matched_at: number
  }
  gig_feedback: {
    gig_id: string
    member_id: string
    kind: string
    reason: string | null
    note: string
    given_at: number
  }
  profiles: {
    member_id: string
    community_id: string
    /** JSON: ProfileInput. */
    data: string
    updated_at: number
  }
  /** A member's own board of gigs. */
  gig_pipelines: {
    member_id: string
    document_id: string
    /** JSON: column ids by kind of feedback. */
    columns: string
    /** Up to which change of the board its cards were looked at. */
    seen_seq: number
  }
  gig_pipeline_cards: {
    document_id: string
    card_id: string
    gig_id: string
  }
  /** What became of each alert. */
  gig_alerts: {
    gig_id: string
    member_id: string
    community_id: string
    state: string
    score: number
    due_at: number | null
    why: string
    at: number
  }
  /** What the two sides of a gig say of each other. */
  gig_reviews: {
    id: string
    community_id: string
    gig_id: string
    author_id: string
    /** Of a client: 'member:' or 'company:' and who it is. Of who won the gig: 'winner:' and the member's id. */
    subject: string
    rating: number
    paid: string | null
    response: string | null
    words: string
    created_at: number
    updated_at: number
    answer: string | null
    answered_at: number | null
    /** A moderator took it away; it comes back with the decision. */
    withheld_at: number | null
  }
  gig_model_settings: {
    community_id: string
    refine: number
    embedding_model: string | null
    embedding_price: number
    updated_at: number
  }
  /** What words mean to a model, by SHA-256 of the words, hex. */
  gig_embeddings: {
    community_id: string
    model: string
    hash: string
    /** Int8 parts, base64. */
    vector: string
    at: number
  }
  /** What a model was asked of a gig; a gig without a row waits to be looked at where its community wants that. */
  gig_refinements: {
    gig_id: string
    community_id: string
    /** SHA-256 of title and text, hex: what was said of the same words is not asked twice. */
    text_hash: string
    model: string
    version: number
    /** asking, done, stale: to be looked at again, overruled: a person wants the rules. */
    state: string
    /** JSON: Refinement, as it held against the text; null: not answered yet. */
    answer: string | null
    at: number
  }
  /** Gigs whose alerts wait for what they mean to a model. */
  gig_alerts_to_come: {
    gig_id: string
    due_at: number
  }
  gig_hooks: {
    id: string
    community_id: string
    name: string
    created_at: number
    last_used_at: number | null
    last_error: string | null
  }
  feeds: {
    id: string
    community_id: string
    kind: string
    name: string
    url: string
    interval_minutes: number
    enabled: number
    etag: string | null
    last_modified: string | null
    last_polled_at: number | null
    last_success_at: number | null
    next_poll_at: number
    /** In a row, since the last success. */
    failures: number
    last_error: string | null
    items_seen: number
    items_broken: number
    created_at: number
  }
}
