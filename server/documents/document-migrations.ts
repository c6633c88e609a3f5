import type { Migrations } from '../platform/migrate.ts'

export const documentMigrations: Migrations = () => ({
  '0002_documents': {
    async up(db) {
      await db.schema
        .createTable('documents')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('visibility', 'text', (c) => c.notNull())
        .addColumn('created_by', 'text')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .addColumn('archived_at', 'bigint')
        .addColumn('seq', 'bigint', (c) => c.notNull().defaultTo(0))
        .execute()
      await db.schema.createIndex('documents_community').on('documents').column('community_id').execute()
      await db.schema
        .createTable('document_grants')
        .addColumn('document_id', 'text', (c) => c.notNull().references('documents.id').onDelete('cascade'))
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('access', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('document_grants_key', ['document_id', 'member_id'])
        .execute()
    },
  },
  '0035_document_comments': {
    async up(db) {
      await db.schema
        .createTable('document_threads')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('document_id', 'text', (c) => c.notNull().references('documents.id').onDelete('cascade'))
        .addColumn('anchor', 'text')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('resolved_at', 'bigint')
        .addColumn('resolved_by', 'text')
        .execute()
      await db.schema
        .createIndex('document_threads_document')
        .on('document_threads')
        .columns(['document_id', 'id'])
        .execute()
      await db.schema
        .createTable('document_comments')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('thread_id', 'text', (c) => c.notNull().references('document_threads.id').onDelete('cascade'))
        .addColumn('author_id', 'text')
        .addColumn('author_name', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('edited_at', 'bigint')
        .execute()
      await db.schema
        .createIndex('document_comments_thread')
        .on('document_comments')
        .columns(['thread_id', 'id'])
        .execute()
    },
  },
  '0036_document_share_links': {
    async up(db) {
      await db.schema
        .createTable('document_share_links')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('document_id', 'text', (c) => c.notNull().references('documents.id').onDelete('cascade'))
        .addColumn('secret_hash', 'text', (c) => c.notNull().unique())
        .addColumn('access', 'text', (c) => c.notNull())
        .addColumn('created_by', 'text')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('expires_at', 'bigint')
        .execute()
      await db.schema
        .createIndex('document_share_links_document')
        .on('document_share_links')
        .column('document_id')
        .execute()
    },
  },
})
