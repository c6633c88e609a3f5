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
        .addColumn('at', 'bigint', (c) => c.notNull())
        .execute()
    },
  },
})
