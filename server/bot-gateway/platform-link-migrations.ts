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
})
