import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { Member } from '../../shared/members.ts'
import { mentionsIn } from '../../shared/mentions.ts'
import { MAX_REACTIONS, type RoomChangeKind, type RoomMessage } from '../../shared/room-messages.ts'
import type { Room } from '../../shared/rooms.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Live } from '../platform/live/live-hub.ts'
import { hydrate } from './message-history.ts'
import type { RoomTables } from './room-tables.ts'

/** Who does something in a room: a member, or somebody whose words came over a link. */
export interface Person {
  /** A member's id, or '<platform>:<id there>'. */
  key: string
  /** Also of somebody on a platform who is known to be a member. */
  memberId: string | null
  name: string
  /** Only of who is no member: a member's is looked up. */
  image: string | null
  /** Where it was done; null: in the hub itself. */
  platform: string | null
}

export interface NewMessage {
  /** Markdown. */
  text: string
  /** Unique for its author: the same again posts once. */
  clientMessageId?: string | undefined
  threadId?: string | undefined
  replyToId?: string | undefined
  fileIds?: readonly string[] | undefined
  /** As told by who brings it; absent: it is identified when it is translated. */
  language?: string | undefined
  /** Its author does not want to be translated. */
  asWritten?: boolean | undefined
  /** When it was written, where that was before now. */
  sentAt?: number | undefined
}

export interface RoomChange {
  kind: RoomChangeKind
  room: Room
  message: RoomMessage
  by: Person
}

/**
 * Follows changes inside their transaction.
 * @returns what to do once it stands.
 */
export type RoomConsumer = (queries: Queries, change: RoomChange) => Promise<(() => void) | undefined>

export interface MessageServiceDeps {
  queries: Queries
  live: Live
  events: EventBus
  consumers: readonly RoomConsumer[]
  now: () => number
  newId: () => string
}

type Row = RoomTables['room_messages']

/** Writes in rooms. Who may is checked by the caller; what is shown to anybody is stored before. */
export class MessageService {
  readonly #deps: MessageServiceDeps

  constructor(deps: MessageServiceDeps) {
    this.#deps = deps
  }

  /**
   * The same `clientMessageId` of one author posts once: the answer is then the message that is there.
   * @throws NotFoundError for a thread, a quoted message or a file that is not of this room.
   */
  async post(room: Room, author: Person, input: NewMessage): Promise<RoomMessage> {
    return await this.#change('posted', room, author, async (queries, position) => {
      const clientMessageId = input.clientMessageId === undefined ? null : `${author.key}:${input.clientMessageId}`
      const known = await findPosted(queries, room.id, clientMessageId)
      if (known !== undefined) return { row: known, isNew: false }
      const root = input.threadId === undefined ? undefined : await rootOf(queries, room.id, input.threadId)
      if (input.replyToId !== undefined) await findMessage(queries, room.id, input.replyToId)
      const row: Row = {
        id: this.#deps.newId(),
        room_id: room.id,
        community_id: room.communityId,
        position,
        revision: position,
        member_id: author.memberId,
        author_key: author.key,
        author_name: author.name,
        author_image: author.image,
        platform: author.platform,
        text: input.text,
        language: input.language ?? null,
        as_written: Number(input.asWritten ?? false),
        sent_at: input.sentAt ?? this.#deps.now(),
        edited_at: null,
        deleted_at: null,
        deleted_by: null,
        thread_id: root?.id ?? null,
        reply_to_id: input.replyToId ?? null,
        replies: 0,
        last_reply_at: null,
        client_message_id: clientMessageId,
      }
      await queries.insertInto('room_messages').values(row).execute()
      await claimFiles(queries, row, input.fileIds ?? [])
      await putMentions(queries, row)
      return { row, isNew: true, root }
    })
  }

  async edit(
    room: Room,
    messageId: string,
    by: Person,
    { text, language }: { text: string; language?: string | undefined },
  ): Promise<RoomMessage> {
    return await this.#change('edited', room, by, async (queries, revision) => {
      const before = await findMessage(queries, room.id, messageId)
      if (before.text === text) return { row: before, isNew: false }
      const row = await update(queries, messageId, {
        text,
        language: language ?? null,
        edited_at: this.#deps.now(),
        revision,
      })
      await putMentions(queries, row)
      return { row, isNew: true }
    })
  }

  /** Erases its words, files and reactions; that it was there stays. */
  async remove(room: Room, messageId: string, by: Person): Promise<RoomMessage> {
    return await this.#change('deleted', room, by, async (queries, revision) => {
      const before = await findMessage(queries, room.id, messageId)
      const row = await update(queries, messageId, {
        text: '',
        deleted_at: this.#deps.now(),
        deleted_by: by.name,
        revision,
      })
      await queries.deleteFrom('room_reactions').where('message_id', '=', messageId).execute()
      await queries.deleteFrom('room_mentions').where('message_id', '=', messageId).execute()
      // Without a message, and old: the next sweep erases them.
      await queries
        .updateTable('room_files')
        .set({ message_id: null, created_at: 0 })
        .where('message_id', '=', messageId)
        .execute()
      const root =
        before.thread_id === null ? undefined : await findMessage(queries, room.id, before.thread_id, 'also deleted')
      return { row, isNew: true, root }
    })
  }

  /** Adds a reaction, or takes it back. @throws HubError 'conflict' past 20 different ones. */
  async react(room: Room, messageId: string, by: Person, emoji: string, isOn: boolean): Promise<RoomMessage> {
    return await this.#change('reacted', room, by, async (queries, revision) => {
      const before = await findMessage(queries, room.id, messageId)
      const isNew = isOn
        ? await addReaction(queries, { messageId, emoji, by, now: this.#deps.now() })
        : await takeReaction(queries, messageId, emoji, by.key)
      return isNew ? { row: await update(queries, messageId, { revision }), isNew } : { row: before, isNew }
    })
  }

  /** One writer of a room at a time: what has a lower revision is there for whoever sees a higher one. */
  async #change(
    kind: RoomChangeKind,
    room: Room,
    by: Person,
    work: (queries: Queries, revision: number) => Promise<{ row: Row; isNew: boolean; root?: Row | undefined }>,
  ): Promise<RoomMessage> {
    const { message, thenAll } = await this.#deps.queries.transaction().execute(async (queries) => {
      const { row, isNew, root } = await work(queries, await nextRevision(queries, room.id))
      const changedRoot = root === undefined ? undefined : await recount(queries, root)
      const [hydrated, hydratedRoot] = await hydrate(queries, changedRoot === undefined ? [row] : [row, changedRoot])
      if (hydrated === undefined) throw new NotFoundError('message', row.id)
      if (!isNew) return { message: hydrated, thenAll: [] }
      const told: (() => void)[] = [() => this.#tell(kind, hydrated, hydratedRoot)]
      for (const consumer of this.#deps.consumers) {
        const then = await consumer(queries, { kind, room, message: hydrated, by })
        if (then !== undefined) told.push(then)
      }
      return { message: hydrated, thenAll: told }
    })
    for (const then of thenAll) then()
    return message
  }

  #tell(change: RoomChangeKind, message: RoomMessage, root: RoomMessage | undefined): void {
    const { communityId, roomId, id: messageId, revision } = message
    this.#deps.live.toCommunity(communityId, 'room:message', { change, message, root: root ?? null })
    this.#deps.events.publish('room:message', {
      communityId,
      roomId,
      messageId,
      revision: root?.revision ?? revision,
      change,
    })
  }
}

