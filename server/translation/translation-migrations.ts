import { sql } from 'kysely'
import type { Migrations } from '../platform/migrate.ts'

export const translationMigrations: Migrations = () => ({
  '0081_translation': {
    async up(db) {
      await db.schema
        .createTable('translation_settings')
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('room_id', 'text', (c) => c.notNull())
        .addColumn('settings', 'text', (c) => c.notNull())
        .addColumn('api_key', 'text')
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('translation_settings_pk', ['community_id', 'room_id'])
        .execute()
      await db.schema
        .createTable('translation_cache')
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('key', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('engine', 'text', (c) => c.notNull())
        .addColumn('model', 'text')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('translation_cache_pk', ['community_id', 'key'])
        .execute()
      await db.schema
        .createIndex('translation_cache_age')
        .on('translation_cache')
        .columns(['community_id', 'created_at'])
        .execute()
      await db.schema
        .createTable('translation_terms')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('room_id', 'text', (c) => c.notNull())
        .addColumn('language', 'text', (c) => c.notNull())
        .addColumn('term', 'text', (c) => c.notNull())
        .addColumn('translations', 'text', (c) => c.notNull())
        .addColumn('note', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('translation_terms_once', ['community_id', 'room_id', 'language', 'term'])
        .execute()
      await db.schema
        .createTable('translation_corrections')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('room_id', 'text')
        .addColumn('source_language', 'text', (c) => c.notNull())
        .addColumn('target_language', 'text', (c) => c.notNull())
        .addColumn('source_hash', 'text', (c) => c.notNull())
        .addColumn('source', 'text', (c) => c.notNull())
        .addColumn('machine', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('markup', 'text', (c) => c.notNull())
        .addColumn('author_id', 'text', (c) => c.notNull())
        .addColumn('author_name', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('decided_by', 'text')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema
        .createIndex('translation_corrections_source')
        .on('translation_corrections')
        .columns(['community_id', 'source_hash', 'target_language'])
        .execute()
    },
  },
  '0180_bergamot_in_the_order': {
    // Who has chosen Apertium wants what this machine can do: Bergamot is asked right before it.
    async up(db) {
      for (const before of ['[', '"openai",']) {
        await sql`
          update translation_settings
          set settings = replace(settings, ${`${before}"apertium"`}, ${`${before}"bergamot","apertium"`})`.execute(db)
      }
    },
  },
})
