import { createHash } from 'node:crypto'
import type { Happening } from '../changes/happenings.ts'
import type { ChangedDocument, DocumentChange } from '../changes/change-service.ts'
import { pathOf } from '../../shared/links.ts'
import { mentionsIn, withoutMentionLinks } from '../../shared/mentions.ts'
import type { Member } from '../../shared/members.ts'
import type { Notification, NotificationSettings } from '../../shared/notifications.ts'
import type { RoomMessage } from '../../shared/room-messages.ts'
import type { Queries } from '../platform/database.ts'
import type { HubEvents } from '../platform/event-bus.ts'
import type { Live } from '../platform/live/live-hub.ts'
import type { RoomChange } from '../rooms/message-service.ts'
import type { CardComment, CardContents } from '../changes/contents.ts'
import { type News, type Notifier, settingsOf, toNotification, unreadOf } from './notifier.ts'

export interface NotificationServiceDeps {
  queries: Queries
  notifier: Notifier
  live: Live
  now: () => number
}

const KEEP_READ_MS = 90 * 86_400_000
const KEEP_MS = 365 * 86_400_000
const MOST_IN_THREAD = 200

/** A member's inbox, and what comes into it. */
export class NotificationService {
  readonly #deps: NotificationServiceDeps

  constructor(deps: NotificationServiceDeps) {
    this.#deps = deps
  }

