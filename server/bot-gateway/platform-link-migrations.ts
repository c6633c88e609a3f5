import type { Migrations } from '../platform/migrate.ts'

export const platformLinkMigrations: Migrations = () => ({
  '0007_platform_links': {
    async up(db) {
      await db.schema
        .createTable('platform_links')
        .addColumn('platform', 'text', (c) => c.notNull())
        .addColumn('workspace_id', 'text', (c) => c.notNull())
        .addColumn('person_id', 'text', (c) => c.notNull())
        .addColumn('person_name', 'text', (c) => c.notNull())
        .addColumn('account_id', 'text', (c) => c.notNull().references('auth_user.id').onDelete('cascade'))
        .addColumn('linked_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('platform_links_key', ['platform', 'workspace_id', 'person_id'])
        .execute()
      await db.schema.createIndex('platform_links_account').on('platform_links').column('account_id').execute()
      await db.schema
        .createTable('platform_link_codes')
        .addColumn('code_hash', 'text', (c) => c.primaryKey())
        .addColumn('platform', 'text', (c) => c.notNull())
        .addColumn('workspace_id', 'text', (c) => c.notNull())
        .addColumn('person_id', 'text', (c) => c.notNull())
        .addColumn('person_name', 'text', (c) => c.notNull())
        .addColumn('expires_at', 'bigint', (c) => c.notNull())
        .addColumn('used_at', 'bigint')
        .execute()
    },
  },
  '0021_platform_roles': {
    async up(db) {
      await db.schema
        .createTable('platform_role_mappings')
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('platform', 'text', (c) => c.notNull())
        .addColumn('workspace_id', 'text', (c) => c.notNull())
        .addColumn('role_id', 'text', (c) => c.notNull())
        .addColumn('role_name', 'text', (c) => c.notNull())
        .addColumn('grants', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('platform_role_mappings_key', ['community_id', 'platform', 'workspace_id', 'role_id'])
        .execute()
      await db.schema
        .createIndex('platform_role_mappings_workspace')
        .on('platform_role_mappings')
        .columns(['platform', 'workspace_id'])
        .execute()
      await db.schema
        .createTable('platform_role_grants')
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('granting', 'text', (c) => c.notNull())
        .addColumn('before', 'text', (c) => c.notNull())
        .addColumn('granted', 'text', (c) => c.notNull())
        .addColumn('granted_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('platform_role_grants_key', ['member_id', 'granting'])
        .execute()
    },
  },
  '0022_platform_installations': {
    async up(db) {
      await db.schema
        .createTable('platform_installations')
        .addColumn('platform', 'text', (c) => c.notNull())
        .addColumn('workspace_id', 'text', (c) => c.notNull())
        .addColumn('workspace_name', 'text', (c) => c.notNull())
        .addColumn('sealed', 'text', (c) => c.notNull())
        .addColumn('installed_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('platform_installations_key', ['platform', 'workspace_id'])
        .execute()
    },
  },
  '0070_platform_workspaces': {
    async up(db) {
      await db.schema
        .createTable('platform_workspaces')
        .addColumn('platform', 'text', (c) => c.notNull())
        .addColumn('workspace_id', 'text', (c) => c.notNull())
        .addColumn('served_for', 'text', (c) => c.notNull())
        .addColumn('workspace_name', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('platform_workspaces_key', ['platform', 'workspace_id', 'served_for'])
        .execute()
    },
  },
})
