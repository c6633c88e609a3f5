import type { Queries } from '../platform/database.ts'

export interface RoomRetentionDeps {
  queries: Queries
  /** As a community has chosen; null: messages stay until somebody deletes them. */
  keepMessagesDays: (communityId: string) => Promise<number | null>
  /** Takes what was told of messages out of all inboxes. */
  forgetMessages: (
    queries: Queries,
    communityId: string,
    messages: readonly { roomId: string; messageId: string }[],
  ) => Promise<void>
  now: () => number
}

const DAY_MS = 86_400_000
const AT_ONCE = 200

/** Erases what was said longer ago than a community wants it kept. A thread stays as long as its last answer. */
export class RoomRetention {
  readonly #deps: RoomRetentionDeps

  constructor(deps: RoomRetentionDeps) {
    this.#deps = deps
  }

  async sweep(): Promise<void> {
    const { queries, keepMessagesDays, now } = this.#deps
    for (const { id } of await queries.selectFrom('communities').select('id').execute()) {
      const days = await keepMessagesDays(id)
      if (days === null) continue
      while ((await this.#eraseSome(id, now() - days * DAY_MS)) === AT_ONCE) {
        // Some at a time: while a transaction runs on SQLite, every other query waits.
      }
    }
  }

  /** What belongs to a message goes with it; the bytes of its files with the next sweep of the attachments. */
  async #eraseSome(communityId: string, before: number): Promise<number> {
    const rows = await this.#deps.queries
      .selectFrom('room_messages')
      .leftJoin('room_messages as root', 'root.id', 'room_messages.thread_id')
      .select(['room_messages.id', 'room_messages.room_id'])
      .where('room_messages.community_id', '=', communityId)
      .where('room_messages.sent_at', '<', before)
      .where((where) =>
        where.or([where('room_messages.last_reply_at', 'is', null), where('room_messages.last_reply_at', '<', before)]),
      )
      .where((where) => where.or([where('root.last_reply_at', 'is', null), where('root.last_reply_at', '<', before)]))
      // Answers go before what they answer.
      .orderBy('room_messages.position', 'desc')
      .limit(AT_ONCE)
      .execute()
    if (rows.length === 0) return 0
    const ids = rows.map(({ id }) => id)
    await this.#deps.queries.transaction().execute(async (transaction) => {
      const places = rows.map(({ id, room_id }) => ({ roomId: room_id, messageId: id }))
      await this.#deps.forgetMessages(transaction, communityId, places)
      await transaction.deleteFrom('room_files').where('message_id', 'in', ids).execute()
      await transaction.deleteFrom('room_messages').where('id', 'in', ids).execute()
    })
    return rows.length
  }
}
