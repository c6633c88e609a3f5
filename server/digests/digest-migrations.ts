import type { Migrations } from '../platform/migrate.ts'

export const digestMigrations: Migrations = () => ({
  '0141_digests': {
    async up(db) {
      await db.schema
        .createTable('digests')
        .addColumn('member_id', 'text', (c) => c.primaryKey().references('members.id').onDelete('cascade'))
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('kinds', 'text', (c) => c.notNull())
        .addColumn('by', 'text')
        .addColumn('since', 'text', (c) => c.notNull())
        .addColumn('next_at', 'bigint')
        .addColumn('basis', 'text', (c) => c.notNull())
        .addColumn('problem', 'text')
        .execute()
      await db.schema.createIndex('digests_due').on('digests').column('next_at').execute()
      await db.schema.createIndex('digests_community').on('digests').column('community_id').execute()
    },
  },
})
