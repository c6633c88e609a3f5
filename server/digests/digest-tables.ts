export interface DigestTables {
  digests: {
    member_id: string
    community_id: string
    /** JSON: DigestKind[], without gigs: whether these are in it is said by the profile's alerts. */
    kinds: string
    /** A way; null: the first platform of the profile's alerts that works. */
    by: string | null
    /** JSON: by kind, since when what came is not told yet. */
    since: string
    /** Null: none comes. */
    next_at: number | null
    /** What `next_at` was counted from: after another setting it is counted anew. */
    basis: string
    problem: string | null
  }
}
