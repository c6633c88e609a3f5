import type { Migrations } from '../platform/migrate.ts'

export const announcementMigrations: Migrations = () => ({
  '0110_announcements': {
    async up(db) {
      await db.schema
        .createTable('announcements')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('niche_id', 'text')
        .addColumn('author_id', 'text', (c) => c.notNull())
        .addColumn('language', 'text', (c) => c.notNull())
        .addColumn('texts', 'text', (c) => c.notNull())
        .addColumn('urls', 'text', (c) => c.notNull())
        .addColumn('channels', 'text', (c) => c.notNull())
        .addColumn('web', 'integer', (c) => c.notNull())
        .addColumn('mail', 'integer', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('schedule', 'text')
        .addColumn('due_at', 'bigint')
        .addColumn('times_sent', 'integer', (c) => c.notNull())
        .addColumn('sent_at', 'bigint')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema
        .createIndex('announcements_community')
        .on('announcements')
        .columns(['community_id', 'id'])
        .execute()
      await db.schema.createIndex('announcements_due').on('announcements').columns(['state', 'due_at']).execute()
    },
  },
})
