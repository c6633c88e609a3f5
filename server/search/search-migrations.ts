import { sql } from 'kysely'
import type { Migrations } from '../platform/migrate.ts'

export const searchMigrations: Migrations = ({ kind }) => ({
  '0041_search': {
    async up(db) {
      await db.schema
        .createTable('search_entries')
        .addColumn('n', 'integer', (c) =>
          kind === 'sqlite' ? c.primaryKey().autoIncrement() : c.primaryKey().generatedAlwaysAsIdentity(),
        )
        .addColumn('key', 'text', (c) => c.notNull().unique())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('document_id', 'text', (c) => c.references('documents.id').onDelete('cascade'))
        .addColumn('card_id', 'text')
        .addColumn('gig_id', 'text', (c) => c.references('gigs.id').onDelete('cascade'))
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addColumn('place', 'text', (c) => c.notNull())
        .addColumn('hash', 'text', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema.createIndex('search_entries_document').on('search_entries').column('document_id').execute()
      await db.schema.createIndex('search_entries_gig').on('search_entries').column('gig_id').execute()
      if (kind === 'postgres') {
        await sql`alter table search_entries add column words tsvector`.execute(db)
        await sql`create index search_entries_words on search_entries using gin (words)`.execute(db)
        return
      }
      // The text itself is kept once, in `search_entries`. Marks belong to the words of several scripts.
      await sql`create virtual table search_words using fts5(title, body, content='', contentless_delete=1,
        prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'")`.execute(db)
      await sql`create trigger search_entries_deleted after delete on search_entries begin
        delete from search_words where rowid = old.n; end`.execute(db)
    },
  },
  '0092_search_messages': {
    async up(db) {
      const entries = db.schema.alterTable('search_entries')
      await entries.addColumn('room_id', 'text', (c) => c.references('rooms.id').onDelete('cascade')).execute()
      await entries
        .addColumn('message_id', 'text', (c) => c.references('room_messages.id').onDelete('cascade'))
        .execute()
      await db.schema.createIndex('search_entries_message').on('search_entries').column('message_id').execute()
      await db.schema.createIndex('search_entries_room').on('search_entries').column('room_id').execute()
    },
  },
  '0194_lean_search_indexes': {
    async up(db) {
      for (const of of ['document', 'gig'] as const) {
        await db.schema.dropIndex(`search_entries_${of}`).execute()
        await db.schema
          .createIndex(`search_entries_${of}`)
          .on('search_entries')
          .column(`${of}_id`)
          .where(`${of}_id`, 'is not', null)
          .execute()
      }
    },
  },
})
