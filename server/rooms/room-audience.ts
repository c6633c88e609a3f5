import { type RawBuilder, sql } from 'kysely'
import type { LiveEvents } from '../../shared/live-protocol.ts'
import type { Member } from '../../shared/members.ts'
import type { Room } from '../../shared/rooms.ts'
import type { Queries } from '../platform/database.ts'
import type { Live } from '../platform/live/live-hub.ts'

/** Who hears of what happens in a room, by their ids; null: all of the community but its guests. */
export type Audience = readonly string[] | null

type Place = Pick<Room, 'id' | 'communityId' | 'isPrivate'>

/** `queries`: the transaction in which it happens, so that nobody hears of what came after they had left. */
export async function audienceOf(queries: Queries, { id, isPrivate }: Place): Promise<Audience> {
  if (!isPrivate) return null
  const rows = await queries
    .selectFrom('room_members')
    .innerJoin('members', 'members.id', 'room_members.member_id')
    .select('room_members.member_id')
    .where('room_id', '=', id)
    // Rooms are not for guests, whatever they were when they were invited.
    .where('members.role', '!=', 'guest')
    .execute()
  return rows.map(({ member_id }) => member_id)
}

export function tellAudience<K extends keyof LiveEvents>(
  live: Live,
  { communityId }: Pick<Room, 'communityId'>,
  audience: Audience,
  name: K,
  payload: LiveEvents[K],
): void {
  if (audience === null) live.toMembers(communityId, name, payload)
  else live.toEach(audience, name, payload)
}

/** Whether a member may enter the row of `rooms` at hand, which is of their community, as SQL. */
export function openRoomsFor({ id }: Pick<Member, 'id'>): RawBuilder<boolean> {
  return sql<boolean>`(rooms.is_private = 0 or exists (select 1 from room_members
    where room_members.room_id = rooms.id and room_members.member_id = ${id}))`
}
