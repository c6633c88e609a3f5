import { sql } from 'kysely'
import { NotFoundError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { ReadingPreferences, RoomReadState } from '../../shared/room-reading.ts'
import { MAX_UNREAD, type MyRoom, type ReadingLanguage, type Room } from '../../shared/rooms.ts'
import type { Queries } from '../platform/database.ts'
import { prepared } from '../platform/prepared.ts'
import type { Live } from '../platform/live/live-hub.ts'
import type { OptOuts } from '../translation/opt-outs.ts'
import type { RoomConsumer } from './message-service.ts'
import { unreadAnswers } from './room-threads.ts'

export interface RoomReadersDeps {
  queries: Queries
  live: Live
  optOuts: OptOuts
  /** Marks what a member was told of in a room, or in one of its threads, as read. */
  readNotifications: (
    member: Member,
    place: { roomId: string; threadId: string | null; position: number },
  ) => Promise<void>
  now: () => number
}

/** Who reads now is who has looked within this time. */
const READING_MS = 3_600_000
const MOST_LANGUAGES = 8
/** Of whom languages are looked at. */
const MOST_READERS = 2_000
/** Looking again is written down only now and then. */
const SEEN_EVERY_MS = 60_000

/** How far each member has read, and in which language. */
export class RoomReaders {
  readonly #deps: RoomReadersDeps

  constructor(deps: RoomReadersDeps) {
    this.#deps = deps
  }

  async withMine(rooms: readonly Room[], member: Member): Promise<MyRoom[]> {
    if (rooms.length === 0) return []
    const { rows } = await sql<{
      id: string
      revision: number
      read_position: number | null
      language: string | null
      unread: number
      first_unread: string | null
      mentions: number
      unread_threads: number
      role: string | null
    }>`
      select rooms.id, rooms.revision, mine.read_position, mine.language,
        (select count(*) from (${unreadIn(member)} limit ${MAX_UNREAD}) as counted) as unread,
        (${unreadIn(member)} order by room_messages.position limit 1) as first_unread,
        (select count(*) from room_mentions where room_mentions.member_id = ${member.id}
          and room_mentions.room_id = rooms.id
          and room_mentions.position > coalesce(mine.read_position, 0)) as mentions,
        (select count(*) from room_thread_readers as mine where mine.member_id = ${member.id}
          and mine.room_id = rooms.id and mine.follows = 1 and exists (${unreadAnswers(member)})) as unread_threads,
        (select role from room_members where room_members.room_id = rooms.id
          and room_members.member_id = ${member.id}) as role
      from rooms
      left join room_readers as mine on mine.room_id = rooms.id and mine.member_id = ${member.id}
      where rooms.id in (${sql.join(rooms.map(({ id }) => id))})`.execute(this.#deps.queries)
    const byRoom = new Map(rows.map((row) => [row.id, row]))
    return rooms.map((room) => {
      const row = byRoom.get(room.id)
      return {
        ...room,
        mine: {
          revision: row?.revision ?? room.revision,
          readPosition: row?.read_position ?? 0,
          unread: row?.unread ?? 0,
          firstUnreadId: row?.first_unread ?? null,
          mentions: row?.mentions ?? 0,
          unreadThreads: row?.unread_threads ?? 0,
          manages: room.isPrivate ? row?.role === 'moderator' : atLeast(member.role, 'admin'),
          language: row?.language ?? null,
        },
      }
    })
  }

  /** Tells the member's other devices, too. */
  async markRead(
    room: Room,
    member: Member,
    {
      position,
      threadId,
      language,
    }: { position: number; threadId?: string | undefined; language?: string | undefined },
  ): Promise<RoomReadState> {
    const readPosition = threadId === undefined ? Math.min(position, room.revision) : undefined
    await this.#put(room.id, member.id, {
      ...(readPosition === undefined ? {} : { read_position: readPosition }),
      ...(language === undefined ? {} : { seen_language: language }),
      seen_at: this.#deps.now(),
    })
    if (threadId !== undefined) {
      await this.#deps.queries
        .updateTable('room_thread_readers')
        .set({ read_position: Math.min(position, room.revision) })
        .where('thread_id', '=', threadId)
        .where('member_id', '=', member.id)
        .execute()
    }
    await this.#deps.readNotifications(member, { roomId: room.id, threadId: threadId ?? null, position })
    const [mine] = await this.withMine([room], member)
    if (mine === undefined) throw new NotFoundError('room', room.id)
    const { language: _, manages: __, ...read } = mine.mine
    const state = { communityId: room.communityId, roomId: room.id, ...read }
    this.#deps.live.toMember(member.id, 'room:read', state)
    return state
  }

  /** A member opened the room in a language. */
  async look(roomId: string, memberId: string, language: string): Promise<void> {
    const known = await this.#deps.queries
      .selectFrom('room_readers')
      .select(['seen_language', 'seen_at'])
      .where('room_id', '=', roomId)
      .where('member_id', '=', memberId)
      .executeTakeFirst()
    const now = this.#deps.now()
    if (known?.seen_language === language && known.seen_at > now - SEEN_EVERY_MS) return
    await this.#put(roomId, memberId, { seen_language: language, seen_at: now })
  }

  async chooseLanguage(room: Room, member: Member, language: ReadingLanguage | null): Promise<void> {
    // No language is read in that was not asked for: `look` says it anew.
    await this.#put(room.id, member.id, { language, seen_language: null, seen_at: this.#deps.now() })
    this.#deps.live.toMember(member.id, 'room:changed', { communityId: room.communityId, roomId: room.id })
  }

  async preferences(memberId: string): Promise<ReadingPreferences> {
    const row = await this.#deps.queries
      .selectFrom('reading_preferences')
      .selectAll()
      .where('member_id', '=', memberId)
      .executeTakeFirst()
    return { language: row?.language ?? null, translateMine: !(await this.#deps.optOuts.isOut(memberId)) }
  }

  async savePreferences(memberId: string, preferences: ReadingPreferences): Promise<ReadingPreferences> {
    const row = { language: preferences.language }
    await this.#deps.optOuts.set(memberId, !preferences.translateMine)
    await this.#deps.queries
      .insertInto('reading_preferences')
      .values({ member_id: memberId, ...row })
      .onConflict((conflict) => conflict.column('member_id').doUpdateSet(row))
      .execute()
    return preferences
  }

  /** In which languages others than its author are reading a room just now; the most recent first, at most 8. */
  async languagesNow(roomId: string, authorId: string | null): Promise<string[]> {
    const since = this.#deps.now() - READING_MS
    const rows = await languagesRead(this.#deps.queries, { roomId, authorId: authorId ?? '', since })
    const recent = rows.toSorted((a, b) => b.seen_at - a.seen_at).flatMap(({ seen_language }) => seen_language ?? [])
    return [...new Set(recent)].slice(0, MOST_LANGUAGES)
  }

  /** Who writes has read what stands before. */
  takeChange: RoomConsumer = async (queries, { kind, message, by }) => {
    if (kind !== 'posted' || by.memberId === null || message.threadId !== null) return undefined
    await putReader(queries, message.roomId, by.memberId, {
      read_position: message.position,
      seen_at: this.#deps.now(),
    })
    return undefined
  }

  async #put(roomId: string, memberId: string, set: ReaderFields): Promise<void> {
    await putReader(this.#deps.queries, roomId, memberId, set)
  }
}

const languagesRead = prepared((queries: Queries, now: { roomId: string; authorId: string; since: number }) =>
  queries
    .selectFrom('room_readers')
    .select(['seen_language', 'seen_at'])
    .where('room_id', '=', now.roomId)
    .where('member_id', '!=', now.authorId)
    .where('seen_language', 'is not', null)
    .where('seen_at', '>', now.since)
    .limit(MOST_READERS),
)

type ReaderFields = {
  read_position?: number
  language?: string | null
  seen_language?: string | null
  seen_at: number
}

async function putReader(queries: Queries, roomId: string, memberId: string, set: ReaderFields): Promise<void> {
  await queries
    .insertInto('room_readers')
    .values({ room_id: roomId, member_id: memberId, read_position: null, language: null, seen_language: null, ...set })
    .onConflict((conflict) => conflict.columns(['room_id', 'member_id']).doUpdateSet(set))
    .execute()
}

/** Of the row of `rooms` and of `mine` at hand. What was said before one joined is history, not news. */
function unreadIn(member: Member): ReturnType<typeof sql> {
  return sql`select room_messages.id from room_messages where room_messages.room_id = rooms.id
    and room_messages.position > coalesce(mine.read_position, 0)
    and room_messages.thread_id is null and room_messages.deleted_at is null
    and room_messages.author_key <> ${member.id}
    and (mine.read_position is not null or room_messages.sent_at > ${member.joinedAt})`
}
