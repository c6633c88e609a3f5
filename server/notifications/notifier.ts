import type { sql } from 'kysely'
import type { Member } from '../../shared/members.ts'
import {
  type Notification,
  type NotificationKind,
  notificationSettings,
  type NotificationSettings,
} from '../../shared/notifications.ts'
import type { Personal } from '../deliveries/alert-delivery.ts'
import type { Queries } from '../platform/database.ts'
import type { Live } from '../platform/live/live-hub.ts'
import { messageOf } from './message.ts'
import type { NotificationTables } from './notification-tables.ts'

export interface NotifierDeps {
  live: Live
  /** To the first of the member's platforms that works; see `personalDelivery`. */
  deliver: (queries: Queries, message: Personal) => Promise<boolean>
  /** Whether a member may read the row of `documents` at hand, as SQL. */
  readableBy: (member: Pick<Member, 'id' | 'role'>) => ReturnType<typeof sql<boolean>>
  /** Whether it comes with the member's digest, so that it is no message of its own. */
  inDigest: (queries: Queries, memberId: string, kind: Notification['kind']) => Promise<boolean>
  publicUrl: () => string
  now: () => number
  newId: () => string
}

export interface News {
  communityId: string
  memberId: string
  kind: Notification['kind']
  /** Nobody is told of their own doing. */
  actorId: string | null
  documentId: string | null
  cardId: string | null
  title: string
  excerpt: string
  path: string
  /** What is told a member twice under one key is told once. */
  key: string
}

const MAX_EXCERPT = 240

/** Tells one member one thing: into the inbox, on every open tab, and by direct message, as the member chose. */
export class Notifier {
  readonly #deps: NotifierDeps

  constructor(deps: NotifierDeps) {
    this.#deps = deps
  }

  /** @returns what to do once the transaction stands; undefined when there is nothing to tell. */
  async tell(queries: Queries, news: News): Promise<(() => void) | undefined> {
    if (news.memberId === news.actorId || !(await this.#mayKnow(queries, news))) return undefined
    const channels = await this.#channels(queries, news)
    const { communityId, memberId, kind, actorId, documentId, cardId, path, key } = news
    const actor = await this.#nameOf(queries, actorId)
    const row: NotificationTables['notifications'] = {
      id: this.#deps.newId(),
      community_id: communityId,
      member_id: memberId,
      kind,
      actor_id: actorId,
      document_id: documentId,
      card_id: cardId,
      title: news.title,
      excerpt: clip(news.excerpt),
      path,
      dedupe_key: key,
      created_at: this.#deps.now(),
      read_at: null,
    }
    const platforms = channels.filter((channel) => channel !== 'app' && channel !== 'mail')
    if (platforms.length > 0) {
      await this.#deps.deliver(queries, {
        communityId,
        memberId,
        platforms,
        content: { type: 'text', markdown: messageOf(row, actor?.name, this.#deps.publicUrl()) },
        dedupeKey: `notification:${memberId}:${key}`,
      })
    }
    if (!channels.includes('app')) return undefined
    const inserted = await queries
      .insertInto('notifications')
      .values(row)
      .onConflict((conflict) => conflict.columns(['member_id', 'dedupe_key']).doNothing())
      .executeTakeFirst()
    if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0) return undefined
    const unread = await unreadOf(queries, memberId)
    return () =>
      this.#deps.live.toMember(memberId, 'notification:added', {
        communityId,
        notification: toNotification(row, actor),
        unread,
      })
  }

  /** Members of the community only, and of a document only who may read it. */
  async #mayKnow(queries: Queries, { communityId, memberId, documentId }: News): Promise<boolean> {
    const member = await queries
      .selectFrom('members')
      .select(['id', 'role'])
      .where('id', '=', memberId)
      .where('community_id', '=', communityId)
      .executeTakeFirst()
    if (member === undefined) return false
    if (documentId === null) return true
    const readable = await queries
      .selectFrom('documents')
      .leftJoin('document_grants', (join) =>
        join.onRef('document_grants.document_id', '=', 'documents.id').on('document_grants.member_id', '=', memberId),
      )
      .select('documents.id')
      .where('documents.id', '=', documentId)
      .where('archived_at', 'is', null)
      .where(this.#deps.readableBy({ id: member.id, role: member.role as Member['role'] }))
      .executeTakeFirst()
    return readable !== undefined
  }

  async #channels(queries: Queries, { memberId, kind }: News): Promise<NotificationSettings[NotificationKind]> {
    // What a digest is to tell is found by it in the inbox.
    if (kind === 'notice' || (await this.#deps.inDigest(queries, memberId, kind))) return ['app']
    const settings = await settingsOf(queries, memberId)
    return settings[kind === 'overdue' ? 'due' : kind]
  }

  async #nameOf(queries: Queries, memberId: string | null): Promise<{ id: string; name: string } | undefined> {
    if (memberId === null) return undefined
    return await queries.selectFrom('members').select(['id', 'name']).where('id', '=', memberId).executeTakeFirst()
  }
}

export async function settingsOf(queries: Queries, memberId: string): Promise<NotificationSettings> {
  const row = await queries
    .selectFrom('notification_settings')
    .select('settings')
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  return notificationSettings.parse(JSON.parse(row?.settings ?? '{}'))
}

export async function unreadOf(queries: Queries, memberId: string): Promise<number> {
  const { count } = await queries
    .selectFrom('notifications')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('member_id', '=', memberId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

export function toNotification(
  row: NotificationTables['notifications'],
  actor: { id: string; name: string } | undefined,
): Notification {
  return {
    id: row.id,
    communityId: row.community_id,
    kind: row.kind as Notification['kind'],
    actor: actor ?? null,
    documentId: row.document_id,
    cardId: row.card_id,
    title: row.title,
    excerpt: row.excerpt,
    path: row.path,
    createdAt: row.created_at,
    readAt: row.read_at,
  }
}

export function clip(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  return flat.length <= MAX_EXCERPT ? flat : `${flat.slice(0, MAX_EXCERPT - 1)}…`
}
