import { DateTime } from 'luxon'
import type { AnnouncementService } from '../announcements/announcement-service.ts'
import { momentOf } from '../platform/moment-of.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { BotAnswer, BotRequest } from '../../shared/bot-protocol.ts'
import { type Announcement, announcementInput, type AnnouncementText } from '../../shared/announcements.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
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

type Button = BotRequest<'announcements:dress'>['buttons'][number]

/** A channel, on its platform. */
interface Place {
  platform: string
  workspaceId: string
  channelId: string
}

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
    const { announcements, profiles } = this.#deps
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
    const announcement = draft ? added : await announcements.send(member, added.id, at)
    return this.#answer({ community, options, timeZone }, announcement, here)
  }

  /** @throws NotFoundError for what the person does not run. */
  async read(asker: Asker, announcementId: string): Promise<{ alts: string[]; buttons: Button[] }> {
    const { announcement } = await this.#own(asker, announcementId)
    const { labels, alts } = requireOneText(announcement)
    return { alts, buttons: announcement.urls.map((url, index) => ({ label: labels[index] ?? '', url })) }
  }

  /** @throws NotFoundError, HubError 'conflict' for one that was sent or has texts in several languages, 'invalid_input'. */
  async dress(
    platform: string,
    asker: Asker,
    { announcementId, channel, images: added, alts, buttons }: Omit<BotRequest<'announcements:dress'>, 'person'>,
  ): Promise<Answer> {
    const { own, announcement } = await this.#own(asker, announcementId)
    if (announcement.sentAt !== null) throw new HubError('conflict', 'It was sent: change it in the hub.')
    const text = requireOneText(announcement)
    const images = added.length > 0 ? added : announcement.images
    if (images.length !== alts.length) {
      const message = `Say what each image shows, one line for each: images ${images.length}, lines ${alts.length}.`
      throw new HubError('invalid_input', message)
    }
    const [labels, urls] = [buttons.map(({ label }) => label), buttons.map(({ url }) => url)]
    const input = announcementInput.parse({ ...announcement, images, urls, texts: [{ ...text, labels, alts }] })
    const changed = await this.#deps.announcements.change(own.member, announcementId, input)
    return this.#answer(own, changed, channel === null ? null : { platform, ...channel })
  }

  /** @throws NotFoundError, HubError 'conflict' for what was sent already, 'invalid_input' for a time that is none. */
  async sendDraft(
    platform: string,
    asker: Asker,
    { announcementId, channel, when }: Omit<BotRequest<'announcements:sendDraft'>, 'person'>,
  ): Promise<Answer> {
    const { own } = await this.#own(asker, announcementId)
    const at = when === null ? null : this.#timeOf(when, own.timeZone)
    const sent = await this.#deps.announcements.send(own.member, announcementId, at)
    return this.#answer(own, sent, channel === null ? null : { platform, ...channel })
  }

  /** @param here where the person asks; null: nowhere that others read. */
  #answer(
    { community, options, timeZone }: Pick<Announcer, 'community' | 'options'> & { timeZone: string },
    { id: announcementId, state, dueAt, hold, nicheId, images, urls, channels }: Announcement,
    here: Place | null,
  ): Answer {
    const url = `${this.#deps.publicUrl()}/announcements/${announcementId}`
    const others = channels.filter((one) => here === null || keyOf(one) !== keyOf(here))
    return {
      announcementId,
      url,
      previewUrl: `${url}/preview`,
      state,
      images: images.length,
      buttons: urls.length,
      due: dueAt === null ? null : DateTime.fromMillis(dueAt, { zone: timeZone }).toFormat('cccc, d LLLL yyyy, HH:mm'),
      timeZone,
      communityName: community.name,
      nicheName: options.niches.find(({ id }) => id === nicheId)?.name ?? null,
      here: others.length < channels.length,
      channels: others.map(({ name }) => name),
      blockedWord: state === 'held' ? (hold?.word ?? null) : null,
    }
  }

  async #own(
    asker: Asker,
    announcementId: string,
  ): Promise<{ own: Announcer & { timeZone: string }; announcement: Announcement }> {
    const { announcements, profiles } = this.#deps
    for (const membership of await this.#deps.members.membershipsOf(asker.accountId, asker.communityId)) {
      const { member } = membership
      const announcement = await announcements.find(member, announcementId)
      if (announcement?.mine !== true) continue
      const timeZone = (await profiles.get(member.id))?.timeZone ?? 'UTC'
      return { own: { ...membership, options: await announcements.options(member), timeZone }, announcement }
    }
    throw new NotFoundError('announcement', announcementId)
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

/** The rest of them would need words for the buttons and images, too. */
function requireOneText({ texts }: Announcement): AnnouncementText {
  const [text, ...others] = texts
  if (text !== undefined && others.length === 0) return text
  throw new HubError('conflict', 'It has texts in several languages: add images and buttons in the hub.')
}

function keyOf({ platform, workspaceId, channelId }: Place): string {
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
