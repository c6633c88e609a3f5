import type { Migrations } from '../platform/migrate.ts'

export const moderationMigrations: Migrations = () => ({
  '0131_moderation': {
    async up(db) {
      await db.schema
        .createTable('moderation_cases')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('subject_id', 'text', (c) => c.notNull())
        .addColumn('place_id', 'text')
        .addColumn('author_id', 'text')
        .addColumn('author_name', 'text', (c) => c.notNull())
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('path', 'text', (c) => c.notNull())
        .addColumn('niche_ids', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('opened_at', 'bigint', (c) => c.notNull())
        .addColumn('report_count', 'integer', (c) => c.notNull())
        .addUniqueConstraint('moderation_cases_subject', ['community_id', 'kind', 'subject_id'])
        .execute()
      await db.schema
        .createIndex('moderation_cases_queue')
        .on('moderation_cases')
        .columns(['community_id', 'state', 'opened_at'])
        .execute()
      await db.schema
        .createTable('moderation_reports')
        .addColumn('case_id', 'text', (c) => c.notNull().references('moderation_cases.id').onDelete('cascade'))
        .addColumn('reporter_id', 'text', (c) => c.notNull())
        .addColumn('reporter_name', 'text', (c) => c.notNull())
        .addColumn('rule', 'text', (c) => c.notNull())
        .addColumn('words', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('moderation_reports_key', ['case_id', 'reporter_id'])
        .execute()
      await db.schema
        .createTable('moderation_decisions')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('case_id', 'text', (c) => c.notNull().references('moderation_cases.id').onDelete('cascade'))
        .addColumn('member_id', 'text')
        .addColumn('account_id', 'text')
        .addColumn('member_name', 'text', (c) => c.notNull())
        .addColumn('moderator_id', 'text', (c) => c.notNull())
        .addColumn('moderator_name', 'text', (c) => c.notNull())
        .addColumn('action', 'text', (c) => c.notNull())
        .addColumn('rule', 'text', (c) => c.notNull())
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('until', 'bigint')
        .addColumn('lifted_at', 'bigint')
        .addColumn('appeal_words', 'text')
        .addColumn('appeal_at', 'bigint')
        .addColumn('appeal_state', 'text')
        .addColumn('appeal_reason', 'text')
        .addColumn('appeal_decided_at', 'bigint')
        .execute()
      for (const [name, columns] of [
        ['case', ['case_id']],
        ['account', ['account_id', 'at']],
        ['mutes', ['member_id', 'action', 'until']],
        ['appeals', ['community_id', 'appeal_state']],
      ] as const) {
        await db.schema
          .createIndex(`moderation_decisions_${name}`)
          .on('moderation_decisions')
          .columns([...columns])
          .execute()
      }
      await db.schema
        .createTable('blocked_words')
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('niche_id', 'text', (c) => c.notNull())
        .addColumn('words', 'text', (c) => c.notNull())
        .addColumn('changed_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('blocked_words_key', ['community_id', 'niche_id'])
        .execute()
    },
  },
  /** What a moderator took away stays where it is, and comes back with the decision. */
  '0132_withheld': {
    async up(db) {
      await db.schema.alterTable('room_messages').addColumn('withheld_text', 'text').execute()
      for (const table of ['board_comments', 'document_comments', 'gig_reviews'] as const) {
        await db.schema.alterTable(table).addColumn('withheld_at', 'bigint').execute()
      }
    },
  },
})
