import { HubError, NotFoundError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { LiveEvents } from '../../shared/live-protocol.ts'
import type { Room, RoomWriters } from '../../shared/rooms.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { Live } from '../platform/live/live-hub.ts'
import { prepared } from '../platform/prepared.ts'
import type { Principal } from '../platform/principal.ts'
import { audienceOf, openRoomsFor, tellAudience } from './room-audience.ts'
import { roleIn } from './room-members.ts'
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
/** A member in a room. */
export interface Entered {
  room: Room
  member: Member
  /** Whether they may change it, and delete what others wrote. */
  manages: boolean
}

/** Rooms of all, and private rooms that one member moderates. */
const MOST_ROOMS = 200
const MOST_PRIVATE = 20
const MOST_LISTED = 400

/** The rooms of a community: which there are, how they are set, and who may come in. */
export class RoomService {
  readonly #deps: RoomServiceDeps

  constructor(deps: RoomServiceDeps) {
    this.#deps = deps
  }

  /** @throws HubError 'conflict' when there are too many already. */
  async create(
    { id: memberId, communityId }: Pick<Member, 'id' | 'communityId'>,
    settings: SomeSettings & { name: string; isPrivate?: boolean },
  ): Promise<Room> {
    const { name, topic = '', languages = [], writers = 'members', localOnly = false, isPrivate = false } = settings
    const { queries, now } = this.#deps
    const row: RoomTables['rooms'] = {
      id: this.#deps.newId(),
      community_id: communityId,
      name,
      topic,
      languages: JSON.stringify(languages),
      writers,
      local_only: Number(localOnly),
      is_private: Number(isPrivate),
      created_at: now(),
      archived_at: null,
      revision: 0,
    }
    await this.#requirePlaceFor(memberId, communityId, isPrivate)
    await queries.transaction().execute(async (transaction) => {
      await transaction.insertInto('rooms').values(row).execute()
      if (!isPrivate) return
      const moderator = { room_id: row.id, member_id: memberId, role: 'moderator', added_at: now() }
      await transaction.insertInto('room_members').values(moderator).execute()
    })
    await this.#tell(toRoom(row))
    return toRoom(row)
  }

  /** Those that a member may enter, by age. */
  async list(member: Pick<Member, 'id' | 'communityId'>): Promise<Room[]> {
    const rows = await this.#deps.queries
      .selectFrom('rooms')
      .selectAll()
      .where('community_id', '=', member.communityId)
      .where(openRoomsFor(member))
      .orderBy('id')
      .limit(MOST_LISTED)
      .execute()
    return rows.map(toRoom)
  }

  async get(roomId: string): Promise<Room | undefined> {
    const [row] = await roomById(this.#deps.queries, { roomId })
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
    await this.#tell(room)
    return toRoom(row)
  }

  /** Whoever remembers which rooms are local only reads that again. */
  async #tell(room: Room): Promise<void> {
    const { id: roomId, communityId } = room
    await this.tell(room, 'room:changed', { communityId, roomId })
    this.#deps.events.publish('translation:changed', { communityId })
  }

  /** Tells those who may enter a room what happened to it. */
  async tell<K extends keyof LiveEvents>(room: Room, name: K, payload: LiveEvents[K]): Promise<void> {
    const { queries, live } = this.#deps
    tellAudience(live, room, await audienceOf(queries, room), name, payload)
  }

  /** Of some rooms and messages, by their ids, those that a member of their community may see. */
  async openTo(member: Pick<Member, 'id'>, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set()
    const rows = await this.#deps.queries
      .selectFrom('rooms')
      .select('rooms.id')
      .where('rooms.id', 'in', ids)
      .where(openRoomsFor(member))
      .unionAll((eb) =>
        eb
          .selectFrom('room_messages')
          .innerJoin('rooms', 'rooms.id', 'room_messages.room_id')
          .select('room_messages.id')
          .where('room_messages.id', 'in', ids)
          .where(openRoomsFor(member)),
      )
      .execute()
    return new Set(rows.map(({ id }) => id))
  }

  /** @throws NotFoundError also for who is not in its community. */
  async enter(principal: Principal, roomId: string): Promise<Entered> {
    const room = await this.get(roomId)
    const member = room === undefined ? undefined : await this.#deps.members.find(principal, room.communityId)
    const entered = room === undefined || member === undefined ? undefined : await this.#admit(room, member)
    if (entered === undefined) throw new NotFoundError('room', roomId)
    return entered
  }

  /** As `enter`, for a member who is known already. @throws NotFoundError */
  async enterAs(member: Member, roomId: string): Promise<Entered> {
    const room = await this.get(roomId)
    const entered = room?.communityId === member.communityId ? await this.#admit(room, member) : undefined
    if (entered === undefined) throw new NotFoundError('room', roomId)
    return entered
  }

  /** As `enter`. @throws HubError 'forbidden' for who may only read here. */
  async enterToWrite(principal: Principal, roomId: string): Promise<Entered> {
    const entered = await this.enter(principal, roomId)
    requireWritable(entered.room)
    if (entered.room.writers === 'admins' && !entered.manages) {
      throw new HubError('forbidden', 'Only admins write in this room.')
    }
    return entered
  }

  /** @returns undefined for whom it is not there. */
  async #admit(room: Room, member: Member): Promise<Entered | undefined> {
    // Guests see what is shared with them, and rooms are not.
    if (!atLeast(member.role, 'member')) return undefined
    if (!room.isPrivate) return { room, member, manages: atLeast(member.role, 'admin') }
    const role = await roleIn(this.#deps.queries, room.id, member)
    return role === undefined ? undefined : { room, member, manages: role === 'moderator' }
  }

  /** @throws HubError 'conflict' */
  async #requirePlaceFor(memberId: string, communityId: string, isPrivate: boolean): Promise<void> {
    const { count } = await this.#deps.queries
      .selectFrom('rooms')
      .leftJoin('room_members', (join) =>
        join
          .onRef('room_members.room_id', '=', 'rooms.id')
          .on('room_members.member_id', '=', memberId)
          .on('room_members.role', '=', 'moderator'),
      )
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('community_id', '=', communityId)
      .where('is_private', '=', Number(isPrivate))
      .$if(isPrivate, (query) => query.where('room_members.member_id', 'is not', null))
      .executeTakeFirstOrThrow()
    if (!isPrivate && count >= MOST_ROOMS) {
      throw new HubError('conflict', `A community has at most ${MOST_ROOMS} rooms of all.`)
    }
    if (isPrivate && count >= MOST_PRIVATE) {
      throw new HubError('conflict', `You moderate ${MOST_PRIVATE} private rooms already; that is the most.`)
    }
  }
}

/** @throws HubError 'forbidden' */
export function requireManager({ room, manages }: Entered): void {
  if (!manages) {
    throw new HubError('forbidden', `Only ${room.isPrivate ? 'its moderators' : 'admins'} may do this in a room.`)
  }
}

/** @throws HubError 'conflict' */
export function requireWritable(room: Room): void {
  if (room.archivedAt !== null) throw new HubError('conflict', 'This room is archived: it can be read only.')
}

const roomById = prepared((queries: Queries, { roomId }: { roomId: string }) =>
  queries.selectFrom('rooms').selectAll().where('id', '=', roomId),
)

export function toRoom(row: RoomTables['rooms']): Room {
  return {
    id: row.id,
    communityId: row.community_id,
    name: row.name,
    topic: row.topic,
    languages: JSON.parse(row.languages) as string[],
    writers: row.writers as RoomWriters,
    localOnly: row.local_only === 1,
    isPrivate: row.is_private === 1,
    createdAt: row.created_at,
    archivedAt: row.archived_at,
    revision: row.revision,
  }
}
