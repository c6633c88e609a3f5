export interface VouchTables {
  /** A member of a niche stands in for a skill of another one. */
  vouches: {
    id: string
    community_id: string
    niche_id: string
    author_id: string
    member_id: string
    skill: string
    words: string
    created_at: number
    answer: string | null
    answered_at: number | null
  }
  /** Who told whom of a gig. */
  gig_referrals: {
    gig_id: string
    community_id: string
    from_id: string
    to_id: string
    words: string
    at: number
    answer: string | null
    answered_at: number | null
  }
}
