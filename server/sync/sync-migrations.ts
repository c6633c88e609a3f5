import type { Migrations } from '../platform/migrate.ts'

export const syncMigrations: Migrations = ({ blob }) => ({
  '0003_sync': {
    async up(db) {
      await db.schema
        .createTable('document_updates')
        .addColumn('document_id', 'text', (c) => c.notNull().references('documents.id').onDelete('cascade'))
        .addColumn('seq', 'bigint', (c) => c.notNull())
        .addColumn('bytes', blob, (c) => c.notNull())
        .addColumn('author', 'text')
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('document_updates_key', ['document_id', 'seq'])
        .execute()
      await db.schema
        .createTable('document_snapshots')
        .addColumn('document_id', 'text', (c) => c.primaryKey().references('documents.id').onDelete('cascade'))
        .addColumn('seq', 'bigint', (c) => c.notNull())
        .addColumn('bytes', blob, (c) => c.notNull())
        .addColumn('state_vector', blob, (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('document_history')
        .addColumn('document_id', 'text', (c) => c.notNull().references('documents.id').onDelete('cascade'))
        .addColumn('from_seq', 'bigint', (c) => c.notNull())
        .addColumn('to_seq', 'bigint', (c) => c.notNull())
        .addColumn('bytes', blob, (c) => c.notNull())
        .addColumn('authorship', blob, (c) => c.notNull())
        .addPrimaryKeyConstraint('document_history_key', ['document_id', 'from_seq'])
        .execute()
      await db.schema
        .createTable('document_versions')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('document_id', 'text', (c) => c.notNull().references('documents.id').onDelete('cascade'))
        .addColumn('seq', 'bigint', (c) => c.notNull())
        .addColumn('name', 'text')
        .addColumn('created_by', 'text')
        .addColumn('at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema
        .createIndex('document_versions_document')
        .on('document_versions')
        .columns(['document_id', 'seq'])
        .execute()
    },
  },
})
