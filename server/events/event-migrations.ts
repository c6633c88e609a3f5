import type { Migrations } from '../platform/migrate.ts'

export const eventMigrations: Migrations = () => ({
  '0120_events': {
    async up(db) {
      await db.schema
        .createTable('events')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('niche_id', 'text')
        .addColumn('author_id', 'text', (c) => c.notNull())
        .addColumn('data', 'text', (c) => c.notNull())
        .addColumn('skipped', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('first_at', 'bigint', (c) => c.notNull())
        .addColumn('last_ends_at', 'bigint')
        .addColumn('next_local', 'text')
        .addColumn('next_at', 'bigint')
        .addColumn('next_ends_at', 'bigint')
        .addColumn('sequence', 'integer', (c) => c.notNull())
        .addColumn('moved_at', 'bigint', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema.createIndex('events_community').on('events').columns(['community_id', 'first_at']).execute()
      await db.schema.createIndex('events_next').on('events').column('next_at').execute()
      await db.schema
        .createTable('event_answers')
        .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('answer', 'text', (c) => c.notNull())
        .addColumn('answered_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('event_answers_key', ['event_id', 'member_id'])
        .execute()
      await db.schema
        .createTable('event_attendance')
        .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
        .addColumn('local', 'text', (c) => c.notNull())
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addPrimaryKeyConstraint('event_attendance_key', ['event_id', 'local', 'member_id'])
        .execute()
      await db.schema
        .createTable('event_reminders')
        .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
        .addColumn('starts_at', 'bigint', (c) => c.notNull())
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('minutes', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('event_reminders_key', ['event_id', 'starts_at', 'member_id', 'minutes'])
        .execute()
      await db.schema
        .createTable('event_settings')
        .addColumn('member_id', 'text', (c) => c.primaryKey().references('members.id').onDelete('cascade'))
        .addColumn('settings', 'text', (c) => c.notNull())
        .addColumn('feed_hash', 'text', (c) => c.unique())
        .execute()
    },
  },
  '0172_event_holds': {
    async up(db) {
      await db.schema.alterTable('events').addColumn('hold', 'text').execute()
    },
  },
})
