import type { Migrations } from '../platform/migrate.ts'

export const notificationMigrations: Migrations = () => ({
  '0042_notifications': {
    async up(db) {
      await db.schema
        .createTable('notifications')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull())
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('actor_id', 'text')
        .addColumn('document_id', 'text', (c) => c.references('documents.id').onDelete('cascade'))
        .addColumn('card_id', 'text')
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('excerpt', 'text', (c) => c.notNull())
        .addColumn('path', 'text', (c) => c.notNull())
        .addColumn('dedupe_key', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('read_at', 'bigint')
        .addUniqueConstraint('notifications_once', ['member_id', 'dedupe_key'])
        .execute()
      await db.schema.createIndex('notifications_member').on('notifications').columns(['member_id', 'id']).execute()
      await db.schema
        .createTable('notification_settings')
        .addColumn('member_id', 'text', (c) => c.primaryKey().references('members.id').onDelete('cascade'))
        .addColumn('settings', 'text', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('thread_members')
        .addColumn('document_id', 'text', (c) => c.notNull().references('documents.id').onDelete('cascade'))
        .addColumn('thread_id', 'text', (c) => c.notNull())
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addPrimaryKeyConstraint('thread_members_key', ['document_id', 'thread_id', 'member_id'])
        .execute()
    },
  },
})
