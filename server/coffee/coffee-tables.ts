export interface CoffeeTables {
  coffee_settings: {
    community_id: string
    /** JSON: CoffeeSettings. */
    data: string
    /** No round that was due before takes place. */
    changed_at: number
  }
  coffee_members: {
    member_id: string
    is_on: number
    /** JSON: ISO 639-1 codes. */
    languages: string
    /** A month that they sit out, e.g. '2026-03'. */
    skips: string | null
    /** Why they were with nobody in the last round. */
    unpaired: string | null
  }
  coffee_rounds: { community_id: string; month: string; at: number }
  coffee_groups: {
    id: string
    community_id: string
    month: string
    language: string
    /** JSON: moments. */
    times: string
  }
  coffee_group_members: { group_id: string; member_id: string; met: number }
}
