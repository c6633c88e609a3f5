import { PostgresAdapter, sql } from 'kysely'
import type { DeliveryContent, DeliveryReceipt, DeliveryTarget } from '../../shared/deliveries.ts'
import type { ChatPlace } from '../../shared/chat-posts.ts'
import type { Queries } from '../platform/database.ts'
import { prepared } from '../platform/prepared.ts'
import type { RoomChange } from '../rooms/message-service.ts'
import type { LinkTables } from './link-tables.ts'

type Standing = LinkTables['linked_messages']

/**
 * Begins the `clientMessageId` of a message that came over a link; then its channel, its id there, where it stands, and
 * what thread it begins here.
 */
const FROM_LINK = 'link:'

/**
 * @param begins - the thread there of which it is the first that the room has; '': none.
 * @returns what a message from a channel is posted under: told again, it posts once.
 */
export function linkMessageId(linkedChannelId: string, { messageId, channelId }: ChatPlace, begins: string): string {
  return `${FROM_LINK}${linkedChannelId}:${messageId}:${channelId}:${begins}`
}

/** @returns the link that a message came over; undefined: none. `clientMessageId`: without its author's key. */
export function linkOf(clientMessageId: string | null): string | undefined {
  return clientMessageId?.startsWith(FROM_LINK) === true ? clientMessageId.split(':')[1] : undefined
}

/** Which message of a room stands as what in which linked channel. */
export class ChatCopies {
  /** `queries`: of the transaction that it is part of, or the hub's own. */
  async find(queries: Queries, linkedChannelId: string, externalId: string): Promise<Standing | undefined> {
    const [standing] = await standingAs(queries, { linkedChannelId, externalId })
    return standing
  }

  /** Where a message of the room stands in a channel, part by part; empty: nowhere. */
  async standing(queries: Queries, linkedChannelId: string, messageId: string): Promise<Standing[]> {
    return await queries
      .selectFrom('linked_messages')
      .selectAll()
      .where('message_id', '=', messageId)
      .where('linked_channel_id', '=', linkedChannelId)
      .orderBy('part')
      .execute()
  }

  /** Over which link messages of the room came, by their ids; those that were written in the hub are left out. */
  async origins(queries: Queries, messages: readonly { id: string }[]): Promise<Map<string, string>> {
    if (messages.length === 0) return new Map()
    const rows = await originsOf(queries, { messageIds: messages.map(({ id }) => id) })
    return new Map(rows.map(({ message_id, linked_channel_id }) => [message_id, linked_channel_id]))
  }

  /** The newest of people there, to find out what was changed or deleted while a bot was away. */
  async known(queries: Queries, linkedChannelId: string, limit: number): Promise<Standing[]> {
    return await queries
      .selectFrom('linked_messages')
      .innerJoin('room_messages', 'room_messages.id', 'linked_messages.message_id')
      .selectAll('linked_messages')
      .where('linked_channel_id', '=', linkedChannelId)
      .where('is_copy', '=', 0)
      .where('room_messages.deleted_at', 'is', null)
      .orderBy('external_id', 'desc')
      .limit(limit)
      .execute()
  }

  /**
   * Keeps where a message came from, and that it was seen, in the transaction that posts it: from the first moment on that anybody sees it, it
   * is known not to be carried back. A consumer of the rooms.
   */
  async follow(queries: Queries, { kind, message, by, clientMessageId }: RoomChange): Promise<undefined> {
    if (kind !== 'posted' || by.platform === null) return
    const source = clientMessageId?.slice(by.key.length + 1)
    if (source?.startsWith(FROM_LINK) !== true) return
    const [, linkedChannelId = '', externalId = '', placeId = '', threadId = ''] = source.split(':')
    await keepOrigin(queries, { linkedChannelId, messageId: message.id, externalId, placeId })
    await see(queries, { linkedChannelId, externalId })
    if (threadId === '') return
    await queries
      .insertInto('linked_threads')
      .values({ linked_channel_id: linkedChannelId, thread_id: threadId, message_id: message.id })
      .onConflict((conflict) =>
        conflict.columns(['linked_channel_id', 'thread_id']).doUpdateSet({ message_id: message.id }),
      )
      .execute()
  }

