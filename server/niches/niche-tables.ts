export interface NicheTables {
  niches: {
    id: string
    community_id: string
    name: string
    description: string
    rules: string
    /** JSON: string[], as the vocabulary has them. */
    skills: string
    /** JSON: string[]. */
    keywords: string
    early_hours: number
    created_at: number
  }
  niche_members: {
    niche_id: string
    member_id: string
    role: string
    joined_at: number
  }
  /** How many left, and not who. */
  niche_leavings: {
    niche_id: string
    /** Since the epoch, UTC. */
    day: number
    count: number
  }
  /** Called so because announcements made it first. */
  announcement_niche_channels: {
    niche_id: string
    /** JSON: NicheChannel[]. */
    channels: string
  }
}