/** A member who does something here. */
export function personOf(member: Pick<Member, 'id' | 'name'>): Person {
  return { key: member.id, memberId: member.id, name: member.name, image: null, platform: null }
}

async function nextRevision(queries: Queries, roomId: string): Promise<number> {
  const room = await queries
    .updateTable('rooms')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', roomId)
    .returning('revision')
    .executeTakeFirst()
  if (room === undefined) throw new NotFoundError('room', roomId)
  return room.revision
}

async function update(queries: Queries, messageId: string, set: Partial<Row>): Promise<Row> {
  return await queries
    .updateTable('room_messages')
    .set(set)
    .where('id', '=', messageId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

async function findMessage(
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

async function findPosted(queries: Queries, roomId: string, clientMessageId: string | null): Promise<Row | undefined> {
  if (clientMessageId === null) return undefined
  return await queries
    .selectFrom('room_messages')
    .selectAll()
    .where('room_id', '=', roomId)
    .where('client_message_id', '=', clientMessageId)
    .executeTakeFirst()
}

/** A thread has one level: an answer to an answer stands in the same thread. One may go on whose first message is gone. */
async function rootOf(queries: Queries, roomId: string, messageId: string): Promise<Row> {
  const row = await findMessage(queries, roomId, messageId, 'also deleted')
  const root = row.thread_id === null ? row : await findMessage(queries, roomId, row.thread_id, 'also deleted')
  if (root.deleted_at !== null && root.replies === 0) throw new NotFoundError('message', messageId)
  return root
}

async function recount(queries: Queries, root: Row): Promise<Row> {
  const { replies, last } = await queries
    .selectFrom('room_messages')
    .select((eb) => [eb.fn.countAll<number>().as('replies'), eb.fn.max<number | null>('sent_at').as('last')])
    .where('thread_id', '=', root.id)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  const revision = await nextRevision(queries, root.room_id)
  return await update(queries, root.id, { replies, last_reply_at: last, revision })
}

async function claimFiles(queries: Queries, row: Row, fileIds: readonly string[]): Promise<void> {
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

async function putMentions(queries: Queries, row: Row): Promise<void> {
  await queries.deleteFrom('room_mentions').where('message_id', '=', row.id).execute()
  const ids = mentionsIn(row.text)
  if (ids.length === 0) return
  const members = await queries
    .selectFrom('members')
    .select('id')
    .where('id', 'in', ids)
    .where('community_id', '=', row.community_id)
    .where('role', '!=', 'guest')
    .execute()
  if (members.length === 0) return
  await queries
    .insertInto('room_mentions')
    .values(
      members.map(({ id }) => ({ message_id: row.id, member_id: id, room_id: row.room_id, position: row.position })),
    )
    .execute()
}

async function addReaction(
  queries: Queries,
  { messageId, emoji, by, now }: { messageId: string; emoji: string; by: Person; now: number },
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

async function takeReaction(queries: Queries, messageId: string, emoji: string, personKey: string): Promise<boolean> {
  const deleted = await queries
    .deleteFrom('room_reactions')
    .where('message_id', '=', messageId)
    .where('emoji', '=', emoji)
    .where('person_key', '=', personKey)
    .executeTakeFirst()
  return Number(deleted.numDeletedRows) > 0
}
