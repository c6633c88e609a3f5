import type { BotAnswer, BotRequest } from '../../shared/bot-protocol.ts'
import type { ChatChannel } from '../../shared/bot-chats.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { Rule, Subject } from '../../shared/moderation.ts'
import type { DeliveryRecords } from '../deliveries/delivery-records.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { ReportService } from '../moderation/report-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import { type Asker, type Membership, principalOf } from './asker.ts'
import type { HeldForPeople } from './held-for-people.ts'
import { moderatedBy } from './moderated-by.ts'

const SHOWN = 5

/** Where in the hub a message of a channel stands. */
export interface RoomPlace {
  communityId: string
  roomId: string
  messageId: string
}

export interface ReportsForPeopleDeps {
  reports: ReportService
  held: HeldForPeople
  records: DeliveryRecords
  members: MemberService
  niches: NicheService
  profiles: ProfileService
  /** Undefined: its channel is not linked, or it is in no room. */
  roomMessage: (platform: string, channel: ChatChannel, messageId: string) => Promise<RoomPlace | undefined>
  publicUrl: () => string
}

type Waiting = Omit<Extract<BotAnswer<'moderation:waiting'>, { linked: true }>, 'linked'>
type Said = { rule: Rule; words: string }

/** What people report from a chat, and what of it waits for them. */
export class ReportsForPeople {
  readonly #deps: ReportsForPeopleDeps

  constructor(deps: ReportsForPeopleDeps) {
    this.#deps = deps
  }

  /** @throws HubError 'invalid_input' for what the hub does not know; NotFoundError for who is not of its community. */
  async report(
    platform: string,
    asker: Asker,
    { channel, messageId, ...said }: Omit<BotRequest<'moderation:report'>, 'person'>,
  ): Promise<{ communityName: string }> {
    const found = await this.#subjectOf(platform, channel, messageId)
    if (found === undefined) {
      const what = 'Only messages of channels that are linked with a room, announcements and gigs can be reported here.'
      throw new HubError('invalid_input', what)
    }
    const own = (await this.#memberships(asker)).find(({ community }) => community.id === found.communityId)
    if (own === undefined) throw new NotFoundError('message', messageId)
    return await this.#report(asker, own, found.subject, said)
  }

  /** @throws NotFoundError for a gig that the person does not see. */
  async reportGig(asker: Asker, gigId: string, said: Said): Promise<{ communityName: string }> {
    for (const own of await this.#memberships(asker)) {
      try {
        return await this.#report(asker, own, { kind: 'gig', id: gigId, placeId: null }, said)
      } catch (error) {
        if (!(error instanceof NotFoundError)) throw error
      }
    }
    throw new NotFoundError('gig', gigId)
  }

  /** @throws HubError 'forbidden' for who moderates nothing. */
  async waiting(asker: Asker): Promise<Waiting> {
    const { reports, profiles, publicUrl } = this.#deps
    const moderated = await moderatedBy(this.#deps, asker)
    const communities: Waiting['communities'] = []
    for (const { community, member } of moderated) {
      const { oldest, ...counts } = await reports.waiting(member, SHOWN)
      const held = await this.#deps.held.waiting(member, SHOWN)
      const shown = oldest.map(({ path, ...one }) => ({ ...one, url: `${publicUrl()}${path}` }))
      communities.push({ communityName: community.name, ...counts, held, oldest: shown })
    }
    const [first] = moderated
    const profile = first === undefined ? undefined : await profiles.get(first.member.id)
    return { communities, timeZone: profile?.timeZone ?? 'UTC', moderationUrl: `${publicUrl()}/moderation` }
  }

  async #subjectOf(
    platform: string,
    channel: ChatChannel,
    messageId: string,
  ): Promise<{ communityId: string; subject: Subject } | undefined> {
    const place = await this.#deps.roomMessage(platform, channel, messageId)
    if (place !== undefined) {
      const { communityId, roomId: placeId } = place
      return { communityId, subject: { kind: 'message', id: place.messageId, placeId } }
    }
    const posted = await this.#deps.records.subjectOf({ kind: 'channel', platform, ...channel }, messageId)
    const [kind, id] = posted?.subject.split(':') ?? []
    if (posted === undefined || id === undefined || (kind !== 'announcement' && kind !== 'gig')) return undefined
    return { communityId: posted.communityId, subject: { kind, id, placeId: null } }
  }

  async #report(
    asker: Asker,
    { community, member }: Membership,
    subject: Subject,
    said: Said,
  ): Promise<{ communityName: string }> {
    await this.#deps.reports.report({ principal: principalOf(asker), member }, { subject, ...said })
    return { communityName: community.name }
  }

  async #memberships({ accountId, communityId }: Asker): Promise<Membership[]> {
    return await this.#deps.members.membershipsOf(accountId, communityId)
  }
}
