import type { Migrations } from '../platform/migrate.ts'

export const modelMigrations: Migrations = () => ({
  '0080_models': {
    async up(db) {
      await db.schema
        .createTable('model_calls')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('room_id', 'text')
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('purpose', 'text', (c) => c.notNull())
        .addColumn('engine', 'text', (c) => c.notNull())
        .addColumn('model', 'text', (c) => c.notNull())
        .addColumn('host', 'text', (c) => c.notNull())
        .addColumn('texts', 'integer', (c) => c.notNull())
        .addColumn('input_tokens', 'integer', (c) => c.notNull())
        .addColumn('output_tokens', 'integer', (c) => c.notNull())
        .addColumn('cost_micros', 'bigint', (c) => c.notNull())
        .addColumn('duration_ms', 'integer', (c) => c.notNull())
        .addColumn('outcome', 'text', (c) => c.notNull())
        .execute()
      await db.schema.createIndex('model_calls_community').on('model_calls').columns(['community_id', 'at']).execute()
    },
  },
  '0164_calls_of_members': {
    async up(db) {
      await db.schema.alterTable('model_calls').addColumn('member_id', 'text').execute()
    },
  },
})