  async list(
    member: Member,
    { before, unread, limit }: { before?: string | undefined; unread: boolean; limit: number },
  ): Promise<{ notifications: Notification[]; unread: number }> {
    let query = this.#deps.queries
      .selectFrom('notifications')
      .leftJoin('members', 'members.id', 'notifications.actor_id')
      .selectAll('notifications')
      .select('members.name as actor_name')
      .where('member_id', '=', member.id)
    if (before !== undefined) query = query.where('notifications.id', '<', before)
    if (unread) query = query.where('read_at', 'is', null)
    const rows = await query.orderBy('notifications.id', 'desc').limit(limit).execute()
    return {
      notifications: rows.map((row) =>
        toNotification(
          row,
          row.actor_id === null || row.actor_name === null ? undefined : { id: row.actor_id, name: row.actor_name },
        ),
      ),
      unread: await unreadOf(this.#deps.queries, member.id),
    }
  }

  /** Marks some or, without `ids`, all as read, and tells the member's other tabs. */
  async markRead(member: Member, ids: readonly string[] | undefined): Promise<number> {
    let query = this.#deps.queries
      .updateTable('notifications')
      .set({ read_at: this.#deps.now() })
      .where('member_id', '=', member.id)
      .where('read_at', 'is', null)
    if (ids !== undefined) query = query.where('id', 'in', ids.length === 0 ? [''] : ids)
    await query.execute()
    const unread = await unreadOf(this.#deps.queries, member.id)
    this.#deps.live.toMember(member.id, 'notification:read', { communityId: member.communityId, unread })
    return unread
  }

  async settings(member: Member): Promise<NotificationSettings> {
    return await settingsOf(this.#deps.queries, member.id)
  }

  async saveSettings(member: Member, settings: NotificationSettings): Promise<NotificationSettings> {
    const row = { settings: JSON.stringify(settings) }
    await this.#deps.queries
      .insertInto('notification_settings')
      .values({ member_id: member.id, ...row })
      .onConflict((conflict) => conflict.column('member_id').doUpdateSet(row))
      .execute()
    return settings
  }

  /** Tells who is concerned by what happened in a document, in the transaction that counts it as seen. */
  async takeChange(queries: Queries, { document, happenings }: DocumentChange): Promise<() => void> {
    const tell: ((() => void) | undefined)[] = []
    for (const happening of happenings) {
      for (const news of newsOf(document, happening)) {
        tell.push(await this.#deps.notifier.tell(queries, news))
      }
    }
    return () => {
      for (const then of tell) then?.()
    }
  }

  /** Tells who is concerned by a comment in a document's thread: who is mentioned, who wrote there, who made the document. */
  async takeComment(event: HubEvents['documents.commented']): Promise<void> {
    const { documentId, threadId, authorId, mentions, others, text } = event
    // Several processes may hear of one comment; the same words again within the minute are the same comment.
    const minute = Math.floor(this.#deps.now() / 60_000)
    const digest = createHash('sha256').update(`${minute} ${text}`).digest('base64url')
    const tell = await this.#deps.queries.transaction().execute(async (queries) => {
      const document = await queries
        .selectFrom('documents')
        .select(['id', 'community_id', 'kind', 'title', 'created_by'])
        .where('id', '=', documentId)
        .executeTakeFirst()
      if (document === undefined) return []
      const thread = await queries
        .selectFrom('thread_members')
        .select('member_id')
        .where('document_id', '=', documentId)
        .where('thread_id', '=', threadId)
        .execute()
      await joinThread(queries, { document_id: documentId, thread_id: threadId }, [
        ...(authorId === null ? [] : [authorId]),
        ...mentions,
      ])
      const kinds = kindsFor({
        mentions,
        earlier: thread.map(({ member_id }) => member_id),
        concerned: [document.created_by, ...others],
      })
      const told: ((() => void) | undefined)[] = []
      for (const [memberId, kind] of kinds) {
        told.push(
          await this.#deps.notifier.tell(queries, {
            communityId: document.community_id,
            memberId,
            kind,
            actorId: authorId,
            documentId,
            cardId: null,
            title: document.title,
            excerpt: withoutMentionLinks(text),
            path: pathOf({ documentId, documentKind: 'text', threadId }),
            key: `thread:${threadId}:${authorId ?? 'guest'}:${digest}`,
          }),
        )
      }
      return told
    })
    for (const then of tell) then?.()
  }

  /** Tells who is concerned by a message in a room: who is mentioned or quoted, and who takes part in its thread. */
  async takeMessage(
    queries: Queries,
    { kind, room, message, by, audience }: RoomChange,
  ): Promise<(() => void) | undefined> {
    if (kind !== 'posted' && kind !== 'edited') return undefined
    const told: ((() => void) | undefined)[] = []
    for (const [memberId, concern] of await concernedBy(queries, message)) {
      if (audience !== null && !audience.includes(memberId)) continue
      told.push(
        await this.#deps.notifier.tell(queries, {
          communityId: room.communityId,
          memberId,
          kind: concern,
          actorId: by.memberId,
          documentId: null,
          cardId: null,
          title: `#${room.name}`,
          excerpt: withoutMentionLinks(message.text),
          path: pathOf({ documentId: null, roomId: room.id, messageId: message.id }),
          key: keyOfMessage(message),
        }),
      )
    }
    return () => {
      for (const then of told) then?.()
    }
  }

  /** Who reads on in a room or a thread need not be told of what stands there any more. */
  async markMessagesRead(
    member: Member,
    { roomId, threadId, position }: { roomId: string; threadId: string | null; position: number },
  ): Promise<void> {
    const last = await this.#deps.queries
      .selectFrom('room_messages')
      .select(['id', 'room_id', 'thread_id'])
      .where('room_id', '=', roomId)
      .where('position', '<=', position)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last === undefined) return
    const place = { roomId, threadId }
    const rows = await this.#deps.queries
      .selectFrom('notifications')
      .select('id')
      .where('member_id', '=', member.id)
      .where('read_at', 'is', null)
      // Ids sort by age.
      .where('dedupe_key', '>=', keyOfMessage({ ...place, id: '' }))
      .where('dedupe_key', '<=', keyOfMessage({ ...place, id: last.id }))
      .execute()
    const ids = rows.map(({ id }) => id)
    if (ids.length > 0) await this.markRead(member, ids)
  }

  /** Who is not in a room any more does not go on reading of it. */
  async forgetRoom(queries: Queries, memberId: string, roomId: string): Promise<void> {
    await queries
      .deleteFrom('notifications')
      .where('member_id', '=', memberId)
      .where('path', 'like', `/chat/${roomId}?%`)
      .execute()
  }

  /** What is erased in a room is not read in an inbox. */
  async forgetMessages(
    queries: Queries,
    communityId: string,
    messages: readonly { roomId: string; messageId: string }[],
  ): Promise<void> {
    const paths = messages.map((message) => pathOf({ documentId: null, ...message }))
    await queries
      .deleteFrom('notifications')
      .where('community_id', '=', communityId)
      .where('path', 'in', paths)
      .execute()
  }

  /** Deletes what is read and old. */
  async forget(): Promise<void> {
    const now = this.#deps.now()
    await this.#deps.queries
      .deleteFrom('notifications')
      .where((eb) => eb.or([eb('read_at', '<', now - KEEP_READ_MS), eb('created_at', '<', now - KEEP_MS)]))
      .execute()
  }
}

