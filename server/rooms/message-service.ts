import { NotFoundError } from '../../shared/errors.ts'
import type { Member } from '../../shared/members.ts'
import type { RoomChangeKind, RoomMessage } from '../../shared/room-messages.ts'
import type { Room } from '../../shared/rooms.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Live } from '../platform/live/live-hub.ts'
import type { PostingGuard } from '../moderation/posting-guard.ts'
import { hydrate } from './message-history.ts'
import {
  addMentions,
  addReaction,
  claimFiles,
  findMessage,
  findPosted,
  insertMessage,
  nextRevision,
  putMentions,
  recount,
  rootOf,
  takeReaction,
  updateMessage,
} from './message-rows.ts'
import { type Audience, audienceOf, tellAudience } from './room-audience.ts'
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

/** A message as it is about to be stored, or is. */
export interface ComingMessage extends Pick<
  RoomMessage,
  'id' | 'roomId' | 'threadId' | 'position' | 'text' | 'asWritten' | 'clientMessageId'
> {
  author: Pick<RoomMessage['author'], 'memberId' | 'platform' | 'name'>
}

export interface RoomChange {
  kind: RoomChangeKind
  room: Room
  message: RoomMessage
  by: Person
  /** Who hears of it. */
  audience: Audience
  /** Under which its author posted it, behind the author's key. */
  clientMessageId: string | null
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
  posting: PostingGuard
  /** Told of what may be posted before it is stored: what takes long can begin. Resolves when it has. Never rejects. */
  foresee: (room: Room, message: ComingMessage) => Promise<void>
  now: () => number
  newId: () => string
}

type Row = RoomTables['room_messages']

/** What became of a message, and of the first message of its thread. `isBare`: it has neither reactions nor files. */
interface Work {
  row: Row
  isNew: boolean
  root?: Row | undefined
  isBare?: boolean
}

/** Writes in rooms. Who may is checked by the caller; what is shown to anybody is stored before. */
export class MessageService {
  readonly #deps: MessageServiceDeps

  constructor(deps: MessageServiceDeps) {
    this.#deps = deps
  }

