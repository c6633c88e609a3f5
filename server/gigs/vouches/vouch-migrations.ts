import type { Migrations } from '../../platform/migrate.ts'

export const vouchMigrations: Migrations = () => ({
  '0133_vouches': {
    async up(db) {
      await db.schema
        .createTable('vouches')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('niche_id', 'text', (c) => c.notNull().references('niches.id').onDelete('cascade'))
        .addColumn('author_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('skill', 'text', (c) => c.notNull())
        .addColumn('words', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('answer', 'text')
        .addColumn('answered_at', 'bigint')
        .addUniqueConstraint('vouches_once', ['niche_id', 'author_id', 'member_id', 'skill'])
        .execute()
      await db.schema.createIndex('vouches_member').on('vouches').columns(['member_id', 'niche_id']).execute()
      await db.schema.createIndex('vouches_author').on('vouches').columns(['author_id', 'created_at']).execute()
      await db.schema
        .createTable('gig_referrals')
        .addColumn('gig_id', 'text', (c) => c.notNull().references('gigs.id').onDelete('cascade'))
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('from_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('to_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('words', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('gig_referrals_key', ['gig_id', 'from_id', 'to_id'])
        .execute()
      await db.schema.createIndex('gig_referrals_from').on('gig_referrals').columns(['from_id', 'at']).execute()
    },
  },
  '0173_referral_answers': {
    async up(db) {
      // One column a statement: SQLite takes no more.
      await db.schema.alterTable('gig_referrals').addColumn('answer', 'text').execute()
      await db.schema.alterTable('gig_referrals').addColumn('answered_at', 'bigint').execute()
    },
  },
})