  /** The message of the room with which a thread of a channel goes on, where the room does not have its first one. */
  async beginOf(queries: Queries, linkedChannelId: string, threadId: string): Promise<string | undefined> {
    const row = await queries
      .selectFrom('linked_threads')
      .select('message_id')
      .where('linked_channel_id', '=', linkedChannelId)
      .where('thread_id', '=', threadId)
      .executeTakeFirst()
    return row?.message_id
  }

  /** The threads of a channel that were answered last, by their first message there, the newest first. */
  async threads(queries: Queries, linkedChannelId: string, limit: number): Promise<ChatPlace[]> {
    const rows = await queries
      .selectFrom('linked_messages')
      .innerJoin('room_messages', 'room_messages.id', 'linked_messages.message_id')
      .leftJoin('linked_threads', (join) =>
        join
          .onRef('linked_threads.message_id', '=', 'linked_messages.message_id')
          .onRef('linked_threads.linked_channel_id', '=', 'linked_messages.linked_channel_id'),
      )
      .select(['external_id', 'place_id', 'linked_threads.thread_id'])
      .where('linked_messages.linked_channel_id', '=', linkedChannelId)
      .where('part', '=', 0)
      .where('room_messages.last_reply_at', 'is not', null)
      .orderBy('room_messages.last_reply_at', 'desc')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ channelId: row.place_id, messageId: row.thread_id ?? row.external_id }))
  }

  /** Fills in what is only known when a delivery goes out: where its thread and what it answers stand there. */
  async atLease(
    queries: Queries,
    target: DeliveryTarget,
    content: DeliveryContent,
    attempt: number,
  ): Promise<DeliveryContent> {
    if (content.type !== 'chat_post' && content.type !== 'chat_reactions') return content
    if (content.type === 'chat_post' && content.thread === null && content.replyTo === null && attempt === 1) {
      return content
    }
    if (target.kind !== 'channel') return content
    const channel = await channelOf(queries, target).select('id').executeTakeFirst()
    if (channel === undefined) return content
    const linkedChannelId = channel.id
    const placeOf = async (messageId: string) => first(await this.standing(queries, linkedChannelId, messageId))
    if (content.type === 'chat_reactions') return { ...content, place: await placeOf(content.messageId) }
    const { thread, replyTo } = content
    const last = await queries
      .selectFrom('linked_messages')
      .select('external_id')
      .where('linked_channel_id', '=', linkedChannelId)
      .where('is_copy', '=', 1)
      .orderBy('external_id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return {
      ...content,
      thread:
        thread === null ? null : { ...thread, place: await this.#threadAt(queries, linkedChannelId, thread.messageId) },
      replyTo: replyTo === null ? null : { ...replyTo, place: await placeOf(replyTo.messageId) },
      after: last?.external_id ?? null,
    }
  }

  async #threadAt(queries: Queries, linkedChannelId: string, messageId: string): Promise<ChatPlace | null> {
    const [place, begun] = await Promise.all([
      this.standing(queries, linkedChannelId, messageId).then(first),
      queries
        .selectFrom('linked_threads')
        .select('thread_id')
        .where('linked_channel_id', '=', linkedChannelId)
        .where('message_id', '=', messageId)
        .executeTakeFirst(),
    ])
    return place === null || begun === undefined ? place : { ...place, messageId: begun.thread_id }
  }

  /** A delivery stands there now, in these parts and no others. Part of the transaction that settles it. */
  async sent(
    queries: Queries,
    target: DeliveryTarget,
    content: DeliveryContent,
    { parts }: DeliveryReceipt,
    isFirst: boolean,
  ): Promise<void> {
    if (content.type !== 'chat_post' || target.kind !== 'channel') return
    const { messageId } = content
    if (!isFirst) {
      // Locked before the copies are: whoever unlinks the channel takes them in this order.
      await held(queries, channelOf(queries, target), messageId).select('linked_channels.id').execute()
      await queries
        .deleteFrom('linked_messages')
        .where('message_id', '=', messageId)
        .where('linked_channel_id', 'in', channelOf(queries, target).select('id'))
        .where('is_copy', '=', 1)
        .execute()
    }
    const { platform, channelId } = target
    const copy = { platform, workspaceId: target.workspaceId ?? '', channelId, messageId }
    for (const [part, place] of parts.entries()) {
      await keepCopy(queries, { ...copy, externalId: place.messageId, placeId: place.channelId, part })
    }
  }
}

