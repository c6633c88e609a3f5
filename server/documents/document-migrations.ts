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
})
