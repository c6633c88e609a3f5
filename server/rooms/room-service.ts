import { HubError, NotFoundError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { Room, RoomWriters } from '../../shared/rooms.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Live } from '../platform/live/live-hub.ts'
import type { Principal } from '../platform/principal.ts'
import type { RoomTables } from './room-tables.ts'

export interface RoomServiceDeps {
  queries: Queries
  members: MemberService
  events: EventBus
  live: Live
  now: () => number
  newId: () => string
}

type Settings = Pick<Room, 'name' | 'topic' | 'languages' | 'writers' | 'localOnly'>
type SomeSettings = { [K in keyof Settings]?: Settings[K] | undefined }

const MOST_ROOMS = 200

/** The rooms of a community: which there are, how they are set, and who may come in. */
export class RoomService {
  readonly #deps: RoomServiceDeps

  constructor(deps: RoomServiceDeps) {
    this.#deps = deps
  }

  /** @throws HubError 'conflict' when there are 200 already. */
  async create(
    communityId: string,
    { name, topic = '', languages = [], writers = 'members', localOnly = false }: SomeSettings & { name: string },
  ): Promise<Room> {
    const row: RoomTables['rooms'] = {
      id: this.#deps.newId(),
      community_id: communityId,
      name,
      topic,
      languages: JSON.stringify(languages),
      writers,
      local_only: Number(localOnly),
      created_at: this.#deps.now(),
      archived_at: null,
      revision: 0,
    }
    if ((await this.list(communityId)).length >= MOST_ROOMS) {
      throw new HubError('conflict', `A community has at most ${MOST_ROOMS} rooms.`)
    }
    await this.#deps.queries.insertInto('rooms').values(row).execute()
    this.#tell(communityId, row.id)
    return toRoom(row)
  }

  /** By age. */
  async list(communityId: string): Promise<Room[]> {
    const rows = await this.#deps.queries
      .selectFrom('rooms')
      .selectAll()
      .where('community_id', '=', communityId)
      .orderBy('id')
      .limit(MOST_ROOMS)
      .execute()
    return rows.map(toRoom)
  }

  async get(roomId: string): Promise<Room | undefined> {
    const row = await this.#deps.queries.selectFrom('rooms').selectAll().where('id', '=', roomId).executeTakeFirst()
    return row === undefined ? undefined : toRoom(row)
  }

  async change(room: Room, changes: SomeSettings & { archived?: boolean | undefined }): Promise<Room> {
    const { name, topic, languages, writers, localOnly, archived } = changes
    const row = await this.#deps.queries
      .updateTable('rooms')
      .set({
        ...(name === undefined ? {} : { name }),
        ...(topic === undefined ? {} : { topic }),
        ...(languages === undefined ? {} : { languages: JSON.stringify(languages) }),
        ...(writers === undefined ? {} : { writers }),
        ...(localOnly === undefined ? {} : { local_only: Number(localOnly) }),
        ...(archived === undefined ? {} : { archived_at: archived ? (room.archivedAt ?? this.#deps.now()) : null }),
        // So that there is something to set, whatever was asked for.
        id: room.id,
      })
      .where('id', '=', room.id)
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('room', room.id)
    this.#tell(room.communityId, room.id)
    return toRoom(row)
  }

  /** Whoever remembers which rooms are local only reads that again. */
  #tell(communityId: string, roomId: string): void {
    this.#deps.live.toCommunity(communityId, 'room:changed', { communityId, roomId })
    this.#deps.events.publish('translation:changed', { communityId })
  }

  /** @throws NotFoundError also for who is not in its community. */
  async enter(principal: Principal, roomId: string): Promise<{ room: Room; member: Member }> {
    const room = await this.get(roomId)
    const member = room === undefined ? undefined : await this.#deps.members.find(principal, room.communityId)
    // Guests see what is shared with them, and rooms are not.
    if (room === undefined || member === undefined || !atLeast(member.role, 'member')) {
      throw new NotFoundError('room', roomId)
    }
    return { room, member }
  }

  /** As `enter`. @throws HubError 'forbidden' for who may only read here. */
  async enterToWrite(principal: Principal, roomId: string): Promise<{ room: Room; member: Member }> {
    const entered = await this.enter(principal, roomId)
    requireWritable(entered.room)
    if (entered.room.writers === 'admins' && !atLeast(entered.member.role, 'admin')) {
      throw new HubError('forbidden', 'Only admins write in this room.')
    }
    return entered
  }
}

/** @throws HubError 'conflict' */
export function requireWritable(room: Room): void {
  if (room.archivedAt !== null) throw new HubError('conflict', 'This room is archived: it can be read only.')
}

export function toRoom(row: RoomTables['rooms']): Room {
  return {
    id: row.id,
    communityId: row.community_id,
    name: row.name,
    topic: row.topic,
    languages: JSON.parse(row.languages) as string[],
    writers: row.writers as RoomWriters,
    localOnly: row.local_only === 1,
    createdAt: row.created_at,
    archivedAt: row.archived_at,
    revision: row.revision,
  }
}
