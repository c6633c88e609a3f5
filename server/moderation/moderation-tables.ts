export interface ModerationTables {
  /** What was reported: one row a subject, whatever comes of it. */
  moderation_cases: {
    id: string
    community_id: string
    /** Subject['kind']. */
    kind: string
    subject_id: string
    place_id: string | null
    /** Without a reference: what somebody wrote is decided on after they have left, too. */
    author_id: string | null
    author_name: string
    title: string
    text: string
    path: string
    /** JSON: string[]. */
    niche_ids: string
    state: string
    opened_at: number
    report_count: number
  }
  moderation_reports: {
    case_id: string
    reporter_id: string
    reporter_name: string
    rule: string
    words: string
    at: number
  }
  moderation_decisions: {
    id: string
    community_id: string
    case_id: string
    /** Whom it is about; null: nobody who is known here. */
    member_id: string | null
    account_id: string | null
    member_name: string
    moderator_id: string
    moderator_name: string
    action: string
    rule: string
    reason: string
    at: number
    until: number | null
    lifted_at: number | null
    appeal_words: string | null
    appeal_at: number | null
    appeal_state: string | null
    appeal_reason: string | null
    appeal_decided_at: number | null
  }
  blocked_words: {
    community_id: string
    /** '': of the whole community. */
    niche_id: string
    /** JSON: string[]. */
    words: string
    changed_at: number
  }
}
