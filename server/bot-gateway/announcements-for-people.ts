import { DateTime } from 'luxon'
import type { AnnouncementService } from '../announcements/announcement-service.ts'
import { momentOf } from '../platform/moment-of.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { BotAnswer, BotRequest } from '../../shared/bot-protocol.ts'
import { announcementInput } from '../../shared/announcements.ts'
import { HubError } from '../../shared/errors.ts'
import { atLeast } from '../../shared/members.ts'
import { type Asker } from './asker.ts'

export interface AnnouncementsForPeopleDeps {
  announcements: AnnouncementService
  profiles: ProfileService
  members: MemberService
  publicUrl: () => string
  now: () => number
}

type Answer = Omit<Extract<BotAnswer<'announcements:send'>, { linked: true }>, 'linked'>

/** Announcements that are written in a chat: into the channel where they are written, and the inbox of each member. */
export class AnnouncementsForPeople {
  readonly #deps: AnnouncementsForPeopleDeps

  constructor(deps: AnnouncementsForPeopleDeps) {
    this.#deps = deps
  }

  /** @throws HubError 'forbidden' for who is no admin, 'invalid_input' for a time that is none. */
  async send(
    platform: string,
    asker: Asker,
    { channel, title, markdown, when }: Omit<BotRequest<'announcements:send'>, 'person'>,
  ): Promise<Answer> {
    const { announcements, profiles, members, publicUrl, now } = this.#deps
    const all = (await members.membershipsOf(asker.accountId, asker.communityId)).filter(({ member }) =>
      atLeast(member.role, 'admin'),
    )
    const [own] = all
    if (own === undefined) throw new HubError('forbidden', 'Only admins of a community announce in channels.')
    if (all.length > 1) {
      throw new HubError(
        'conflict',
        'You run several communities: announce in the web client, where you can choose one.',
      )
    }
    const profile = await profiles.get(own.member.id)
    const timeZone = profile?.timeZone ?? 'UTC'
    const language = profile?.languages[0] ?? 'en'
    const at = when === null ? null : { local: localTime(when), timeZone, repeat: 'never' as const }
    if (at !== null) {
      const moment = momentOf(at)
      if (moment === undefined) throw new HubError('invalid_input', 'There is no such day.')
      if (moment <= now()) throw new HubError('invalid_input', 'This time is over already.')
    }
    const input = announcementInput.safeParse({
      language,
      texts: [{ language, title, markdown, labels: [] }],
      channels: [{ platform, ...channel, language }],
      mail: false,
    })
    if (!input.success)
      throw new HubError('invalid_input', input.error.issues[0]?.message ?? 'This cannot be announced.')
    const draft = await announcements.add(own.member, input.data, input.data.channels)
    const { id, dueAt } = await announcements.send(own.member, draft.id, at)
    const due =
      dueAt === null ? null : DateTime.fromMillis(dueAt, { zone: timeZone }).toFormat('cccc, d LLLL yyyy, HH:mm')
    return { url: `${publicUrl()}/announcements/${id}`, due, timeZone, communityName: own.community.name }
  }
}

/** '2026-12-24 09:00' as '2026-12-24T09:00'. */
function localTime(when: string): string {
  const found = /^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})$/.exec(when.trim())
  if (found === null)
    throw new HubError('invalid_input', 'Write the time as 2026-12-24 09:00, or leave it out for now.')
  const [, day = '', hour = '', minute = ''] = found
  return `${day}T${hour.padStart(2, '0')}:${minute}`
}
