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
})
