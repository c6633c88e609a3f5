import type { Migrations } from '../platform/migrate.ts'

export const attachmentMigrations: Migrations = () => ({
  '0030_attachments': {
    async up(db) {
      await db.schema
        .createTable('attachments')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull())
        .addColumn('document_id', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('type', 'text', (c) => c.notNull())
        .addColumn('bytes', 'bigint', (c) => c.notNull())
        .addColumn('created_by', 'text')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('stored_at', 'bigint')
        .execute()
      await db.schema.createIndex('attachments_document').on('attachments').column('document_id').execute()
      await db.schema.createIndex('attachments_community').on('attachments').column('community_id').execute()
    },
  },
})
