import type { Migrations } from '../platform/migrate.ts'

export const linkMigrations: Migrations = () => ({
  '0100_links': {
    async up(db) {
      await db.schema
        .createTable('linked_channels')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('room_id', 'text', (c) => c.notNull().references('rooms.id').onDelete('cascade'))
        .addColumn('platform', 'text', (c) => c.notNull())
        .addColumn('workspace_id', 'text', (c) => c.notNull())
        .addColumn('workspace_name', 'text', (c) => c.notNull())
        .addColumn('channel_id', 'text', (c) => c.notNull())
        .addColumn('channel_name', 'text', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('language', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('problem', 'text')
        .addColumn('asked_by', 'text')
        .addColumn('linked_by', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('seen_id', 'text')
        .addColumn('from_position', 'integer', (c) => c.notNull())
        .addColumn('carried_revision', 'integer', (c) => c.notNull())
        .addUniqueConstraint('linked_channels_once', ['platform', 'workspace_id', 'channel_id'])
        .execute()
      await db.schema.createIndex('linked_channels_room').on('linked_channels').columns(['room_id', 'state']).execute()
      await db.schema
        .createTable('linked_messages')
        .addColumn('linked_channel_id', 'text', (c) => c.notNull().references('linked_channels.id').onDelete('cascade'))
        .addColumn('external_id', 'text', (c) => c.notNull())
        .addColumn('place_id', 'text', (c) => c.notNull())
        .addColumn('message_id', 'text', (c) => c.notNull().references('room_messages.id').onDelete('cascade'))
        .addColumn('part', 'integer', (c) => c.notNull())
        .addColumn('is_copy', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('linked_messages_key', ['linked_channel_id', 'external_id'])
        .execute()
      await db.schema
        .createIndex('linked_messages_of')
        .on('linked_messages')
        .columns(['message_id', 'linked_channel_id'])
        .execute()
      await db.schema
        .createTable('linked_reactions')
        .addColumn('message_id', 'text', (c) => c.notNull().references('room_messages.id').onDelete('cascade'))
        .addColumn('emoji', 'text', (c) => c.notNull())
        .addColumn('person_key', 'text', (c) => c.notNull())
        .addColumn('linked_channel_id', 'text', (c) => c.notNull().references('linked_channels.id').onDelete('cascade'))
        .addPrimaryKeyConstraint('linked_reactions_key', ['message_id', 'emoji', 'person_key', 'linked_channel_id'])
        .execute()
    },
  },
  '0101_chat_translation': {
    async up(db) {
      await db.schema
        .createTable('chat_translation_settings')
        .addColumn('platform', 'text', (c) => c.notNull())
        .addColumn('workspace_id', 'text', (c) => c.notNull())
        .addColumn('person_id', 'text', (c) => c.notNull())
        .addColumn('language', 'text')
        .addColumn('is_opted_out', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('chat_translation_settings_key', ['platform', 'workspace_id', 'person_id'])
        .execute()
      await db.schema
        .createTable('channel_followers')
        .addColumn('platform', 'text', (c) => c.notNull())
        .addColumn('workspace_id', 'text', (c) => c.notNull())
        .addColumn('channel_id', 'text', (c) => c.notNull())
        .addColumn('person_id', 'text', (c) => c.notNull())
        .addColumn('account_id', 'text', (c) => c.notNull())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('language', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('channel_followers_key', ['platform', 'workspace_id', 'channel_id', 'person_id'])
        .execute()
    },
  },
  '0185_linked_threads': {
    async up(db) {
      await db.schema
        .createTable('linked_threads')
        .addColumn('linked_channel_id', 'text', (c) => c.notNull().references('linked_channels.id').onDelete('cascade'))
        .addColumn('thread_id', 'text', (c) => c.notNull())
        .addColumn('message_id', 'text', (c) => c.notNull().references('room_messages.id').onDelete('cascade'))
        .addPrimaryKeyConstraint('linked_threads_key', ['linked_channel_id', 'thread_id'])
        .execute()
      await db.schema.createIndex('linked_threads_of').on('linked_threads').column('message_id').execute()
    },
  },
  '0165_followed_messages': {
    async up(db) {
      await db.schema
        .createTable('followed_messages')
        .addColumn('platform', 'text', (c) => c.notNull())
        .addColumn('workspace_id', 'text', (c) => c.notNull())
        .addColumn('channel_id', 'text', (c) => c.notNull())
        .addColumn('message_id', 'text', (c) => c.notNull())
        .addColumn('message', 'text', (c) => c.notNull())
        .addColumn('told_at', 'bigint', (c) => c.notNull())
        .addColumn('claimed_until', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('followed_messages_key', ['platform', 'workspace_id', 'channel_id', 'message_id'])
        .execute()
      await db.schema.createIndex('followed_messages_age').on('followed_messages').column('told_at').execute()
    },
  },
})
