import { sql } from 'kysely'
import type { Migrations } from '../platform/migrate.ts'

export const roomMigrations: Migrations = () => ({
  '0004_rooms': {
    async up(db) {
      await db.schema
        .createTable('rooms')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('community_id', 'text', (c) => c.notNull().references('communities.id').onDelete('cascade'))
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('topic', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema.createIndex('rooms_community').on('rooms').column('community_id').execute()
      await db.schema
        .createTable('room_messages')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('room_id', 'text', (c) => c.notNull().references('rooms.id').onDelete('cascade'))
        .addColumn('community_id', 'text', (c) => c.notNull())
        .addColumn('member_id', 'text')
        .addColumn('author_name', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('sent_at', 'bigint', (c) => c.notNull())
        .addColumn('client_message_id', 'text')
        .addUniqueConstraint('room_messages_once', ['room_id', 'client_message_id'])
        .execute()
      await db.schema.createIndex('room_messages_room').on('room_messages').columns(['room_id', 'id']).execute()
    },
  },
  '0090_room_messages': {
    async up(db) {
      const rooms = db.schema.alterTable('rooms')
      await rooms.addColumn('languages', 'text', (c) => c.notNull().defaultTo('[]')).execute()
      await rooms.addColumn('writers', 'text', (c) => c.notNull().defaultTo('members')).execute()
      await rooms.addColumn('local_only', 'integer', (c) => c.notNull().defaultTo(0)).execute()
      await rooms.addColumn('archived_at', 'bigint').execute()
      await rooms.addColumn('revision', 'bigint', (c) => c.notNull().defaultTo(0)).execute()

      const messages = db.schema.alterTable('room_messages')
      for (const column of ['position', 'revision'])
        await messages.addColumn(column, 'bigint', (c) => c.notNull().defaultTo(0)).execute()
      await messages.addColumn('author_key', 'text', (c) => c.notNull().defaultTo('')).execute()
      for (const column of ['author_image', 'platform', 'language', 'deleted_by', 'thread_id', 'reply_to_id'])
        await messages.addColumn(column, 'text').execute()
      for (const column of ['edited_at', 'deleted_at', 'last_reply_at'])
        await messages.addColumn(column, 'bigint').execute()
      for (const column of ['as_written', 'replies'])
        await messages.addColumn(column, 'integer', (c) => c.notNull().defaultTo(0)).execute()

      await sql`update room_messages set position = numbered.n, revision = numbered.n,
        author_key = coalesce(room_messages.member_id, '')
        from (select id, row_number() over (partition by room_id order by id) as n from room_messages) as numbered
        where numbered.id = room_messages.id`.execute(db)
      await sql`update rooms set revision = coalesce(
        (select max(position) from room_messages where room_messages.room_id = rooms.id), 0)`.execute(db)
      await db.schema
        .createIndex('room_messages_position')
        .on('room_messages')
        .columns(['room_id', 'position'])
        .unique()
        .execute()
      await db.schema
        .createIndex('room_messages_revision')
        .on('room_messages')
        .columns(['room_id', 'revision'])
        .execute()
      await db.schema
        .createIndex('room_messages_thread')
        .on('room_messages')
        .columns(['thread_id', 'position'])
        .execute()

      await db.schema
        .createTable('room_reactions')
        .addColumn('message_id', 'text', (c) => c.notNull().references('room_messages.id').onDelete('cascade'))
        .addColumn('emoji', 'text', (c) => c.notNull())
        .addColumn('person_key', 'text', (c) => c.notNull())
        .addColumn('member_id', 'text')
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('platform', 'text')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('room_reactions_key', ['message_id', 'emoji', 'person_key'])
        .execute()
      await db.schema
        .createTable('room_files')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('room_id', 'text', (c) => c.notNull().references('rooms.id').onDelete('cascade'))
        .addColumn('message_id', 'text')
        .addColumn('person_key', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema.createIndex('room_files_message').on('room_files').column('message_id').execute()
      await db.schema
        .createTable('room_mentions')
        .addColumn('message_id', 'text', (c) => c.notNull().references('room_messages.id').onDelete('cascade'))
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('room_id', 'text', (c) => c.notNull())
        .addColumn('position', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('room_mentions_key', ['message_id', 'member_id'])
        .execute()
      await db.schema
        .createIndex('room_mentions_member')
        .on('room_mentions')
        .columns(['member_id', 'room_id', 'position'])
        .execute()
    },
  },
  '0091_room_reading': {
    async up(db) {
      await db.schema
        .createTable('room_readers')
        .addColumn('room_id', 'text', (c) => c.notNull().references('rooms.id').onDelete('cascade'))
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('read_position', 'bigint')
        .addColumn('language', 'text')
        .addColumn('seen_language', 'text')
        .addColumn('seen_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('room_readers_key', ['room_id', 'member_id'])
        .execute()
      await db.schema
        .createTable('reading_preferences')
        .addColumn('member_id', 'text', (c) => c.primaryKey().references('members.id').onDelete('cascade'))
        .addColumn('language', 'text')
        .addColumn('translate_mine', 'integer', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('room_translations')
        .addColumn('message_id', 'text', (c) => c.notNull().references('room_messages.id').onDelete('cascade'))
        .addColumn('language', 'text', (c) => c.notNull())
        .addColumn('claim', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('text', 'text')
        .addColumn('from_language', 'text')
        .addColumn('engine', 'text')
        .addColumn('model', 'text')
        .addColumn('reason', 'text')
        .addColumn('retryable', 'integer', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('room_translations_key', ['message_id', 'language'])
        .execute()
    },
  },
  '0161_private_rooms': {
    async up(db) {
      await db.schema
        .alterTable('rooms')
        .addColumn('is_private', 'integer', (c) => c.notNull().defaultTo(0))
        .execute()
      await db.schema
        .createTable('room_members')
        .addColumn('room_id', 'text', (c) => c.notNull().references('rooms.id').onDelete('cascade'))
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('role', 'text', (c) => c.notNull())
        .addColumn('added_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('room_members_key', ['room_id', 'member_id'])
        .execute()
      await db.schema.createIndex('room_members_member').on('room_members').column('member_id').execute()
    },
  },
  '0162_thread_readers': {
    async up(db) {
      await db.schema
        .createTable('room_thread_readers')
        .addColumn('thread_id', 'text', (c) => c.notNull().references('room_messages.id').onDelete('cascade'))
        .addColumn('member_id', 'text', (c) => c.notNull().references('members.id').onDelete('cascade'))
        .addColumn('room_id', 'text', (c) => c.notNull().references('rooms.id').onDelete('cascade'))
        .addColumn('follows', 'integer', (c) => c.notNull())
        .addColumn('read_position', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('room_thread_readers_key', ['thread_id', 'member_id'])
        .execute()
      await db.schema
        .createIndex('room_thread_readers_member')
        .on('room_thread_readers')
        .columns(['member_id', 'room_id'])
        .execute()
      // Who wrote in a thread before follows it, and has read what stands there.
      await sql`insert into room_thread_readers (thread_id, member_id, room_id, follows, read_position)
        select taking.thread_id, taking.member_id, taking.room_id, 1, last.position
        from (select thread_id, member_id, room_id from room_messages where thread_id is not null
          union select id, member_id, room_id from room_messages where replies > 0) as taking
        join members on members.id = taking.member_id
        join (select thread_id, max(position) as position from room_messages group by thread_id) as last
          on last.thread_id = taking.thread_id`.execute(db)
    },
  },
  '0163_one_opt_out': {
    async up(db) {
      await db.schema
        .createTable('translation_opt_outs')
        .addColumn('account_id', 'text', (c) => c.primaryKey().references('auth_user.id').onDelete('cascade'))
        .addColumn('since', 'bigint', (c) => c.notNull())
        .execute()
      await sql`insert into translation_opt_outs (account_id, since)
        select distinct members.account_id, 0 from reading_preferences
        join members on members.id = reading_preferences.member_id
        where reading_preferences.translate_mine = 0`.execute(db)
      await db.schema.alterTable('reading_preferences').dropColumn('translate_mine').execute()
    },
  },
  '0195_lean_thread_index': {
    async up(db) {
      await db.schema.dropIndex('room_messages_thread').execute()
      await db.schema
        .createIndex('room_messages_thread')
        .on('room_messages')
        .columns(['thread_id', 'position'])
        .where('thread_id', 'is not', null)
        .execute()
    },
  },
  '0197_lean_room_index': {
    async up(db) {
      // Messages are read by their positions, and changes by their revisions: nothing is looked for by this one any more.
      await db.schema.dropIndex('room_messages_room').execute()
    },
  },
})
