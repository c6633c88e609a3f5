import { notificationSettings, type NotificationSettings } from '../../shared/notifications.ts'
import type { Queries } from '../platform/database.ts'
import type { Live } from '../platform/live/live-hub.ts'
import type { NotificationTables } from './notification-tables.ts'
import { clip, toNotification } from './notifier.ts'

/** SQLite takes 32,766 values in one statement, and PostgreSQL 65,535. */
const ROWS_AT_ONCE = 500

type Row = NotificationTables['notifications']

export interface Announcing {
  communityId: string
  /** As a rule an announcement. */
  kind?: 'announcement' | 'event'
  actor: { id: string; name: string } | undefined
  path: string
  /** What is told a member twice under one key is told once. */
  key: string
  /** Each in their language. */
  told: readonly { memberId: string; title: string; excerpt: string }[]
}

export interface AnnouncementNoticesDeps {
  queries: Queries
  live: Live
  now: () => number
  newId: () => string
}

/** Announcements in the inboxes of many members at once. */
export class AnnouncementNotices {
  readonly #deps: AnnouncementNoticesDeps

  constructor(deps: AnnouncementNoticesDeps) {
    this.#deps = deps
  }

  /** Where those members want announcements who have chosen something; the others have what is the default. */
  async choices(
    queries: Queries,
    communityId: string,
  ): Promise<(memberId: string) => NotificationSettings['announcement']> {
    return await this.#choicesOf(queries, communityId, 'announcement')
  }

  /** The same for events. */
  async eventChoices(
    queries: Queries,
    communityId: string,
  ): Promise<(memberId: string) => NotificationSettings['event']> {
    return await this.#choicesOf(queries, communityId, 'event')
  }

  async #choicesOf<K extends 'announcement' | 'event'>(
    queries: Queries,
    communityId: string,
    kind: K,
  ): Promise<(memberId: string) => NotificationSettings[K]> {
    const rows = await queries
      .selectFrom('notification_settings')
      .innerJoin('members', 'members.id', 'notification_settings.member_id')
      .select(['member_id', 'settings'])
      .where('members.community_id', '=', communityId)
      .execute()
    const chosen = new Map(rows.map((row) => [row.member_id, settingsIn(row.settings)[kind]]))
    const usual = settingsIn('{}')[kind]
    return (memberId) => chosen.get(memberId) ?? usual
  }

  /** @returns what to do once the transaction stands. */
  async tell(
    queries: Queries,
    { communityId, kind = 'announcement', actor, path, key, told }: Announcing,
  ): Promise<() => Promise<void>> {
    const rows = told.map(({ memberId, title, excerpt }): Row => ({
      id: this.#deps.newId(),
      community_id: communityId,
      member_id: memberId,
      kind,
      actor_id: actor?.id ?? null,
      document_id: null,
      card_id: null,
      title,
      excerpt: clip(excerpt),
      path,
      dedupe_key: key,
      created_at: this.#deps.now(),
      read_at: null,
    }))
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      await queries
        .insertInto('notifications')
        .values(rows.slice(at, at + ROWS_AT_ONCE))
        .onConflict((conflict) => conflict.columns(['member_id', 'dedupe_key']).doNothing())
        .execute()
    }
    return () => this.#show(communityId, rows, actor)
  }

  /** Says something else in the inboxes where it stands. */
  async rewrite(queries: Queries, { path, told }: Pick<Announcing, 'path' | 'told'>): Promise<void> {
    for (const { memberId, title, excerpt } of told) {
      await queries
        .updateTable('notifications')
        .set({ title, excerpt: clip(excerpt) })
        .where('member_id', '=', memberId)
        .where('path', '=', path)
        .execute()
    }
  }

  async takeBack(queries: Queries, communityId: string, path: string): Promise<void> {
    await queries.deleteFrom('notifications').where('community_id', '=', communityId).where('path', '=', path).execute()
  }

  async counts(queries: Queries, communityId: string, path: string): Promise<{ told: number; read: number }> {
    const { told, read } = await queries
      .selectFrom('notifications')
      .select(({ fn }) => [fn.countAll<number | string>().as('told'), fn.count<number | string>('read_at').as('read')])
      .where('community_id', '=', communityId)
      .where('path', '=', path)
      .executeTakeFirstOrThrow()
    return { told: Number(told), read: Number(read) }
  }

  async #show(communityId: string, rows: readonly Row[], actor: Announcing['actor']): Promise<void> {
    const counts = await this.#deps.queries
      .selectFrom('notifications')
      .select(['member_id', ({ fn }) => fn.countAll<number | string>().as('unread')])
      .where('community_id', '=', communityId)
      .where('read_at', 'is', null)
      .groupBy('member_id')
      .execute()
    const unread = new Map(counts.map((count) => [count.member_id, Number(count.unread)]))
    for (const row of rows) {
      this.#deps.live.toMember(row.member_id, 'notification:added', {
        communityId,
        notification: toNotification(row, actor),
        unread: unread.get(row.member_id) ?? 0,
      })
    }
  }
}

function settingsIn(settings: string): NotificationSettings {
  return notificationSettings.parse(JSON.parse(settings))
}
