import { sql } from 'kysely'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { Member } from '../../shared/members.ts'
import { MAX_ROOM_MEMBERS, type RoomMember, type RoomRole } from '../../shared/room-members.ts'
import type { Room } from '../../shared/rooms.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Live } from '../platform/live/live-hub.ts'
import { audienceOf, tellAudience } from './room-audience.ts'

export interface RoomMembersDeps {
  queries: Queries
  live: Live
  events: EventBus
  /** Takes what a member was told of a room out of their inbox. */
  forgetNotifications: (queries: Queries, memberId: string, roomId: string) => Promise<void>
  now: () => number
}

/** Who is in the private rooms. Who may change it is checked by the caller. */
export class RoomMembers {
  readonly #deps: RoomMembersDeps

  constructor(deps: RoomMembersDeps) {
    this.#deps = deps
  }

  /** Moderators first, then by name. @throws HubError 'conflict' for a room of all. */
  async list(room: Room): Promise<RoomMember[]> {
    requirePrivate(room)
    const rows = await this.#deps.queries
      .selectFrom('room_members')
      .innerJoin('members', 'members.id', 'room_members.member_id')
      .select(['room_members.member_id', 'name', 'image', 'room_members.role', 'added_at'])
      .where('room_id', '=', room.id)
      .where('members.role', '!=', 'guest')
      .orderBy('room_members.role', 'desc')
      .orderBy('name')
      .orderBy('room_members.member_id')
      .execute()
    return rows.map(({ member_id, name, image, role, added_at }) => ({
      memberId: member_id,
      name,
      image,
      role: role as RoomRole,
      addedAt: added_at,
    }))
  }

  /**
   * Who is in it already stays as they are.
   * @throws NotFoundError for who is not in the community, or a guest of it; HubError 'conflict' when the room is full.
   */
  async invite(room: Room, memberIds: readonly string[]): Promise<void> {
    requirePrivate(room)
    const wanted = [...new Set(memberIds)]
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await lockRoom(transaction, room.id)
      const found = await transaction
        .selectFrom('members')
        .select('id')
        .where('community_id', '=', room.communityId)
        .where('role', '!=', 'guest')
        .where('id', 'in', wanted)
        .execute()
      const known = new Set(found.map(({ id }) => id))
      const stranger = wanted.find((id) => !known.has(id))
      if (stranger !== undefined) throw new NotFoundError('member', stranger)
      await transaction
        .insertInto('room_members')
        .values(wanted.map((id) => ({ room_id: room.id, member_id: id, role: 'member', added_at: this.#deps.now() })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const { size } = await transaction
        .selectFrom('room_members')
        .select((eb) => eb.fn.countAll<number>().as('size'))
        .where('room_id', '=', room.id)
        .executeTakeFirstOrThrow()
      if (size > MAX_ROOM_MEMBERS) {
        throw new HubError('conflict', `A private room has at most ${MAX_ROOM_MEMBERS} members.`)
      }
    })
    await this.#tell(room)
  }

  /** @throws NotFoundError for who is not in it, HubError 'conflict' for its last moderator. */
  async setRole(room: Room, memberId: string, role: RoomRole): Promise<void> {
    requirePrivate(room)
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await lockRoom(transaction, room.id)
      const { numUpdatedRows } = await transaction
        .updateTable('room_members')
        .set({ role })
        .where('room_id', '=', room.id)
        .where('member_id', '=', memberId)
        .executeTakeFirst()
      if (Number(numUpdatedRows) === 0) throw new NotFoundError('member', memberId)
      const moderator = await transaction
        .selectFrom('room_members')
        .select('member_id')
        .where('room_id', '=', room.id)
        .where('role', '=', 'moderator')
        .executeTakeFirst()
      if (moderator === undefined)
        throw new HubError('conflict', 'A private room has a moderator: make another one first.')
    })
    await this.#tell(room)
  }

