import type { ChatEvent } from '../../shared/bot-events.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { EventAnswer, HubEvent } from '../../shared/events.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { EventService } from '../events/event-service.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Asker, Membership } from './asker.ts'

const MOST_EVENTS = 20

export interface EventsForPeopleDeps {
  hubEvents: EventService
  profiles: ProfileService
  members: MemberService
  publicUrl: () => string
}

/** The events of a person's communities, as bots show them and take answers. */
export class EventsForPeople {
  readonly #deps: EventsForPeopleDeps

  constructor(deps: EventsForPeopleDeps) {
    this.#deps = deps
  }

  async read(asker: Asker): Promise<{ events: ChatEvent[]; eventsUrl: string }> {
    const all: ChatEvent[] = []
    for (const membership of await this.#memberships(asker)) {
      const { events } = await this.#deps.hubEvents.list(membership.member, {})
      for (const event of events) all.push(...(await this.#present(event, membership)))
    }
    const events = all.toSorted((a, b) => a.startsAt - b.startsAt).slice(0, MOST_EVENTS)
    return { events, eventsUrl: `${this.#deps.publicUrl()}/events` }
  }

  /** @throws NotFoundError for an event of none of their communities, HubError 'conflict' when it is full or over. */
  async answer(asker: Asker, eventId: string, answer: EventAnswer): Promise<ChatEvent> {
    for (const membership of await this.#memberships(asker)) {
      const answered = await this.#answerAs(membership.member, eventId, answer)
      if (answered === undefined) continue
      const [event] = await this.#present(answered, membership)
      if (event !== undefined) return event
    }
    throw new NotFoundError('event', eventId)
  }

  async #answerAs(member: Member, eventId: string, answer: EventAnswer): Promise<HubEvent | undefined> {
    try {
      return await this.#deps.hubEvents.answer(member, eventId, answer)
    } catch (error) {
      if (error instanceof HubError && error.code === 'not_found') return undefined
      throw error
    }
  }

  async #present(event: HubEvent, { community, member }: Membership): Promise<ChatEvent[]> {
    const { id, title, next, times, place, going, maybe, capacity, myAnswer } = event
    if (next === null) return []
    const profile = await this.#deps.profiles.get(member.id)
    return [
      {
        id,
        title,
        communityName: community.name,
        startsAt: next.startsAt,
        timeZone: times.timeZone,
        readerTimeZone: profile?.timeZone ?? null,
        repeat: times.repeat,
        place: { label: place.label, url: place.url },
        going,
        maybe,
        capacity,
        myAnswer,
        url: `${this.#deps.publicUrl()}/events/${id}`,
      },
    ]
  }

  async #memberships(asker: Asker) {
    const all = await this.#deps.members.membershipsOf(asker.accountId, asker.communityId)
    return all.filter(({ member }) => atLeast(member.role, 'member'))
  }
}
