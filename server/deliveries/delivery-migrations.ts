import { sql } from 'kysely'
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
  '0020_delivery_history': {
    async up(db) {
      // One column a statement: SQLite takes no more.
      await db.schema
        .alterTable('deliveries')
        .addColumn('failures', 'integer', (c) => c.notNull().defaultTo(0))
        .execute()
      await db.schema.alterTable('deliveries').addColumn('subject', 'text').execute()
      await db.schema.alterTable('deliveries').addColumn('edits', 'text').execute()
      await db.schema.createIndex('deliveries_subject').on('deliveries').columns(['subject', 'edits']).execute()
      await db.schema.createIndex('deliveries_edits').on('deliveries').columns(['edits', 'state']).execute()
      await db.schema.createIndex('deliveries_age').on('deliveries').columns(['state', 'created_at']).execute()
      await db.schema
        .createTable('delivery_attempts')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('delivery_id', 'text', (c) => c.notNull().references('deliveries.id').onDelete('cascade'))
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('outcome', 'text', (c) => c.notNull())
        .addColumn('message', 'text', (c) => c.notNull())
        .execute()
      await db.schema
        .createIndex('delivery_attempts_of')
        .on('delivery_attempts')
        .columns(['delivery_id', 'id'])
        .execute()
      await db.schema
        .createTable('paused_targets')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('target_key', 'text', (c) => c.notNull())
        .addColumn('target', 'text', (c) => c.notNull())
        .addColumn('member_id', 'text')
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('message', 'text', (c) => c.notNull())
        .addColumn('paused_at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('paused_targets_key', ['community_id', 'target_key'])
        .execute()
    },
  },
  '0160_open_deliveries': {
    async up(db) {
      // SQLite knows no statistics: it takes the index that names most of what is asked for.
      await db.schema.dropIndex('deliveries_target').execute()
      await db.schema
        .createIndex('deliveries_open')
        .on('deliveries')
        .columns(['target_key', 'state', 'community_id', 'id'])
        .execute()
    },
  },
  '0193_lean_delivery_indexes': {
    async up(db) {
      // An index costs a page of the log with each row that is written: only rows that are looked for are in it.
      await db.schema.dropIndex('deliveries_edits').execute()
      await db.schema
        .createIndex('deliveries_edits')
        .on('deliveries')
        .columns(['edits', 'state'])
        .where('edits', 'is not', null)
        .execute()
      // What is as old as that is done, but for a few.
      await db.schema.dropIndex('deliveries_age').execute()
      await db.schema.createIndex('deliveries_age').on('deliveries').column('created_at').execute()
    },
  },
  '0196_open_deliveries_apart': {
    async up(db) {
      // What is not done is little, and is looked for all the time; what is done is much, and grows.
      const isOpen = sql<boolean>`state in ('waiting', 'leased')`
      await db.schema.dropIndex('deliveries_due').execute()
      await db.schema
        .createIndex('deliveries_due')
        .on('deliveries')
        .columns(['platform', 'state', 'due_at'])
        .where(isOpen)
        .execute()
      await db.schema.dropIndex('deliveries_open').execute()
      await db.schema
        .createIndex('deliveries_open')
        .on('deliveries')
        .columns(['target_key', 'community_id', 'id', 'state'])
        .where(isOpen)
        .execute()
      await db.schema
        .createIndex('deliveries_sent')
        .on('deliveries')
        .columns(['target_key', 'id'])
        .where(sql<boolean>`state = 'sent'`)
        .execute()
    },
  },
})