  /** Also for who leaves; with the last one the room is erased. @throws NotFoundError for who is not in it. */
  async remove(room: Room, memberId: string): Promise<void> {
    requirePrivate(room)
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await lockRoom(transaction, room.id)
      const { numDeletedRows } = await transaction
        .deleteFrom('room_members')
        .where('room_id', '=', room.id)
        .where('member_id', '=', memberId)
        .executeTakeFirst()
      if (Number(numDeletedRows) === 0) throw new NotFoundError('member', memberId)
      for (const table of ['room_readers', 'room_thread_readers', 'room_mentions'] as const) {
        await transaction.deleteFrom(table).where('room_id', '=', room.id).where('member_id', '=', memberId).execute()
      }
      await this.#deps.forgetNotifications(transaction, memberId, room.id)
      await settleRooms(transaction)
    })
    await this.#tell(room, memberId)
  }

  /** What those who left the community, or became guests of it, leave behind. */
  async sweep(): Promise<void> {
    await this.#deps.queries.transaction().execute(settleRooms)
  }

  async #tell(room: Room, who?: string): Promise<void> {
    const { queries, live, events } = this.#deps
    const { id: roomId, communityId } = room
    tellAudience(live, room, await audienceOf(queries, room), 'room:changed', { communityId, roomId })
    if (who !== undefined) live.toMember(who, 'room:changed', { communityId, roomId, isGone: true })
    events.publish('translation:changed', { communityId })
  }
}

export async function roleIn(
  queries: Queries,
  roomId: string,
  { id }: Pick<Member, 'id'>,
): Promise<RoomRole | undefined> {
  const row = await queries
    .selectFrom('room_members')
    .select('role')
    .where('room_id', '=', roomId)
    .where('member_id', '=', id)
    .executeTakeFirst()
  return row?.role as RoomRole | undefined
}

/** @throws HubError 'conflict' */
function requirePrivate({ isPrivate }: Room): void {
  if (!isPrivate) throw new HubError('conflict', 'This room is for all members of the community.')
}

/** One change of its members at a time. @throws NotFoundError when it was erased meanwhile. */
async function lockRoom(queries: Queries, roomId: string): Promise<void> {
  const { numUpdatedRows } = await queries
    .updateTable('rooms')
    .set((eb) => ({ revision: eb.ref('revision') }))
    .where('id', '=', roomId)
    .executeTakeFirst()
  if (Number(numUpdatedRows) === 0) throw new NotFoundError('room', roomId)
}

/** A private room that nobody can enter is erased; of one without a moderator, who is in it longest becomes its moderator. */
async function settleRooms(queries: Queries): Promise<void> {
  await queries
    .deleteFrom('rooms')
    .where('is_private', '=', 1)
    .where((where) =>
      where.not(
        where.exists(
          where.selectFrom('room_members').select('member_id').whereRef('room_members.room_id', '=', 'rooms.id'),
        ),
      ),
    )
    .execute()
  const orphans = await queries
    .selectFrom('room_members as one')
    .innerJoin('members', 'members.id', 'one.member_id')
    .select('one.room_id')
    .groupBy('one.room_id')
    .having(sql<number>`max(case when one.role = 'moderator' and members.role <> 'guest' then 1 else 0 end)`, '=', 0)
    .execute()
  for (const { room_id: roomId } of orphans) {
    const heir = await queries
      .selectFrom('room_members')
      .innerJoin('members', 'members.id', 'room_members.member_id')
      .select('member_id')
      .where('room_id', '=', roomId)
      .where('members.role', '!=', 'guest')
      .orderBy('added_at')
      .orderBy('member_id')
      .executeTakeFirst()
    if (heir === undefined) continue
    await queries
      .updateTable('room_members')
      .set({ role: 'moderator' })
      .where('room_id', '=', roomId)
      .where('member_id', '=', heir.member_id)
      .execute()
  }
}
