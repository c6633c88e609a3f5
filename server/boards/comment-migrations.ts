import type { Migrations } from '../platform/migrate.ts'

export const commentMigrations: Migrations = () => ({
  '0031_board_comments': {
    async up(db) {
      await db.schema
        .createTable('board_comments')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('document_id', 'text', (c) => c.notNull().references('documents.id').onDelete('cascade'))
        .addColumn('card_id', 'text', (c) => c.notNull())
        .addColumn('author', 'text', (c) => c.references('members.id').onDelete('set null'))
        .addColumn('author_name', 'text')
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('edited_at', 'bigint')
        .execute()
      await db.schema
        .createIndex('board_comments_document')
        .on('board_comments')
        .columns(['document_id', 'at'])
        .execute()
      await db.schema.createIndex('board_comments_author').on('board_comments').column('author').execute()
    },
  },
})
