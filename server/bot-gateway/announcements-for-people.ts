import { DateTime } from 'luxon'
import type { AnnouncementService } from '../announcements/announcement-service.ts'
import { momentOf } from '../platform/moment-of.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { BotAnswer, BotRequest } from '../../shared/bot-protocol.ts'
import { announcementInput } from '../../shared/announcements.ts'
import { HubError } from '../../shared/errors.ts'
import { atLeast } from '../../shared/members.ts'
import type { Asker, Membership } from './asker.ts'

export interface AnnouncementsForPeopleDeps {
  announcements: AnnouncementService
  profiles: ProfileService
  members: MemberService
  publicUrl: () => string
  now: () => number
}

type Answer = Omit<Extract<BotAnswer<'announcements:send'>, { linked: true }>, 'linked'>

type Options = Awaited<ReturnType<AnnouncementService['options']>>

interface Announcer extends Membership {
  options: Options
}

/** Announcements that are written in a chat: into the channel where they are written, and the inbox of each member. */
export class AnnouncementsForPeople {
  readonly #deps: AnnouncementsForPeopleDeps

  constructor(deps: AnnouncementsForPeopleDeps) {
    this.#deps = deps
  }

  async audiences(asker: Asker): Promise<{ everywhere: boolean; niches: { id: string; name: string }[] }> {
    const { everywhere, niches } = (await this.#announcer(asker)).options
    return { everywhere, niches: niches.map(({ id, name }) => ({ id, name })) }
  }

  /** @throws HubError 'forbidden' for who announces to nobody, 'invalid_input' for a time or niche that is none. */
  async send(
    platform: string,
    asker: Asker,
    {
      channel,
      title,
      markdown,
      niche,
      language: written,
      when,
      draft,
    }: Omit<BotRequest<'announcements:send'>, 'person'>,
  ): Promise<Answer> {
    const { announcements, profiles, publicUrl } = this.#deps
    const { member, community, options } = await this.#announcer(asker)
    const profile = await profiles.get(member.id)
    const timeZone = profile?.timeZone ?? 'UTC'
    const language = written ?? profile?.languages[0] ?? 'en'
    const at = when === null ? null : this.#timeOf(when, timeZone)
    const chosen = nicheOf(options, niche)
    const here = { platform, kind: 'channel' as const, ...channel }
    const others = (chosen?.channels ?? []).filter((one) => keyOf(one) !== keyOf(here))
    const isOpen = options.everywhere || (chosen?.channels.length ?? 0) > others.length
    const input = announcementInput.safeParse({
      nicheId: chosen?.id ?? null,
      language,
      texts: [{ language, title, markdown, labels: [] }],
      channels: [...(isOpen ? [here] : []), ...others].map((one) => ({ ...one, language })),
      mail: false,
    })
    if (!input.success)
      throw new HubError('invalid_input', input.error.issues[0]?.message ?? 'This cannot be announced.')
    const added = await announcements.add(member, input.data, input.data.channels)
    const { id, dueAt, state, hold } = draft ? added : await announcements.send(member, added.id, at)
    const url = `${publicUrl()}/announcements/${id}`
    return {
      url,
      previewUrl: `${url}/preview`,
      state,
      due: dueAt === null ? null : DateTime.fromMillis(dueAt, { zone: timeZone }).toFormat('cccc, d LLLL yyyy, HH:mm'),
      timeZone,
      communityName: community.name,
      nicheName: chosen?.name ?? null,
      here: isOpen,
      channels: others.map(({ name }) => name),
      blockedWord: state === 'held' ? (hold?.word ?? null) : null,
    }
  }

  /** The community in which the person announces. */
  async #announcer(asker: Asker): Promise<Announcer> {
    const { announcements, members } = this.#deps
    const found: Announcer[] = []
    for (const membership of await members.membershipsOf(asker.accountId, asker.communityId)) {
      if (!atLeast(membership.member.role, 'member')) continue
      const options = await announcements.options(membership.member)
      if (options.everywhere || options.niches.length > 0) found.push({ ...membership, options })
    }
    const [own, ...others] = found
    if (own === undefined) {
      throw new HubError('forbidden', 'Only admins of a community announce, and the moderators of a niche.')
    }
    if (others.length === 0) return own
    throw new HubError('conflict', 'You run several communities: announce in the web client, where you can choose one.')
  }

  #timeOf(when: string, timeZone: string) {
    const at = { local: localTime(when), timeZone, repeat: 'never' as const }
    const moment = momentOf(at)
    if (moment === undefined) throw new HubError('invalid_input', 'There is no such day.')
    if (moment <= this.#deps.now()) throw new HubError('invalid_input', 'This time is over already.')
    return at
  }
}

/** By its id or name; who may not announce to all does it to the only niche that they run. */
function nicheOf({ everywhere, niches }: Options, wanted: string | null): Options['niches'][number] | undefined {
  const [first, ...more] = niches
  if (wanted === null) {
    if (everywhere) return undefined
    if (more.length === 0) return first
    throw new HubError('invalid_input', 'Say for which of your niches it is.')
  }
  const name = wanted.trim().toLowerCase()
  const found = niches.find((niche) => niche.id === wanted || niche.name.toLowerCase() === name)
  if (found === undefined) throw new HubError('invalid_input', 'You run no niche of that name.')
  return found
}

function keyOf({ platform, workspaceId, channelId }: { platform: string; workspaceId: string; channelId: string }) {
  return `${platform} ${workspaceId} ${channelId}`
}

/** '2026-12-24 09:00' as '2026-12-24T09:00'. */
function localTime(when: string): string {
  const found = /^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})$/.exec(when.trim())
  if (found === null)
    throw new HubError('invalid_input', 'Write the time as 2026-12-24 09:00, or leave it out for now.')
  const [, day = '', hour = '', minute = ''] = found
  return `${day}T${hour.padStart(2, '0')}:${minute}`
}
