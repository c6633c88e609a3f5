import type { Generated } from 'kysely'

/** The `auth_` tables are better-auth's (1.7), with its column names; only it writes them. */
export interface MemberTables {
  /** What is true once for the whole hub. */
  hub_facts: { name: string; value: string }
  auth_user: {
    id: string
    name: string
    email: string
    emailVerified: number | boolean
    image: string | null
    createdAt: string | Date
    updatedAt: string | Date
  }
  communities: { id: string; name: string; slug: string; created_at: number }
  members: {
    id: string
    community_id: string
    account_id: string
    name: string
    role: string
    image: string | null
    joined_at: number
  }
  /** Whoever is in it does not join again. */
  member_bans: { community_id: string; account_id: string; banned_at: number }
  invitations: {
    id: string
    community_id: string
    /** SHA-256 of the code, hex. */
    code_hash: string
    role: string
    created_by: string
    created_at: number
    expires_at: number
    max_uses: number
    uses: Generated<number>
    revoked_at: number | null
  }
  api_tokens: {
    id: string
    community_id: string
    member_id: string
    name: string
    /** SHA-256 of the secret, hex. */
    secret_hash: string
    prefix: string
    /** JSON array. */
    scopes: string
    created_at: number
    last_used_at: number | null
    expires_at: number | null
    revoked_at: number | null
  }
  audit_log: {
    id: string
    /** Null: of the hub as a whole. */
    community_id: string | null
    at: number
    /** A member's or account's id, or 'hub'. */
    actor: string
    actor_name: string
    action: string
    subject: string
    /** JSON object. */
    details: string
  }
}
