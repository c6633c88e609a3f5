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
  '0140_announcement_audiences': {
    async up(db) {
      // One column a statement: SQLite takes no more.
      const add = (name: string, initial: string) =>
        db.schema
          .alterTable('announcements')
          .addColumn(name, 'text', (c) => c.notNull().defaultTo(initial))
          .execute()
      // A change is only written over the texts that it was made from, letter by letter: so all have what new ones have.
      const rows = await db.selectFrom('announcements').select(['id', 'texts']).execute()
      for (const { id, texts } of rows as { id: string; texts: string }[]) {
        const parsed = JSON.parse(texts) as { engine: string | null }[]
        const changed = JSON.stringify(parsed.map(({ engine, ...text }) => ({ ...text, alts: [], engine })))
        await db.updateTable('announcements').set({ texts: changed }).where('id', '=', id).execute()
      }
      await add('images', '[]')
      await add('audience', '{}')
      await db.schema
        .alterTable('announcements')
        .addColumn('dm', 'integer', (c) => c.notNull().defaultTo(0))
        .execute()
      await db.schema
        .createTable('announcement_images')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('announcement_id', 'text')
        .addColumn('member_id', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema
        .createIndex('announcement_images_of')
        .on('announcement_images')
        .columns(['announcement_id', 'created_at'])
        .execute()
      await db.schema
        .createTable('announcement_clicks')
        .addColumn('announcement_id', 'text', (c) => c.notNull().references('announcements.id').onDelete('cascade'))
        .addColumn('target', 'text', (c) => c.notNull())
        .addColumn('button', 'integer', (c) => c.notNull())
        .addColumn('clicks', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('announcement_clicks_key', ['announcement_id', 'target', 'button'])
        .execute()
      await db.schema
        .createTable('announcement_niche_channels')
        .addColumn('niche_id', 'text', (c) => c.primaryKey().references('niches.id').onDelete('cascade'))
        .addColumn('channels', 'text', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('announcement_settings')
        .addColumn('community_id', 'text', (c) => c.primaryKey().references('communities.id').onDelete('cascade'))
        .addColumn('pinger', 'text', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('active_hours')
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('hour_at', 'bigint', (c) => c.notNull())
        .addColumn('members', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('active_hours_key', ['community_id', 'hour_at'])
        .execute()
    },
  },
  '0171_announcement_holds': {
    async up(db) {
      await db.schema.alterTable('announcements').addColumn('hold', 'text').execute()
    },
  },
})
