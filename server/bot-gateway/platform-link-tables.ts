export interface PlatformLinkTables {
  platform_links: {
    platform: string
    /** '' where the platform's person ids are its own for all workspaces (Discord). */
    workspace_id: string
    person_id: string
    person_name: string
    account_id: string
    linked_at: number
  }
  platform_link_codes: {
    /** SHA-256 of the code, hex. */
    code_hash: string
    platform: string
    workspace_id: string
    person_id: string
    person_name: string
    expires_at: number
    used_at: number | null
  }
}
