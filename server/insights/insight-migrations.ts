import type { Migrations } from '../platform/migrate.ts'

export const insightMigrations: Migrations = () => ({
  '0134_insights': {
    async up(db) {
      await db.schema
        .createTable('insight_days')
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('day', 'integer', (c) => c.notNull())
        .addColumn('measure', 'text', (c) => c.notNull())
        .addColumn('count', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('insight_days_key', ['community_id', 'day', 'measure'])
        .execute()
      await db.schema
        .createTable('insight_states')
        .addColumn('community_id', 'text', (c) => c.primaryKey().references('communities.id').onDelete('cascade'))
        .addColumn('counted_at', 'bigint', (c) => c.notNull())
        .execute()
    },
  },
})