function newsOf(document: ChangedDocument, happening: Happening): News[] {
  switch (happening.kind) {
    case 'card.assigned': {
      const { card, memberId, key, by } = happening
      return [
        cardNews(document, card, { memberId, kind: 'assignment', actorId: by, key: `assigned:${card.id}:${key}` }),
      ]
    }
    case 'mentioned': {
      const { card, memberId, excerpt, key, by } = happening
      // In the Markdown of a card a mention has no place of its own.
      const told = {
        memberId,
        kind: 'mention' as const,
        actorId: by,
        excerpt,
        key: `mention:${card?.id ?? document.id}:${key}`,
      }
      return [card === undefined ? documentNews(document, told) : cardNews(document, card, told)]
    }
    case 'card.commented':
      return newsOfComment(document, happening.card, happening.comment)
    case 'card.created':
    case 'card.moved':
    case 'document.changed':
      return []
  }
}

function newsOfComment(document: ChangedDocument, card: CardContents, comment: CardComment): News[] {
  const at = card.comments.findIndex(({ id }) => id === comment.id)
  const kinds = kindsFor({
    mentions: comment.mentions,
    earlier: card.comments.slice(0, at).map(({ author }) => author),
    concerned: [...card.assignees.map(({ memberId }) => memberId), card.createdBy],
  })
  return [...kinds].map(([memberId, kind]) =>
    cardNews(document, card, {
      memberId,
      kind,
      actorId: comment.author,
      excerpt: comment.text,
      key: `comment:${card.id}:${comment.id}`,
    }),
  )
}

/** Those who follow a thread are told of answers; of a quote, who is quoted. */
async function concernedBy(
  queries: Queries,
  message: RoomMessage,
): Promise<Map<string, 'mention' | 'reply' | 'comment'>> {
  const mentions =
    mentionsIn(message.text).length === 0
      ? []
      : await queries.selectFrom('room_mentions').select('member_id').where('message_id', '=', message.id).execute()
  const followers =
    message.threadId === null
      ? []
      : await queries
          .selectFrom('room_thread_readers')
          .select('member_id')
          .where('thread_id', '=', message.threadId)
          .where('follows', '=', 1)
          .limit(MOST_IN_THREAD)
          .execute()
  const quoted =
    message.quote === null
      ? undefined
      : await queries
          .selectFrom('room_messages')
          .select('member_id')
          .where('id', '=', message.quote.id)
          .executeTakeFirst()
  return kindsFor({
    mentions: mentions.map(({ member_id }) => member_id),
    earlier: [...followers.map(({ member_id }) => member_id), quoted?.member_id ?? null],
    concerned: [],
  })
}

function keyOfMessage({ roomId, threadId, id }: Pick<RoomMessage, 'roomId' | 'threadId' | 'id'>): string {
  return `room:${threadId ?? roomId}:${id}`
}

/** Each once, by what concerns them most. */
function kindsFor(people: {
  mentions: readonly string[]
  earlier: readonly (string | null)[]
  concerned: readonly (string | null)[]
}): Map<string, 'mention' | 'reply' | 'comment'> {
  const kinds = new Map<string, 'mention' | 'reply' | 'comment'>()
  for (const id of people.concerned) if (id !== null) kinds.set(id, 'comment')
  for (const id of people.earlier) if (id !== null) kinds.set(id, 'reply')
  for (const id of people.mentions) kinds.set(id, 'mention')
  return kinds
}

/** From now on they are told of answers. Ids that are no members' are left out. */
async function joinThread(
  queries: Queries,
  thread: { document_id: string; thread_id: string },
  memberIds: readonly string[],
): Promise<void> {
  const members = await queries.selectFrom('members').select('id').where('id', 'in', memberIds).execute()
  if (members.length === 0) return
  await queries
    .insertInto('thread_members')
    .values(members.map(({ id }) => ({ ...thread, member_id: id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

type Told = Pick<News, 'memberId' | 'kind' | 'actorId' | 'key'> & { excerpt?: string }

function cardNews(document: ChangedDocument, card: CardContents, told: Told): News {
  return {
    ...documentNews(document, told),
    cardId: card.id,
    title: card.title,
    path: pathOf({ documentId: document.id, cardId: card.id }),
  }
}

function documentNews(document: ChangedDocument, told: Told): News {
  return {
    communityId: document.communityId,
    documentId: document.id,
    cardId: null,
    title: document.title,
    path: pathOf({ documentId: document.id, documentKind: document.kind }),
    ...told,
    excerpt: told.excerpt ?? '',
  }
}
