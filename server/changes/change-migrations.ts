import { sql } from 'kysely'
import type { Migrations } from '../platform/migrate.ts'

export const changeMigrations: Migrations = () => ({
  '0040_changes': {
    async up(db) {
      await db.schema
        .createTable('seen_documents')
        .addColumn('document_id', 'text', (c) => c.primaryKey().references('documents.id').onDelete('cascade'))
        .addColumn('seq', 'bigint', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .addColumn('mentions', 'text', (c) => c.notNull())
        .addColumn('is_baseline', 'integer', (c) => c.notNull())
        .execute()
      await sql`insert into seen_documents (document_id, seq, updated_at, mentions, is_baseline)
        select id, -1, -1, '[]', 1 from documents`.execute(db)
      await db.schema
        .createTable('seen_cards')
        .addColumn('document_id', 'text', (c) => c.notNull().references('documents.id').onDelete('cascade'))
        .addColumn('card_id', 'text', (c) => c.notNull())
        .addColumn('due_on', 'text')
        .addColumn('state', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('seen_cards_key', ['document_id', 'card_id'])
        .execute()
      await db.schema.createIndex('seen_cards_due').on('seen_cards').column('due_on').execute()
    },
  },
})
