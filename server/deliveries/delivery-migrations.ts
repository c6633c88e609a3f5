import type { Migrations } from '../platform/migrate.ts'

export const deliveryMigrations: Migrations = () => ({
  '0006_deliveries': {
    async up(db) {
      await db.schema
        .createTable('deliveries')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('member_id', 'text')
        .addColumn('platform', 'text', (c) => c.notNull())
        .addColumn('target_key', 'text', (c) => c.notNull())
        .addColumn('target', 'text', (c) => c.notNull())
        .addColumn('content', 'text', (c) => c.notNull())
        .addColumn('dedupe_key', 'text', (c) => c.unique())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('attempts', 'integer', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('due_at', 'bigint', (c) => c.notNull())
        .addColumn('expires_at', 'bigint', (c) => c.notNull())
        .addColumn('lease_id', 'text')
        .addColumn('leased_until', 'bigint')
        .addColumn('sent_at', 'bigint')
        .addColumn('receipt', 'text')
        .addColumn('last_error', 'text')
        .execute()
      await db.schema.createIndex('deliveries_due').on('deliveries').columns(['platform', 'state', 'due_at']).execute()
      await db.schema.createIndex('deliveries_target').on('deliveries').columns(['target_key', 'state', 'id']).execute()
      await db.schema.createIndex('deliveries_community').on('deliveries').columns(['community_id', 'id']).execute()
    },
  },
})
