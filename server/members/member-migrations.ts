import { sql } from 'kysely'
import type { Migrations } from '../platform/migrate.ts'

export const memberMigrations: Migrations = ({ kind }) => {
  // better-auth 1.7 stores dates as ISO text and booleans as 0/1 on SQLite, natively on PostgreSQL.
  const date = kind === 'sqlite' ? sql`text` : sql`timestamptz`
  const flag = kind === 'sqlite' ? sql`integer` : sql`boolean`
  return {
    '0001_members': {
      async up(db) {
        await db.schema
          .createTable('auth_user')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('name', 'text', (c) => c.notNull())
          .addColumn('email', 'text', (c) => c.notNull().unique())
          .addColumn('emailVerified', flag, (c) => c.notNull())
          .addColumn('image', 'text')
          .addColumn('createdAt', date, (c) => c.notNull())
          .addColumn('updatedAt', date, (c) => c.notNull())
          .execute()
        await db.schema
          .createTable('auth_session')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('expiresAt', date, (c) => c.notNull())
          .addColumn('token', 'text', (c) => c.notNull().unique())
          .addColumn('createdAt', date, (c) => c.notNull())
          .addColumn('updatedAt', date, (c) => c.notNull())
          .addColumn('ipAddress', 'text')
          .addColumn('userAgent', 'text')
          .addColumn('userId', 'text', (c) => c.notNull().references('auth_user.id').onDelete('cascade'))
          .execute()
        await db.schema.createIndex('auth_session_user').on('auth_session').column('userId').execute()
        await db.schema
          .createTable('auth_account')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('accountId', 'text', (c) => c.notNull())
          .addColumn('providerId', 'text', (c) => c.notNull())
          .addColumn('userId', 'text', (c) => c.notNull().references('auth_user.id').onDelete('cascade'))
          .addColumn('accessToken', 'text')
          .addColumn('refreshToken', 'text')
          .addColumn('idToken', 'text')
          .addColumn('accessTokenExpiresAt', date)
          .addColumn('refreshTokenExpiresAt', date)
          .addColumn('scope', 'text')
          .addColumn('password', 'text')
          .addColumn('createdAt', date, (c) => c.notNull())
          .addColumn('updatedAt', date, (c) => c.notNull())
          .execute()
        await db.schema.createIndex('auth_account_user').on('auth_account').column('userId').execute()
        await db.schema
          .createTable('auth_verification')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('identifier', 'text', (c) => c.notNull())
          .addColumn('value', 'text', (c) => c.notNull())
          .addColumn('expiresAt', date, (c) => c.notNull())
          .addColumn('createdAt', date, (c) => c.notNull())
          .addColumn('updatedAt', date, (c) => c.notNull())
          .execute()
        await db.schema
          .createIndex('auth_verification_identifier')
          .on('auth_verification')
          .column('identifier')
          .execute()

        await db.schema
          .createTable('communities')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('name', 'text', (c) => c.notNull())
          .addColumn('slug', 'text', (c) => c.notNull().unique())
          .addColumn('created_at', 'bigint', (c) => c.notNull())
          .execute()
        await db.schema
          .createTable('members')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
          .addColumn('account_id', 'text', (c) => c.notNull().references('auth_user.id').onDelete('cascade'))
          .addColumn('name', 'text', (c) => c.notNull())
          .addColumn('role', 'text', (c) => c.notNull())
          .addColumn('image', 'text')
          .addColumn('joined_at', 'bigint', (c) => c.notNull())
          .addUniqueConstraint('members_one_per_account', ['community_id', 'account_id'])
          .execute()
        await db.schema.createIndex('members_account').on('members').column('account_id').execute()
        await db.schema
          .createTable('invitations')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
          .addColumn('code_hash', 'text', (c) => c.notNull().unique())
          .addColumn('role', 'text', (c) => c.notNull())
          .addColumn('created_by', 'text', (c) => c.notNull())
          .addColumn('created_at', 'bigint', (c) => c.notNull())
          .addColumn('expires_at', 'bigint', (c) => c.notNull())
          .addColumn('max_uses', 'integer', (c) => c.notNull())
          .addColumn('uses', 'integer', (c) => c.notNull().defaultTo(0))
          .addColumn('revoked_at', 'bigint')
          .execute()
        await db.schema
          .createTable('api_tokens')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
          .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
          .addColumn('name', 'text', (c) => c.notNull())
          .addColumn('secret_hash', 'text', (c) => c.notNull().unique())
          .addColumn('prefix', 'text', (c) => c.notNull())
          .addColumn('scopes', 'text', (c) => c.notNull())
          .addColumn('created_at', 'bigint', (c) => c.notNull())
          .addColumn('last_used_at', 'bigint')
          .addColumn('expires_at', 'bigint')
          .addColumn('revoked_at', 'bigint')
          .execute()
        await db.schema.createIndex('api_tokens_community').on('api_tokens').column('community_id').execute()
        await db.schema
          .createTable('audit_log')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('community_id', 'text')
          .addColumn('at', 'bigint', (c) => c.notNull())
          .addColumn('actor', 'text', (c) => c.notNull())
          .addColumn('actor_name', 'text', (c) => c.notNull())
          .addColumn('action', 'text', (c) => c.notNull())
          .addColumn('subject', 'text', (c) => c.notNull())
          .addColumn('details', 'text', (c) => c.notNull())
          .execute()
        await db.schema
          .createTable('hub_facts')
          .addColumn('name', 'text', (c) => c.primaryKey())
          .addColumn('value', 'text', (c) => c.notNull())
          .execute()
        await db.schema.createIndex('audit_log_community').on('audit_log').columns(['community_id', 'id']).execute()
      },
    },
    '0130_bans': {
      async up(db) {
        await db.schema
          .createTable('member_bans')
          .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
          .addColumn('account_id', 'text', (c) => c.notNull())
          .addColumn('banned_at', 'bigint', (c) => c.notNull())
          .addPrimaryKeyConstraint('member_bans_key', ['community_id', 'account_id'])
          .execute()
      },
    },
  }
}
