import type { Migrations } from '../platform/migrate.ts'

export const gigMigrations: Migrations = () => ({
  '0150_gig_models': {
    async up(db) {
      await db.schema.alterTable('gigs').addColumn('refined_by', 'text').execute()
      await db.schema
        .createTable('gig_model_settings')
        .addColumn('community_id', 'text', (c) => c.primaryKey().references('communities.id').onDelete('cascade'))
        .addColumn('refine', 'integer', (c) => c.notNull())
        .addColumn('embedding_model', 'text')
        .addColumn('embedding_price', 'real', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('gig_embeddings')
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('model', 'text', (c) => c.notNull())
        .addColumn('hash', 'text', (c) => c.notNull())
        .addColumn('vector', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('gig_embeddings_key', ['community_id', 'model', 'hash'])
        .execute()
      await db.schema
        .createTable('gig_refinements')
        .addColumn('gig_id', 'text', (c) => c.primaryKey().references('gigs.id').onDelete('cascade'))
        .addColumn('community_id', 'text', (c) => c.notNull())
        .addColumn('text_hash', 'text', (c) => c.notNull())
        .addColumn('model', 'text', (c) => c.notNull())
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('answer', 'text')
        .addColumn('at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema
        .createIndex('gig_refinements_text')
        .on('gig_refinements')
        .columns(['community_id', 'text_hash'])
        .execute()
    },
  },
  '0063_score_log': {
    async up(db) {
      await db.schema
        .alterTable('gig_matches')
        .addColumn('inputs', 'text', (c) => c.notNull().defaultTo('{}'))
        .execute()
      await db.schema.createIndex('gig_matches_age').on('gig_matches').column('matched_at').execute()
      await db.schema.createIndex('gig_matches_member').on('gig_matches').columns(['member_id', 'matched_at']).execute()
    },
  },
  '0062_reviews': {
    async up(db) {
      await db.schema
        .createTable('gig_reviews')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('gig_id', 'text', (c) => c.notNull().references('gigs.id').onDelete('cascade'))
        .addColumn('author_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('rating', 'integer', (c) => c.notNull())
        .addColumn('paid', 'text')
        .addColumn('response', 'text')
        .addColumn('words', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .addColumn('answer', 'text')
        .addColumn('answered_at', 'bigint')
        .addUniqueConstraint('gig_reviews_once', ['gig_id', 'author_id', 'subject'])
        .execute()
      await db.schema
        .createIndex('gig_reviews_subject')
        .on('gig_reviews')
        .columns(['community_id', 'subject', 'created_at'])
        .execute()
      await db.schema.alterTable('gigs').addColumn('client_key', 'text').execute()
      await db.schema.createIndex('gigs_client').on('gigs').columns(['community_id', 'client_key']).execute()
    },
  },
  '0061_early_gigs': {
    async up(db) {
      await db.schema
        .alterTable('gigs')
        .addColumn('niche_ids', 'text', (c) => c.notNull().defaultTo('[]'))
        .execute()
      await db.schema.alterTable('gigs').addColumn('early_until', 'bigint').execute()
      await db.schema
        .alterTable('gigs')
        .addColumn('members_only', 'integer', (c) => c.notNull().defaultTo(0))
        .execute()
      await db.schema.alterTable('gigs').addColumn('opened_at', 'bigint').execute()
      await db.schema.createIndex('gigs_early').on('gigs').columns(['status', 'early_until']).execute()
      await db.schema.createIndex('gigs_opened').on('gigs').columns(['community_id', 'opened_at']).execute()
    },
  },
  '0005_gigs': {
    async up(db) {
      await db.schema
        .createTable('gigs')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('company', 'text')
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('url', 'text')
        .addColumn('feed_id', 'text')
        .addColumn('source_name', 'text', (c) => c.notNull())
        .addColumn('source_url', 'text')
        .addColumn('parsed', 'text', (c) => c.notNull())
        .addColumn('status', 'text', (c) => c.notNull())
        .addColumn('trust', 'text', (c) => c.notNull())
        .addColumn('posted_at', 'bigint', (c) => c.notNull())
        .addColumn('closes_at', 'bigint')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema.createIndex('gigs_open').on('gigs').columns(['community_id', 'status', 'posted_at']).execute()
      await db.schema.createIndex('gigs_closing').on('gigs').columns(['status', 'closes_at']).execute()
      await db.schema
        .createTable('gig_items')
        .addColumn('community_id', 'text', (c) => c.notNull())
        .addColumn('source_key', 'text', (c) => c.notNull())
        .addColumn('external_id', 'text', (c) => c.notNull())
        .addColumn('gig_id', 'text', (c) => c.notNull().references('gigs.id').onDelete('cascade'))
        .addColumn('hash', 'text', (c) => c.notNull())
        .addColumn('raw', 'text', (c) => c.notNull())
        .addColumn('seen_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('gig_items_key', ['community_id', 'source_key', 'external_id'])
        .execute()
      await db.schema
        .createTable('gig_matches')
        .addColumn('gig_id', 'text', (c) => c.notNull().references('gigs.id').onDelete('cascade'))
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('community_id', 'text', (c) => c.notNull())
        .addColumn('score', 'real', (c) => c.notNull())
        .addColumn('reasons', 'text', (c) => c.notNull())
        .addColumn('matcher_version', 'text', (c) => c.notNull())
        .addColumn('matched_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('gig_matches_key', ['gig_id', 'member_id'])
        .execute()
      await db.schema
        .createTable('gig_feedback')
        .addColumn('gig_id', 'text', (c) => c.notNull().references('gigs.id').onDelete('cascade'))
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('reason', 'text')
        .addColumn('note', 'text', (c) => c.notNull())
        .addColumn('given_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('gig_feedback_key', ['gig_id', 'member_id'])
        .execute()
      await db.schema.createIndex('gig_feedback_member').on('gig_feedback').column('member_id').execute()
      await db.schema
        .createTable('profiles')
        .addColumn('member_id', 'text', (c) => c.primaryKey().references('members.id').onDelete('cascade'))
        .addColumn('community_id', 'text', (c) => c.notNull())
        .addColumn('data', 'text', (c) => c.notNull())
        .addColumn('updated_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('feeds')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('url', 'text', (c) => c.notNull())
        .addColumn('interval_minutes', 'integer', (c) => c.notNull())
        .addColumn('enabled', 'integer', (c) => c.notNull())
        .addColumn('etag', 'text')
        .addColumn('last_modified', 'text')
        .addColumn('last_polled_at', 'bigint')
        .addColumn('last_success_at', 'bigint')
        .addColumn('next_poll_at', 'bigint', (c) => c.notNull())
        .addColumn('failures', 'integer', (c) => c.notNull())
        .addColumn('last_error', 'text')
        .addColumn('items_seen', 'integer', (c) => c.notNull())
        .addColumn('items_broken', 'integer', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('feeds_once', ['community_id', 'url'])
        .execute()
      await db.schema.createIndex('feeds_due').on('feeds').columns(['enabled', 'next_poll_at']).execute()
    },
  },
  '0050_member_gigs': {
    async up(db) {
      await db.schema.alterTable('gigs').addColumn('posted_by', 'text').execute()
      await db.schema
        .createTable('gig_hooks')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('last_used_at', 'bigint')
        .addColumn('last_error', 'text')
        .execute()
      await db.schema.createIndex('gig_hooks_community').on('gig_hooks').column('community_id').execute()
    },
  },
  '0051_alerts': {
    async up(db) {
      await db.schema
        .createTable('gig_alerts')
        .addColumn('gig_id', 'text', (c) => c.notNull().references('gigs.id').onDelete('cascade'))
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('community_id', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('score', 'real', (c) => c.notNull())
        .addColumn('due_at', 'bigint')
        .addColumn('why', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('gig_alerts_key', ['gig_id', 'member_id'])
        .execute()
      await db.schema.createIndex('gig_alerts_due').on('gig_alerts').columns(['state', 'due_at']).execute()
      await db.schema.createIndex('gig_alerts_member').on('gig_alerts').columns(['member_id', 'state', 'at']).execute()
    },
  },
  '0052_pipelines': {
    async up(db) {
      await db.schema
        .createTable('gig_pipelines')
        .addColumn('member_id', 'text', (c) => c.primaryKey().references('members.id').onDelete('cascade'))
        .addColumn('document_id', 'text', (c) => c.notNull().references('documents.id').onDelete('cascade'))
        .addColumn('columns', 'text', (c) => c.notNull())
        .addColumn('seen_seq', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('gig_pipeline_cards')
        .addColumn('document_id', 'text', (c) => c.notNull().references('documents.id').onDelete('cascade'))
        .addColumn('card_id', 'text', (c) => c.notNull())
        .addColumn('gig_id', 'text', (c) => c.notNull().references('gigs.id').onDelete('cascade'))
        .addPrimaryKeyConstraint('gig_pipeline_cards_key', ['document_id', 'card_id'])
        .execute()
    },
  },
  '0170_alerts_to_come': {
    async up(db) {
      await db.schema
        .createTable('gig_alerts_to_come')
        .addColumn('gig_id', 'text', (c) => c.primaryKey().references('gigs.id').onDelete('cascade'))
        .addColumn('due_at', 'bigint', (c) => c.notNull())
        .execute()
    },
  },
})
