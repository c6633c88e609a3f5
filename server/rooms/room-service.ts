import { NotFoundError } from '../../shared/errors.ts'
import type { Member } from '../../shared/members.ts'
import type { Room, RoomMessage } from '../../shared/rooms.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import type { Live } from '../platform/live/live-hub.ts'
import type { Principal } from '../platform/principal.ts'
import type { RoomTables } from './room-tables.ts'

export interface RoomServiceDeps {
  queries: Queries
  members: MemberService
  live: Live
  now: () => number
  newId: () => string
}

/** Chat. A message is stored before it is shown to anybody. */
export class RoomService {
  readonly #deps: RoomServiceDeps

  constructor(deps: RoomServiceDeps) {
    this.#deps = deps
  }

  async create(communityId: string, input: { name: string; topic: string }): Promise<Room> {
    const row = { id: this.#deps.newId(), community_id: communityId, ...input, created_at: this.#deps.now() }
    await this.#deps.queries.insertInto('rooms').values(row).execute()
    return toRoom(row)
  }

  /** By age; at most 200. */
  async list(communityId: string): Promise<Room[]> {
    const rows = await this.#deps.queries
      .selectFrom('rooms')
      .selectAll()
      .where('community_id', '=', communityId)
      .orderBy('id')
      .limit(200)
      .execute()
    return rows.map(toRoom)
  }

  /** @throws NotFoundError also for who is not in its community. */
  async enter(principal: Principal, roomId: string): Promise<{ room: Room; member: Member }> {
    const row = await this.#deps.queries.selectFrom('rooms').selectAll().where('id', '=', roomId).executeTakeFirst()
    const member = row === undefined ? undefined : await this.#deps.members.find(principal, row.community_id)
    // Guests see what is shared with them, and rooms are not.
    if (row === undefined || member === undefined || member.role === 'guest') throw new NotFoundError('room', roomId)
    return { room: toRoom(row), member }
  }

  /** The last `limit` before a message (or of all), oldest first. */
  async messages(roomId: string, limit: number, before?: string): Promise<RoomMessage[]> {
    let query = this.#deps.queries.selectFrom('room_messages').selectAll().where('room_id', '=', roomId)
    if (before !== undefined) query = query.where('id', '<', before)
    const rows = await query.orderBy('id', 'desc').limit(limit).execute()
    return rows.map(toMessage).toReversed()
  }

  /** The same `clientMessageId` posts once: the answer is then the message that is there. */
  async post(
    room: Room,
    member: Pick<Member, 'id' | 'name'>,
    input: { text: string; clientMessageId?: string | undefined },
  ): Promise<RoomMessage> {
    const row = {
      id: this.#deps.newId(),
      room_id: room.id,
      community_id: room.communityId,
      member_id: member.id,
      author_name: member.name,
      text: input.text,
      sent_at: this.#deps.now(),
      // Another member's choice of id must not swallow this message.
      client_message_id: input.clientMessageId === undefined ? null : `${member.id}:${input.clientMessageId}`,
    }
    const inserted = await this.#deps.queries
      .insertInto('room_messages')
      .values(row)
      .onConflict((conflict) => conflict.columns(['room_id', 'client_message_id']).doNothing())
      .executeTakeFirst()
    if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0) return await this.#posted(room.id, row.client_message_id)
    const message = toMessage(row)
    this.#deps.live.toCommunity(room.communityId, 'room:message', message)
    return message
  }

  async #posted(roomId: string, clientMessageId: string | null): Promise<RoomMessage> {
    const row = await this.#deps.queries
      .selectFrom('room_messages')
      .selectAll()
      .where('room_id', '=', roomId)
      .where('client_message_id', '=', clientMessageId)
      .executeTakeFirstOrThrow()
    return toMessage(row)
  }
}

function toRoom(row: RoomTables['rooms']): Room {
  return { id: row.id, communityId: row.community_id, name: row.name, topic: row.topic, createdAt: row.created_at }
}

function toMessage(row: RoomTables['room_messages']): RoomMessage {
  return {
    id: row.id,
    roomId: row.room_id,
    communityId: row.community_id,
    memberId: row.member_id,
    authorName: row.author_name,
    text: row.text,
    sentAt: row.sent_at,
    // Stored with the member's id and a colon before it.
    clientMessageId: row.client_message_id?.replace(/^[^:]*:/, '') ?? null,
  }
}