  /**
   * The same `clientMessageId` of one author posts once: the answer is then the message that is there.
   * @throws NotFoundError for a thread, a quoted message or a file that is not of this room; HubError as `PostingGuard.admit`.
   */
  async post(room: Room, author: Person, input: NewMessage): Promise<RoomMessage> {
    await this.#admit(room, author, input.text, author.platform === null)
    const id = this.#deps.newId()
    await this.#deps.foresee(room, {
      id,
      roomId: room.id,
      // Behind all that is there.
      position: Number.MAX_SAFE_INTEGER,
      threadId: input.threadId ?? null,
      author,
      text: input.text,
      asWritten: input.asWritten ?? false,
      clientMessageId: input.clientMessageId ?? null,
    })
    return await this.#change('posted', room, author, async (queries, position) => {
      const clientMessageId = input.clientMessageId === undefined ? null : `${author.key}:${input.clientMessageId}`
      const known = await findPosted(queries, room.id, clientMessageId)
      if (known !== undefined) return { row: known, isNew: false }
      const root = input.threadId === undefined ? undefined : await rootOf(queries, room.id, input.threadId)
      if (input.replyToId !== undefined) await findMessage(queries, room.id, input.replyToId)
      const row: Row = {
        id,
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
        withheld_text: null,
        thread_id: root?.id ?? null,
        reply_to_id: input.replyToId ?? null,
        replies: 0,
        last_reply_at: null,
        client_message_id: clientMessageId,
      }
      await insertMessage(queries, row)
      await claimFiles(queries, row, input.fileIds ?? [])
      await addMentions(queries, row)
      return { row, isNew: true, root, isBare: root === undefined && (input.fileIds ?? []).length === 0 }
    })
  }

  async edit(
    room: Room,
    messageId: string,
    by: Person,
    { text, language }: { text: string; language?: string | undefined },
  ): Promise<RoomMessage> {
    await this.#admit(room, by, text, false)
    return await this.#change('edited', room, by, async (queries, revision) => {
      const before = await findMessage(queries, room.id, messageId)
      if (before.text === text) return { row: before, isNew: false }
      const row = await updateMessage(queries, messageId, {
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
      const row = await updateMessage(queries, messageId, {
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
      return { row, isNew: true, root: await rootBefore(queries, room.id, before.thread_id) }
    })
  }

  /** As `remove` for whoever looks, but `giveBack` undoes it. @throws NotFoundError when it is not there to be seen. */
  async withhold(room: Room, messageId: string, by: Person): Promise<void> {
    await this.#change('deleted', room, by, async (queries, revision) => {
      const { text, thread_id } = await findMessage(queries, room.id, messageId)
      const row = await updateMessage(queries, messageId, {
        text: '',
        withheld_text: text,
        deleted_at: this.#deps.now(),
        deleted_by: by.name,
        revision,
      })
      await queries.deleteFrom('room_mentions').where('message_id', '=', messageId).execute()
      return { row, isNew: true, root: await rootBefore(queries, room.id, thread_id) }
    })
  }

  /** @throws NotFoundError when it was not withheld. */
  async giveBack(room: Room, messageId: string, by: Person): Promise<void> {
    await this.#change('edited', room, by, async (queries, revision) => {
      const { withheld_text: text, thread_id } = await findMessage(queries, room.id, messageId, 'also deleted')
      if (text === null) throw new NotFoundError('message', messageId)
      const row = await updateMessage(queries, messageId, {
        text,
        withheld_text: null,
        deleted_at: null,
        deleted_by: null,
        revision,
      })
      await putMentions(queries, row)
      return { row, isNew: true, root: await rootBefore(queries, room.id, thread_id) }
    })
  }

  /** Adds a reaction, or takes it back. @throws HubError 'conflict' past 20 different ones. */
  async react(room: Room, messageId: string, by: Person, emoji: string, isOn: boolean): Promise<RoomMessage> {
    return await this.#change('reacted', room, by, async (queries, revision) => {
      const before = await findMessage(queries, room.id, messageId)
      const isNew = isOn
        ? await addReaction(queries, { messageId, emoji, by, now: this.#deps.now() })
        : await takeReaction(queries, messageId, emoji, by.key)
      return isNew ? { row: await updateMessage(queries, messageId, { revision }), isNew } : { row: before, isNew }
    })
  }

  async #admit({ communityId }: Room, { memberId }: Person, text: string, counts: boolean): Promise<void> {
    await this.#deps.posting.admit({ communityId, memberId, kind: 'message', text, counts })
  }

  /** One writer of a room at a time: what has a lower revision is there for whoever sees a higher one. */
  async #change(
    kind: RoomChangeKind,
    room: Room,
    by: Person,
    work: (queries: Queries, revision: number) => Promise<Work>,
  ): Promise<RoomMessage> {
    const { message, thenAll } = await this.#deps.queries.transaction().execute(async (queries) => {
      const { row, isNew, root, isBare } = await work(queries, await nextRevision(queries, room.id))
      const changedRoot = root === undefined ? undefined : await recount(queries, root)
      const [hydrated, hydratedRoot] = await hydrate(
        queries,
        changedRoot === undefined ? [row] : [row, changedRoot],
        isBare,
      )
      if (hydrated === undefined) throw new NotFoundError('message', row.id)
      if (!isNew) return { message: hydrated, thenAll: [] }
      const audience = await audienceOf(queries, room)
      const change = { kind, room, by, audience, message: hydrated, clientMessageId: row.client_message_id }
      const told: (() => void)[] = [() => this.#tell(change, hydratedRoot)]
      for (const consumer of this.#deps.consumers) {
        const then = await consumer(queries, change)
        if (then !== undefined) told.push(then)
      }
      return { message: hydrated, thenAll: told }
    })
    for (const then of thenAll) then()
    return message
  }

  #tell({ kind: change, room, message, audience }: RoomChange, root: RoomMessage | undefined): void {
    const { communityId, roomId, id: messageId, revision } = message
    tellAudience(this.#deps.live, room, audience, 'room:message', { change, message, root: root ?? null })
    this.#deps.events.publish('room:message', {
      communityId,
      roomId,
      messageId,
      revision: root?.revision ?? revision,
      change,
    })
  }
}

async function rootBefore(queries: Queries, roomId: string, threadId: string | null): Promise<Row | undefined> {
  return threadId === null ? undefined : await findMessage(queries, roomId, threadId, 'also deleted')
}

/** A member who does something here. */
export function personOf(member: Pick<Member, 'id' | 'name'>): Person {
  return { key: member.id, memberId: member.id, name: member.name, image: null, platform: null }
}
