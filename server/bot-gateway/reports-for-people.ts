import type { BotRequest } from '../../shared/bot-protocol.ts'
import type { ChatChannel } from '../../shared/bot-chats.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { MemberService } from '../members/member-service.ts'
import type { ReportService } from '../moderation/report-service.ts'
import { type Asker, principalOf } from './asker.ts'

/** Where in the hub a message of a channel stands. */
export interface RoomPlace {
  communityId: string
  roomId: string
  messageId: string
}

export interface ReportsForPeopleDeps {
  reports: ReportService
  members: MemberService
  /** Undefined: its channel is not linked, or it is in no room. */
  roomMessage: (platform: string, channel: ChatChannel, messageId: string) => Promise<RoomPlace | undefined>
}

/** What people report from a chat. */
export class ReportsForPeople {
  readonly #deps: ReportsForPeopleDeps

  constructor(deps: ReportsForPeopleDeps) {
    this.#deps = deps
  }

  /** @throws HubError 'invalid_input' for what stands in no room; NotFoundError for who is not of its community. */
  async report(
    platform: string,
    asker: Asker,
    { channel, messageId, rule, words }: Omit<BotRequest<'moderation:report'>, 'person'>,
  ): Promise<{ communityName: string }> {
    const { reports, members, roomMessage } = this.#deps
    const place = await roomMessage(platform, channel, messageId)
    if (place === undefined) {
      throw new HubError('invalid_input', 'Only messages of channels that are linked with a room can be reported here.')
    }
    const all = await members.membershipsOf(asker.accountId, asker.communityId)
    const own = all.find(({ community }) => community.id === place.communityId)
    if (own === undefined) throw new NotFoundError('message', messageId)
    const subject = { kind: 'message', id: place.messageId, placeId: place.roomId } as const
    await reports.report({ principal: principalOf(asker), member: own.member }, { subject, rule, words })
    return { communityName: own.community.name }
  }
}
