import { sql } from 'kysely'
import type { Member } from '../../shared/members.ts'
import type { FollowedThread } from '../../shared/room-threads.ts'
import { MAX_UNREAD, type Room } from '../../shared/rooms.ts'
import type { Queries } from '../platform/database.ts'
import type { Live } from '../platform/live/live-hub.ts'
import { hydrate } from './message-history.ts'
import { rootOf } from './message-rows.ts'
import type { RoomConsumer } from './message-service.ts'

export interface RoomThreadsDeps {
  queries: Queries
  live: Live
}

const MOST_SHOWN = 100
const MOST_TOLD = 200

/** Who follows which thread: who wrote in it, opened it, or chose to; and how far each has read. */
export class RoomThreads {
  readonly #deps: RoomThreadsDeps

  constructor(deps: RoomThreadsDeps) {
    this.#deps = deps
  }

  /** Those that a member follows, the latest answer first; at most 100. */
  async list(room: Room, member: Member): Promise<FollowedThread[]> {
    const { queries } = this.#deps
    const { rows } = await sql<{
      thread_id: string
      read_position: number
      unread: number
      first_unread: string | null
    }>`
      select mine.thread_id, mine.read_position,
        (select count(*) from (${unreadAnswers(member)} limit ${MAX_UNREAD}) as counted) as unread,
        (${unreadAnswers(member)} order by answer.position limit 1) as first_unread
      from room_thread_readers as mine join room_messages as root on root.id = mine.thread_id
      where mine.member_id = ${member.id} and mine.room_id = ${room.id} and mine.follows = 1 and root.replies > 0
      order by root.last_reply_at desc, root.id desc limit ${MOST_SHOWN}`.execute(queries)
    if (rows.length === 0) return []
    const ids = rows.map(({ thread_id }) => thread_id)
    const roots = await hydrate(
      queries,
      await queries.selectFrom('room_messages').selectAll().where('id', 'in', ids).execute(),
    )
    const byId = new Map(roots.map((root) => [root.id, root]))
    return rows.flatMap(({ thread_id, read_position: readPosition, unread, first_unread: firstUnreadId }) => {
      const root = byId.get(thread_id)
      return root === undefined ? [] : [{ root, readPosition, unread, firstUnreadId }]
    })
  }

  /** What stands in it by now counts as read. @throws NotFoundError for what is no message of the room. */
  async follow(room: Room, member: Member, threadId: string, follows: boolean): Promise<void> {
    const { queries } = this.#deps
    const { id } = await rootOf(queries, room.id, threadId)
    const set = { follows: Number(follows) }
    await queries
      .insertInto('room_thread_readers')
      .values({ thread_id: id, member_id: member.id, room_id: room.id, read_position: room.revision, ...set })
      .onConflict((conflict) => conflict.columns(['thread_id', 'member_id']).doUpdateSet(set))
      .execute()
    this.#deps.live.toMember(member.id, 'room:threads', { communityId: room.communityId, roomId: room.id })
  }

  /** Who writes in a thread follows it, as does who opened it; followers hear of what is new. */
  takeChange: RoomConsumer = async (queries, { kind, room, message, by, audience }) => {
    const { threadId, position } = message
    if (threadId === null || (kind !== 'posted' && kind !== 'deleted')) return undefined
    if (kind === 'posted') await join(queries, room, { threadId, position, memberId: by.memberId })
    const followers = await followersOf(queries, threadId, MOST_TOLD)
    const told = followers.filter((id) => audience === null || audience.includes(id))
    const { id: roomId, communityId } = room
    return () => this.#deps.live.toEach(told, 'room:threads', { communityId, roomId })
  }
}

async function followersOf(queries: Queries, threadId: string, limit: number): Promise<string[]> {
  const rows = await queries
    .selectFrom('room_thread_readers')
    .select('member_id')
    .where('thread_id', '=', threadId)
    .where('follows', '=', 1)
    .orderBy('member_id')
    .limit(limit)
    .execute()
  return rows.map(({ member_id }) => member_id)
}

async function join(
  queries: Queries,
  room: Room,
  { threadId, position, memberId }: { threadId: string; position: number; memberId: string | null },
): Promise<void> {
  const root = await queries
    .selectFrom('room_messages')
    .innerJoin('members', 'members.id', 'room_messages.member_id')
    .select(['members.id', 'room_messages.position'])
    .where('room_messages.id', '=', threadId)
    .executeTakeFirst()
  const common = { thread_id: threadId, room_id: room.id, follows: 1 }
  if (root !== undefined) {
    await queries
      .insertInto('room_thread_readers')
      .values({ ...common, member_id: root.id, read_position: root.position })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  if (memberId === null) return
  // Who writes has read what stands before.
  const set = { follows: 1, read_position: position }
  await queries
    .insertInto('room_thread_readers')
    .values({ ...common, ...set, member_id: memberId })
    .onConflict((conflict) => conflict.columns(['thread_id', 'member_id']).doUpdateSet(set))
    .execute()
}

/** Of the row `mine` of `room_thread_readers` at hand. */
export function unreadAnswers({ id }: Pick<Member, 'id'>): ReturnType<typeof sql> {
  return sql`select answer.id from room_messages as answer where answer.thread_id = mine.thread_id
    and answer.position > mine.read_position and answer.deleted_at is null and answer.author_key <> ${id}`
}
