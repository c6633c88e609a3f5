import { atLeast, type Member } from '../../shared/members.ts'
import type { Profile } from '../../shared/profiles.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Queries } from '../platform/database.ts'
import type { RoomService } from '../rooms/room-service.ts'
import type { Around, Counts } from './event-cards.ts'
import type { StoredEvent } from './event-rows.ts'

export interface EventAudienceDeps {
  members: MemberService
  profiles: ProfileService
  niches: NicheService
  rooms: RoomService
  publicUrl: () => string
}

export interface Reader {
  memberId: string
  language: string
  timeZone: string | null
}

/** Whom an event is for, and what has to be known to tell them of it. Read before a transaction is begun. */
export class EventAudience {
  readonly #deps: EventAudienceDeps

  constructor(deps: EventAudienceDeps) {
    this.#deps = deps
  }

  /** All whom it is for, but its author. */
  async invited(event: StoredEvent): Promise<Reader[]> {
    const { nicheId } = event.input
    const inNiche = nicheId === null ? undefined : await this.#deps.niches.membersOf([nicheId])
    return await this.#readers(event, ({ id }) => id !== event.authorId && (inNiche?.has(id) ?? true))
  }

  /** Those of some members who may still come: roles and niches may have changed since they answered. */
  async readers(event: StoredEvent, memberIds: readonly string[]): Promise<Reader[]> {
    const { nicheId } = event.input
    const ids = new Set(memberIds)
    const inNiche = nicheId === null ? undefined : await this.#deps.niches.membersOf([nicheId])
    return await this.#readers(
      event,
      ({ id, role }) => ids.has(id) && (inNiche?.has(id) !== false || atLeast(role, 'admin')),
    )
  }

  async #readers({ communityId }: StoredEvent, isOne: (member: Member) => boolean): Promise<Reader[]> {
    const { members, profiles } = this.#deps
    const found = (await members.list(communityId)).filter((one) => atLeast(one.role, 'member') && isOne(one))
    if (found.length === 0) return []
    const known = new Map((await profiles.list(communityId)).map((profile) => [profile.memberId, profile]))
    return found.map(({ id }) => readerOf(id, known.get(id)))
  }

  async around({ communityId, authorId, input }: StoredEvent): Promise<Around> {
    const { members, publicUrl } = this.#deps
    const [community, author] = [await members.community(communityId), await members.get(authorId)]
    return {
      communityName: community?.name ?? '',
      publicUrl: publicUrl(),
      place: await this.placeOf(communityId, input.place),
      author: author?.communityId === communityId ? { id: author.id, name: author.name } : undefined,
    }
  }

  /** In words, with the way there. */
  async placeOf(communityId: string, place: StoredEvent['input']['place']): Promise<Around['place']> {
    if (place.kind === 'link') return { kind: 'link', label: place.url, url: place.url }
    if (place.kind === 'address') return { kind: 'address', label: place.text, url: null }
    const room = await this.#deps.rooms.get(place.roomId)
    const name = room?.communityId === communityId ? room.name : '?'
    return { kind: 'room', label: `#${name}`, url: `${this.#deps.publicUrl()}/chat/${place.roomId}` }
  }
}

export async function countAnswers(queries: Queries, eventIds: readonly string[]): Promise<(id: string) => Counts> {
  const rows =
    eventIds.length === 0
      ? []
      : await queries
          .selectFrom('event_answers')
          .select(['event_id', 'answer', ({ fn }) => fn.countAll<number | string>().as('count')])
          .where('event_id', 'in', eventIds)
          .groupBy(['event_id', 'answer'])
          .execute()
  const count = (id: string, answer: string) =>
    Number(rows.find((row) => row.event_id === id && row.answer === answer)?.count ?? 0)
  return (id) => ({ going: count(id, 'going'), maybe: count(id, 'maybe') })
}

/** Those who go or might. */
export async function comingTo(queries: Queries, eventId: string): Promise<string[]> {
  const rows = await queries
    .selectFrom('event_answers')
    .select('member_id')
    .where('event_id', '=', eventId)
    .where('answer', 'in', ['going', 'maybe'])
    .execute()
  return rows.map(({ member_id }) => member_id)
}

function readerOf(memberId: string, profile: Profile | undefined): Reader {
  return { memberId, language: profile?.languages[0] ?? 'en', timeZone: profile?.timeZone ?? null }
}
