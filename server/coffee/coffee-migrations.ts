import type { Migrations } from '../platform/migrate.ts'

export const coffeeMigrations: Migrations = () => ({
  '0121_coffee': {
    async up(db) {
      await db.schema
        .createTable('coffee_settings')
        .addColumn('community_id', 'text', (c) => c.primaryKey().references('communities.id').onDelete('cascade'))
        .addColumn('data', 'text', (c) => c.notNull())
        .addColumn('changed_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('coffee_members')
        .addColumn('member_id', 'text', (c) => c.primaryKey().references('members.id').onDelete('cascade'))
        .addColumn('is_on', 'integer', (c) => c.notNull())
        .addColumn('languages', 'text', (c) => c.notNull())
        .addColumn('skips', 'text')
        .addColumn('unpaired', 'text')
        .execute()
      await db.schema
        .createTable('coffee_rounds')
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('month', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('coffee_rounds_key', ['community_id', 'month'])
        .execute()
      await db.schema
        .createTable('coffee_groups')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('month', 'text', (c) => c.notNull())
        .addColumn('language', 'text', (c) => c.notNull())
        .addColumn('times', 'text', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('coffee_group_members')
        .addColumn('group_id', 'text', (c) => c.notNull().references('coffee_groups.id').onDelete('cascade'))
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('met', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('coffee_group_members_key', ['group_id', 'member_id'])
        .execute()
      await db.schema
        .createIndex('coffee_group_members_member')
        .on('coffee_group_members')
        .column('member_id')
        .execute()
    },
  },
})
