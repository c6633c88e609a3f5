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
  platform_role_mappings: {
    community_id: string
    platform: string
    workspace_id: string
    role_id: string
    role_name: string
    /** MappedRole. */
    grants: string
  }
  /** Roles in the hub that come from a platform, and what there was before. */
  platform_role_grants: {
    member_id: string
    /** '<platform>:<workspace>' */
    granting: string
    before: string
    granted: string
    granted_at: number
  }
  /** Where bots were when they last said hello. */
  platform_workspaces: {
    platform: string
    workspace_id: string
    /** The only community that the bot serves; '': all. */
    served_for: string
    workspace_name: string
  }
  platform_installations: {
    platform: string
    workspace_id: string
    workspace_name: string
    /** Sealed by the bot with a key that is not in this store. */
    sealed: string
    installed_at: number
  }
}
