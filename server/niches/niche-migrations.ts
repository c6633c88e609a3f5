import type { Migrations } from '../platform/migrate.ts'

export const nicheMigrations: Migrations = () => ({
  '0060_niches': {
    async up(db) {
      await db.schema
        .createTable('niches')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('description', 'text', (c) => c.notNull())
        .addColumn('rules', 'text', (c) => c.notNull())
        .addColumn('skills', 'text', (c) => c.notNull())
        .addColumn('keywords', 'text', (c) => c.notNull())
        .addColumn('early_hours', 'integer', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('niches_name', ['community_id', 'name'])
        .execute()
      await db.schema
        .createTable('niche_members')
        .addColumn('niche_id', 'text', (c) => c.notNull().references('niches.id').onDelete('cascade'))
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('role', 'text', (c) => c.notNull())
        .addColumn('joined_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('niche_members_key', ['niche_id', 'member_id'])
        .execute()
      await db.schema.createIndex('niche_members_member').on('niche_members').column('member_id').execute()
    },
  },
  '0174_niche_leavings': {
    async up(db) {
      await db.schema
        .createTable('niche_leavings')
        .addColumn('niche_id', 'text', (c) => c.notNull().references('niches.id').onDelete('cascade'))
        .addColumn('day', 'integer', (c) => c.notNull())
        .addColumn('count', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('niche_leavings_key', ['niche_id', 'day'])
        .execute()
    },
  },
})