/** The channel and the message, which stay until the transaction ends; nothing when one of them is gone already. */
function held(queries: Queries, channel: ReturnType<typeof channelOf>, messageId: string) {
  return (
    channel
      .innerJoin('room_messages', (join) => join.on('room_messages.id', '=', messageId))
      // SQLite has one writer, and no word for it.
      .$if(queries.getExecutor().adapter instanceof PostgresAdapter, (query) => query.forKeyShare())
  )
}

function insert(
  queries: Queries,
  of: ReturnType<typeof held>,
  { externalId, placeId, part }: { externalId: string; placeId: string; part: number },
  isCopy: boolean,
) {
  return queries
    .insertInto('linked_messages')
    .columns(['linked_channel_id', 'message_id', 'external_id', 'place_id', 'part', 'is_copy'])
    .expression(
      of.select([
        'linked_channels.id as linked_channel_id',
        'room_messages.id as message_id',
        sql<string>`${externalId}`.as('external_id'),
        sql<string>`${placeId}`.as('place_id'),
        sql<number>`cast(${part} as integer)`.as('part'),
        sql<number>`cast(${Number(isCopy)} as integer)`.as('is_copy'),
      ]),
    )
    .onConflict((conflict) => conflict.doNothing())
}

function channelOf(
  queries: Queries,
  { platform, workspaceId, channelId }: { platform: string; workspaceId: string | null; channelId: string },
) {
  return queries
    .selectFrom('linked_channels')
    .where('linked_channels.platform', '=', platform)
    .where('linked_channels.workspace_id', '=', workspaceId ?? '')
    .where('linked_channels.channel_id', '=', channelId)
}

const standingAs = prepared((queries: Queries, of: { linkedChannelId: string; externalId: string }) =>
  queries
    .selectFrom('linked_messages')
    .selectAll()
    .where('linked_channel_id', '=', of.linkedChannelId)
    .where('external_id', '=', of.externalId),
)

const originsOf = prepared((queries: Queries, { messageIds }: { messageIds: readonly string[] }) =>
  queries
    .selectFrom('linked_messages')
    .select(['message_id', 'linked_channel_id'])
    .where('message_id', 'in', messageIds)
    .where('is_copy', '=', 0),
)

const keepOrigin = prepared(
  (queries: Queries, from: { linkedChannelId: string; messageId: string; externalId: string; placeId: string }) => {
    const channel = queries.selectFrom('linked_channels').where('linked_channels.id', '=', from.linkedChannelId)
    return insert(queries, held(queries, channel, from.messageId), { ...from, part: 0 }, false)
  },
)

const keepCopy = prepared(
  (
    queries: Queries,
    copy: {
      platform: string
      workspaceId: string
      channelId: string
      messageId: string
      externalId: string
      placeId: string
      part: number
    },
  ) => insert(queries, held(queries, channelOf(queries, copy), copy.messageId), copy, true),
)

/** It goes on behind it when a bot has been away. */
const see = prepared(
  (queries: Queries, { linkedChannelId, externalId }: { linkedChannelId: string; externalId: string }) =>
    queries
      .updateTable('linked_channels')
      .set({ seen_id: externalId })
      .where('id', '=', linkedChannelId)
      .where((eb) => eb.or([eb('seen_id', 'is', null), eb('seen_id', '<', externalId)])),
)

function first([standing]: readonly Standing[]): ChatPlace | null {
  return standing === undefined ? null : { channelId: standing.place_id, messageId: standing.external_id }
}
