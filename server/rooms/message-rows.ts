import { type RawBuilder, sql } from 'kysely'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import { mentionsIn } from '../../shared/mentions.ts'
import { MAX_REACTIONS } from '../../shared/room-messages.ts'
import type { Queries } from '../platform/database.ts'
import { prepared } from '../platform/prepared.ts'
import type { RoomTables } from './room-tables.ts'

type Row = RoomTables['room_messages']

interface Reactor {
  key: string
  memberId: string | null
  name: string
  platform: string | null
}

const takeRevision = prepared((queries: Queries, { roomId }: { roomId: string }) =>
  queries
    .updateTable('rooms')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', roomId)
    .returning('revision'),
)

/** Takes the room's next revision, and with it the lock on the room until the transaction ends. */
export async function nextRevision(queries: Queries, roomId: string): Promise<number> {
  const [room] = await takeRevision(queries, { roomId })
  if (room === undefined) throw new NotFoundError('room', roomId)
  return room.revision
}

export async function updateMessage(queries: Queries, messageId: string, set: Partial<Row>): Promise<Row> {
  return await queries
    .updateTable('room_messages')
    .set(set)
    .where('id', '=', messageId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function findMessage(
  queries: Queries,
  roomId: string,
  messageId: string,
  which: 'not deleted' | 'also deleted' = 'not deleted',
): Promise<Row> {
  const row = await queries
    .selectFrom('room_messages')
    .selectAll()
    .where('id', '=', messageId)
    .where('room_id', '=', roomId)
    .executeTakeFirst()
  if (row === undefined || (which === 'not deleted' && row.deleted_at !== null)) {
    throw new NotFoundError('message', messageId)
  }
  return row
}

export async function findPosted(
  queries: Queries,
  roomId: string,
  clientMessageId: string | null,
): Promise<Row | undefined> {
  if (clientMessageId === null) return undefined
  const [row] = await postedAs(queries, { roomId, clientMessageId })
  return row
}

const postedAs = prepared((queries: Queries, of: { roomId: string; clientMessageId: string }) =>
  queries
    .selectFrom('room_messages')
    .selectAll()
    .where('room_id', '=', of.roomId)
    .where('client_message_id', '=', of.clientMessageId),
)

export async function insertMessage(queries: Queries, row: Row): Promise<void> {
  await insertRow(queries, { row })
}

const insertRow = prepared((queries: Queries, { row }: { row: Row }) => queries.insertInto('room_messages').values(row))

/** A thread has one level: an answer to an answer stands in the same thread. One may go on whose first message is gone. */
export async function rootOf(queries: Queries, roomId: string, messageId: string): Promise<Row> {
  const row = await findMessage(queries, roomId, messageId, 'also deleted')
  const root = row.thread_id === null ? row : await findMessage(queries, roomId, row.thread_id, 'also deleted')
  if (root.deleted_at !== null && root.replies === 0) throw new NotFoundError('message', messageId)
  return root
}

export async function recount(queries: Queries, root: Row): Promise<Row> {
  const { replies, last } = await queries
    .selectFrom('room_messages')
    .select((eb) => [eb.fn.countAll<number>().as('replies'), eb.fn.max<number | null>('sent_at').as('last')])
    .where('thread_id', '=', root.id)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  const revision = await nextRevision(queries, root.room_id)
  return await updateMessage(queries, root.id, { replies, last_reply_at: last, revision })
}

export async function claimFiles(queries: Queries, row: Row, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return
  const claimed = await queries
    .updateTable('room_files')
    .set({ message_id: row.id })
    .where('id', 'in', fileIds)
    .where('room_id', '=', row.room_id)
    .where('person_key', '=', row.author_key)
    .where('message_id', 'is', null)
    .executeTakeFirst()
  if (Number(claimed.numUpdatedRows) !== new Set(fileIds).size) {
    throw new HubError('invalid_input', 'A file is not there any more, or was sent already; attach it again.')
  }
}

export async function putMentions(queries: Queries, row: Row): Promise<void> {
  await queries.deleteFrom('room_mentions').where('message_id', '=', row.id).execute()
  await addMentions(queries, row)
}

/** Whether the row of `members` at hand may enter a room of its community, as SQL. */
function mayEnterRoom(roomId: string): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from rooms where rooms.id = ${roomId} and (rooms.is_private = 0 or exists (
    select 1 from room_members where room_members.room_id = rooms.id and room_members.member_id = members.id)))`
}

/** Of a message that has none yet. */
export async function addMentions(queries: Queries, row: Row): Promise<void> {
  const ids = mentionsIn(row.text)
  if (ids.length === 0) return
  const members = await queries
    .selectFrom('members')
    .select('id')
    .where('id', 'in', ids)
    .where('community_id', '=', row.community_id)
    .where('role', '!=', 'guest')
    .where(mayEnterRoom(row.room_id))
    .execute()
  if (members.length === 0) return
  await queries
    .insertInto('room_mentions')
    .values(
      members.map(({ id }) => ({ message_id: row.id, member_id: id, room_id: row.room_id, position: row.position })),
    )
    .execute()
}

export async function addReaction(
  queries: Queries,
  { messageId, emoji, by, now }: { messageId: string; emoji: string; by: Reactor; now: number },
): Promise<boolean> {
  const others = await queries
    .selectFrom('room_reactions')
    .select('emoji')
    .distinct()
    .where('message_id', '=', messageId)
    .where('emoji', '!=', emoji)
    .execute()
  if (others.length >= MAX_REACTIONS) {
    throw new HubError('conflict', `A message has at most ${MAX_REACTIONS} different reactions.`)
  }
  const inserted = await queries
    .insertInto('room_reactions')
    .values({
      message_id: messageId,
      emoji,
      person_key: by.key,
      member_id: by.memberId,
      name: by.name,
      platform: by.platform,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0
}

export async function takeReaction(
  queries: Queries,
  messageId: string,
  emoji: string,
  personKey: string,
): Promise<boolean> {
  const deleted = await queries
    .deleteFrom('room_reactions')
    .where('message_id', '=', messageId)
    .where('emoji', '=', emoji)
    .where('person_key', '=', personKey)
    .executeTakeFirst()
  return Number(deleted.numDeletedRows) > 0
}
