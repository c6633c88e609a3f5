import { sql } from 'kysely'
import { NotFoundError } from '../../shared/errors.ts'
import { withoutMentionLinks } from '../../shared/mentions.ts'
import type { RoomFile, RoomMessage, RoomReaction } from '../../shared/room-messages.ts'
import type { Queries } from '../platform/database.ts'
import { prepared } from '../platform/prepared.ts'
import type { RoomTables } from './room-tables.ts'

type Row = RoomTables['room_messages']
type Page = { messages: RoomMessage[]; hasEarlier: boolean; hasLater: boolean }

const MAX_PEOPLE = 100
const MAX_QUOTE = 200

/** What was said in the rooms, as it is to be shown. */
export class MessageHistory {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  /** @throws NotFoundError also for a message of another room. */
  async get(roomId: string, messageId: string, queries: Queries = this.#queries): Promise<RoomMessage> {
    const row = await queries
      .selectFrom('room_messages')
      .selectAll()
      .where('id', '=', messageId)
      .where('room_id', '=', roomId)
      .executeTakeFirst()
    const [message] = row === undefined ? [] : await hydrate(queries, [row])
    if (message === undefined) throw new NotFoundError('message', messageId)
    return message
  }

  /** Those of them that are of this room, in no order. */
  async these(roomId: string, ids: readonly string[]): Promise<RoomMessage[]> {
    if (ids.length === 0) return []
    const rows = await this.#queries
      .selectFrom('room_messages')
      .selectAll()
      .where('id', 'in', ids)
      .where('room_id', '=', roomId)
      .execute()
    return await hydrate(this.#queries, rows)
  }

  /**
   * At most `limit` messages of a room, or of one of its threads, newest last: the latest, or those before, after, or
   * around a message.
   * @throws NotFoundError when that message is not of this room.
   */
  async page(
    roomId: string,
    asked: {
      before?: string | undefined
      after?: string | undefined
      around?: string | undefined
      thread?: string | undefined
      limit: number
    },
  ): Promise<Page> {
    const { before, after, around, thread, limit } = asked
    if (around !== undefined) {
      const { position } = await this.#row(roomId, around)
      const earlier = await this.#some(roomId, thread, { before: position + 1, limit: Math.ceil(limit / 2) })
      const later = await this.#some(roomId, thread, { after: position, limit: Math.max(1, Math.floor(limit / 2)) })
      return {
        messages: await hydrate(this.#queries, [...earlier.rows, ...later.rows]),
        hasEarlier: earlier.hasMore,
        hasLater: later.hasMore,
      }
    }
    if (after !== undefined) {
      const { position } = await this.#row(roomId, after)
      const { rows, hasMore } = await this.#some(roomId, thread, { after: position, limit })
      return { messages: await hydrate(this.#queries, rows), hasEarlier: true, hasLater: hasMore }
    }
    const position = before === undefined ? undefined : (await this.#row(roomId, before)).position
    const { rows, hasMore } = await this.#some(roomId, thread, { before: position, limit })
    return { messages: await hydrate(this.#queries, rows), hasEarlier: hasMore, hasLater: before !== undefined }
  }

  /** What changed after a revision, as it is now, by revision: a follower that keeps the last one misses nothing. */
  async changes(roomId: string, since: number, limit: number): Promise<RoomMessage[]> {
    return await hydrate(this.#queries, await changedSince(this.#queries, { roomId, since, limit }))
  }

  /** The words of the last few messages before one, in the same place, oldest first: what it may refer to. */
  async textsBefore(
    { roomId, threadId, position }: Pick<RoomMessage, 'roomId' | 'threadId' | 'position'>,
    limit: number,
  ): Promise<string[]> {
    const before = { roomId, position, limit }
    const rows =
      threadId === null
        ? await saidBefore(this.#queries, before)
        : await saidInThreadBefore(this.#queries, { ...before, threadId })
    return rows.map(({ text }) => text).toReversed()
  }

  async #row(roomId: string, messageId: string): Promise<Pick<Row, 'position'>> {
    const row = await this.#queries
      .selectFrom('room_messages')
      .select('position')
      .where('id', '=', messageId)
      .where('room_id', '=', roomId)
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('message', messageId)
    return row
  }

  async #some(
    roomId: string,
    thread: string | undefined,
    { before, after, limit }: { before?: number | undefined; after?: number | undefined; limit: number },
  ): Promise<{ rows: Row[]; hasMore: boolean }> {
    let query = this.#queries.selectFrom('room_messages').selectAll().where('room_id', '=', roomId)
    query = thread === undefined ? query.where('thread_id', 'is', null) : query.where('thread_id', '=', thread)
    if (before !== undefined) query = query.where('position', '<', before)
    if (after !== undefined) query = query.where('position', '>', after)
    const rows = await query
      .orderBy('position', after === undefined ? 'desc' : 'asc')
      .limit(limit + 1)
      .execute()
    const hasMore = rows.length > limit
    const some = rows.slice(0, limit)
    return { rows: after === undefined ? some.toReversed() : some, hasMore }
  }
}

/** Rows with all that belongs to them. `isBare`: they have neither reactions nor files, as the caller knows. */
export async function hydrate(queries: Queries, rows: readonly Row[], isBare = false): Promise<RoomMessage[]> {
  if (rows.length === 0) return []
  const dressed = isBare ? [] : rows
  const [reactions, files, quotes, images] = await Promise.all([
    // Each of them has given its message another revision.
    reactionsOf(queries, idsOf(dressed.filter(({ revision, position }) => revision !== position))),
    filesOf(queries, idsOf(dressed)),
    quotesOf(queries, rows),
    imagesOf(queries, rows),
  ])
  return rows.map((row) => ({
    id: row.id,
    roomId: row.room_id,
    communityId: row.community_id,
    position: row.position,
    revision: row.revision,
    author: {
      memberId: row.member_id,
      name: row.author_name,
      image: row.author_image ?? images.get(row.member_id ?? '') ?? null,
      platform: row.platform,
    },
    text: row.text,
    sentAt: row.sent_at,
    editedAt: row.edited_at,
    deletedAt: row.deleted_at,
    deletedBy: row.deleted_by,
    withheld: row.withheld_text !== null,
    threadId: row.thread_id,
    replies: row.replies,
    lastReplyAt: row.last_reply_at,
    quote: quotes.get(row.reply_to_id ?? '') ?? null,
    reactions: row.withheld_text === null ? (reactions.get(row.id) ?? []) : [],
    files: row.withheld_text === null ? (files.get(row.id) ?? []) : [],
    asWritten: row.as_written === 1,
    // Stored with the member's id and a colon before it.
    clientMessageId: row.platform === null ? (row.client_message_id?.replace(/^[^:]*:/, '') ?? null) : null,
  }))
}

function idsOf(rows: readonly Row[]): string[] {
  return rows.map(({ id }) => id)
}

async function reactionsOf(queries: Queries, ids: readonly string[]): Promise<Map<string, RoomReaction[]>> {
  if (ids.length === 0) return new Map()
  const rows = await queries
    .selectFrom('room_reactions')
    .selectAll()
    .where('message_id', 'in', ids)
    .orderBy('created_at')
    .orderBy('person_key')
    .execute()
  const byMessage = new Map<string, Map<string, RoomReaction>>()
  for (const { message_id, emoji, member_id, name } of rows) {
    const ofMessage = byMessage.get(message_id) ?? new Map<string, RoomReaction>()
    const reaction = ofMessage.get(emoji) ?? { emoji, count: 0, people: [] }
    reaction.count += 1
    if (reaction.people.length < MAX_PEOPLE) reaction.people.push({ memberId: member_id, name })
    byMessage.set(message_id, ofMessage.set(emoji, reaction))
  }
  return new Map([...byMessage].map(([id, ofMessage]) => [id, [...ofMessage.values()]]))
}

async function filesOf(queries: Queries, ids: readonly string[]): Promise<Map<string, RoomFile[]>> {
  if (ids.length === 0) return new Map()
  const rows = await filesWith(queries, { ids })
  const byMessage = new Map<string, RoomFile[]>()
  for (const { message_id, ...file } of rows) {
    if (message_id !== null) byMessage.set(message_id, [...(byMessage.get(message_id) ?? []), file])
  }
  return byMessage
}

async function quotesOf(queries: Queries, rows: readonly Row[]): Promise<Map<string, RoomMessage['quote']>> {
  const ids = rows.flatMap(({ reply_to_id }) => reply_to_id ?? [])
  if (ids.length === 0) return new Map()
  const quoted = await queries
    .selectFrom('room_messages')
    .select(['id', 'author_name', sql<string>`substr(text, 1, ${MAX_QUOTE * 2})`.as('text')])
    .where('id', 'in', ids)
    .execute()
  return new Map(
    quoted.map(({ id, author_name, text }) => [
      id,
      { id, authorName: author_name, text: withoutMentionLinks(text).slice(0, MAX_QUOTE) },
    ]),
  )
}

async function imagesOf(queries: Queries, rows: readonly Row[]): Promise<Map<string, string | null>> {
  const ids = [...new Set(rows.flatMap(({ member_id }) => member_id ?? []))]
  if (ids.length === 0) return new Map()
  const members = await queries.selectFrom('members').select(['id', 'image']).where('id', 'in', ids).execute()
  return new Map(members.map(({ id, image }) => [id, image]))
}

const changedSince = prepared((queries: Queries, asked: { roomId: string; since: number; limit: number }) =>
  queries
    .selectFrom('room_messages')
    .selectAll()
    .where('room_id', '=', asked.roomId)
    .where('revision', '>', asked.since)
    .orderBy('revision')
    .limit(asked.limit),
)

const saidBefore = prepared((queries: Queries, asked: { roomId: string; position: number; limit: number }) =>
  textsIn(queries, asked).where('thread_id', 'is', null),
)

const saidInThreadBefore = prepared(
  (queries: Queries, asked: { roomId: string; threadId: string; position: number; limit: number }) =>
    textsIn(queries, asked).where('thread_id', '=', asked.threadId),
)

function textsIn(queries: Queries, { roomId, position, limit }: { roomId: string; position: number; limit: number }) {
  return queries
    .selectFrom('room_messages')
    .select('text')
    .where('room_id', '=', roomId)
    .where('position', '<', position)
    .where('deleted_at', 'is', null)
    .where('text', '!=', '')
    .orderBy('position', 'desc')
    .limit(limit)
}

const filesWith = prepared((queries: Queries, { ids }: { ids: readonly string[] }) =>
  queries
    .selectFrom('room_files')
    .innerJoin('attachments', 'attachments.id', 'room_files.id')
    .select(['room_files.message_id', 'attachments.id', 'attachments.name', 'attachments.type', 'attachments.bytes'])
    .where('room_files.message_id', 'in', ids)
    .orderBy('room_files.id'),
)
