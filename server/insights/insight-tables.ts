export interface InsightTables {
  /** Counts of whole days, which stay when what was counted is deleted. */
  insight_days: {
    community_id: string
    /** Since 1970, in UTC. */
    day: number
    measure: string
    count: number
  }
  insight_states: { community_id: string; counted_at: number }
}
