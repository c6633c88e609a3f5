import type { BotAnswer, BotRequest } from '../../shared/bot-protocol.ts'
import type { ChatChannel } from '../../shared/bot-chats.ts'
import { HubError } from '../../shared/errors.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { Room } from '../../shared/rooms.ts'
import { languageCode } from '../../shared/translation.ts'
import { type Asker } from '../bot-gateway/asker.ts'
import type { Askers } from '../bot-gateway/askers.ts'
import type { DeliveryService } from '../deliveries/delivery-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import type { RoomService } from '../rooms/room-service.ts'
import type { Translator } from '../translation/translator.ts'
import type { CarriedMessages } from './carried-messages.ts'
import type { ChatSettings } from './chat-settings.ts'
import type { FollowedChannels } from './followed-channels.ts'
import type { LinkService } from './link-service.ts'
import { findLink, type LinkRow } from './link-store.ts'
import { noteOf } from '../../shared/translation-notes.ts'

const MOST_ROOMS = 25
const EXPIRES_MS = 6 * 3_600_000
const FALLBACK = 'en'

/** Which community pays, for which of its rooms or members. */
interface Payer {
  communityId: string
  roomId?: string
  memberId?: string
}

/** The bot through which a person asks. */
interface Bot {
  platform: string
  communityId: string | undefined
}

export interface TranslationsForPeopleDeps {
  queries: Queries
  askers: Askers
  members: MemberService
  rooms: RoomService
  links: LinkService
  settings: ChatSettings
  carried: CarriedMessages
  followed: FollowedChannels
  deliveries: DeliveryService
  translator: Translator
  nudgeSoon: () => void
}

/** What a person asks by a bot about translation: for themselves, for a message, for a channel. */
export class TranslationsForPeople {
  readonly #deps: TranslationsForPeopleDeps

  constructor(deps: TranslationsForPeopleDeps) {
    this.#deps = deps
  }

  /** Anybody in a linked channel, and elsewhere who is linked with a member: it is a community that pays for it. */
  async make(bot: Bot, request: BotRequest<'translations:make'>): Promise<BotAnswer<'translations:make'>> {
    const { person, channel, messageId, markdown } = request
    const { platform } = bot
    const link = await this.#linkAt(bot, channel)
    const carried = await this.#deps.carried.behind(link, messageId)
    const authorId = carried === undefined ? request.authorId : null
    const { language } = await this.#deps.settings.of(platform, person.workspaceId, person.personId)
    const to = request.language ?? language ?? fromClient(request.clientLanguage) ?? FALLBACK
    const isOptedOut =
      carried?.isAsWritten ??
      (authorId !== null && (await this.#deps.settings.isOptedOut(platform, person.workspaceId ?? '', authorId)))
    const translate = async ({ communityId, roomId, memberId }: Payer) => ({
      to,
      translation: isOptedOut
        ? ({ state: 'untranslated', from: null, reason: 'opted-out', retryable: false } as const)
        : await this.#deps.translator.translate({
            communityId,
            roomId,
            text: carried?.text ?? markdown,
            markup: 'markdown',
            to,
            ...(carried === undefined ? {} : { authorId: carried.authorId, context: carried.context }),
            ...(authorId === null ? {} : { authorId: `${platform}:${authorId}` }),
            ...(memberId === undefined ? {} : { memberId }),
            purpose: 'one-message',
          }),
    })
    if (link !== undefined) {
      return { linked: true, ...(await translate({ communityId: link.community_id, roomId: link.room_id })) }
    }
    return await this.#deps.askers.serve(platform, person, bot.communityId, async (asker) =>
      translate(await this.#payingFor(asker)),
    )
  }

  /** @returns false where there is nothing to post: it is in that language, or nobody here pays for it. */
  async flag(
    bot: Bot,
    { person, channel, language, message }: BotRequest<'translations:flag'>,
  ): Promise<{ isTaken: boolean }> {
    const { askers, settings, carried, translator, queries, deliveries, nudgeSoon } = this.#deps
    const { platform } = bot
    const link = await this.#linkAt(bot, channel)
    const asker = link === undefined ? await askers.find(platform, person, bot.communityId) : undefined
    const communityId =
      link?.community_id ?? (asker === undefined ? undefined : (await this.#payingFor(asker)).communityId)
    const original = await carried.behind(link, message.messageId)
    const words = original?.text ?? message.markdown
    if (communityId === undefined || words.trim() === '') return { isTaken: false }
    const isOptedOut =
      original?.isAsWritten ??
      (message.authorId !== null && (await settings.isOptedOut(platform, channel.workspaceId, message.authorId)))
    if (isOptedOut) return { isTaken: false }
    const translation = await translator.translate({
      communityId,
      roomId: link?.room_id,
      text: words,
      markup: 'markdown',
      to: language,
      purpose: 'flag',
      ...(original === undefined ? {} : { authorId: original.authorId, context: original.context }),
    })
    if (translation.state === 'same') return { isTaken: false }
    const note = noteOf(translation, language)
    const text = translation.state === 'translated' ? translation.text : ''
    if (text === '' && note === null) return { isTaken: false }
    const isTaken = await deliveries.enqueue(queries, {
      communityId,
      memberId: null,
      target: { kind: 'channel', platform, workspaceId: channel.workspaceId, channelId: channel.channelId },
      content: {
        type: 'text',
        markdown: [text, note === null ? '' : `_${note}_`].filter((part) => part !== '').join('\n'),
        answers: { channelId: message.placeId, messageId: message.threadId ?? message.messageId },
      },
      // A long message stands there in several parts.
      dedupeKey: `flag:${platform}:${channel.channelId}:${original?.messageId ?? message.messageId}:${language}`,
      expiresInMs: EXPIRES_MS,
    })
    if (isTaken) nudgeSoon()
    return { isTaken }
  }

  async setUp(
    bot: Bot,
    { person, channel, change, clientLanguage }: BotRequest<'translations:settings'>,
  ): Promise<BotAnswer<'translations:settings'>> {
    const { askers, settings, followed } = this.#deps
    const { platform } = bot
    const { workspaceId, personId } = person
    const isStranger = (await askers.find(platform, person, bot.communityId)) === undefined
    // How they read, and that they are left as written, is theirs to say without an account.
    if (isStranger && change?.follows !== true) {
      const mine = await settings.set(platform, workspaceId, personId, change ?? {})
      return { linked: true, ...mine, follows: false, linkedRoom: null }
    }
    return await askers.serve(platform, person, bot.communityId, async (asker) => {
      const mine = await settings.set(platform, workspaceId, personId, change ?? {})
      const follows = change?.follows
      if (typeof change?.language === 'string') await followed.setLanguage(bot.platform, person, change.language)
      if (follows === true && channel !== null) {
        const communityId =
          (await this.#linkAt(bot, channel))?.community_id ?? (await this.#payingFor(asker)).communityId
        const language = mine.language ?? fromClient(clientLanguage) ?? FALLBACK
        await followed.follow({ platform, personId, accountId: asker.accountId, communityId, language }, channel)
      } else if (follows === false && channel !== null) {
        await followed.unfollow(platform, channel, personId)
      }
      const link = await this.#linkAt(bot, channel)
      const room = link === undefined ? undefined : await this.#roomFor(asker, link)
      return {
        ...mine,
        follows: channel !== null && (await followed.isFollowing(platform, channel, personId)),
        linkedRoom: room === undefined ? null : { id: room.id, name: room.name, communityName: '' },
      }
    })
  }

  /** Rooms that this person may link channels with. */
  async rooms(asker: Asker, query: string): Promise<{ id: string; name: string; communityName: string }[]> {
    const wanted = query.trim().toLowerCase()
    return (await this.#ownRooms(asker))
      .filter(({ room }) => room.name.toLowerCase().includes(wanted))
      .slice(0, MOST_ROOMS)
      .map(({ room, communityName }) => ({ id: room.id, name: room.name, communityName }))
  }

  async link(asker: Asker, platform: string, request: BotRequest<'chats:link'>) {
    const { channel, channelName: name, workspaceName, kind, language } = request
    const { room, admin, communityName } = await this.#roomOf(asker, request.room)
    await this.#deps.links.link(admin, room, { platform, ...channel, name, workspaceName, kind, language })
    const channels = await this.#deps.links.list(room.id)
    return { room: { id: room.id, name: room.name, communityName }, channels: channels.length }
  }

  /** @throws HubError for a channel that is not linked, or not by a community of which this person is an admin. */
  async unlink(asker: Asker, platform: string, channel: ChatChannel) {
    const link = await findLink(this.#deps.queries, platform, channel)
    const own = (await this.#ownRooms(asker)).find(({ room }) => room.id === link?.room_id)
    if (link === undefined || own === undefined) {
      throw new HubError('invalid_input', 'This channel is not linked with a room of yours.')
    }
    await this.#deps.links.remove(own.admin, own.room, link.id)
    return { room: { id: own.room.id, name: own.room.name, communityName: own.communityName } }
  }

  async #roomOf(asker: Asker, idOrName: string) {
    const rooms = await this.#ownRooms(asker)
    if (rooms.length === 0) throw new HubError('forbidden', 'Only admins of a community link channels with its rooms.')
    const name = idOrName.trim().toLowerCase()
    const found =
      rooms.find(({ room }) => room.id === idOrName) ?? rooms.find(({ room }) => room.name.toLowerCase() === name)
    if (found === undefined) throw new HubError('invalid_input', `You have no room that is called “${idOrName}”.`)
    return found
  }

  async #ownRooms(asker: Asker): Promise<{ room: Room; admin: Member; communityName: string }[]> {
    const own: { room: Room; admin: Member; communityName: string }[] = []
    for (const { community, member } of await this.#deps.members.membershipsOf(asker.accountId, asker.communityId)) {
      if (!atLeast(member.role, 'admin')) continue
      for (const room of await this.#deps.rooms.list(member)) {
        if (room.archivedAt !== null) continue
        // Who is in a private room need not be its moderator.
        const isOwn = !room.isPrivate || (await this.#deps.rooms.enterAs(member, room.id)).manages
        if (isOwn) own.push({ room, admin: member, communityName: community.name })
      }
    }
    return own
  }

  async #linkAt({ platform, communityId }: Bot, channel: ChatChannel | null) {
    const link = channel === null ? undefined : await findLink(this.#deps.queries, platform, channel)
    if (link?.state !== 'active' || (communityId !== undefined && link.community_id !== communityId)) return undefined
    return link
  }

  /** What a private room is called is for who is in it. */
  async #roomFor(asker: Asker, link: LinkRow): Promise<Room | undefined> {
    const room = await this.#deps.rooms.get(link.room_id)
    if (room?.isPrivate !== true) return room
    const memberships = await this.#deps.members.membershipsOf(asker.accountId, link.community_id)
    const open = await Promise.all(memberships.map(async ({ member }) => await this.#deps.rooms.list(member)))
    return open.flat().find(({ id }) => id === room.id)
  }

  /** @throws HubError for somebody who is in no community any more. */
  async #payingFor(asker: Asker): Promise<Payer> {
    const [first] = await this.#deps.members.membershipsOf(asker.accountId, asker.communityId)
    if (first === undefined) throw new HubError('forbidden', 'You are in no community of this hub any more.')
    return { communityId: first.community.id, memberId: first.member.id }
  }
}

/** 'de' of 'de-DE' or 'de_DE'; of Portuguese and Chinese there are two. @returns undefined for what is no language. */
function fromClient(locale: string | null): string | undefined {
  const [language = '', region = ''] = (locale ?? '').split(/[-_]/)
  if (language === 'zh') return ['TW', 'HK', 'MO'].includes(region.toUpperCase()) ? 'zh-Hant' : 'zh-Hans'
  return language === 'pt' && region.toUpperCase() === 'BR' ? 'pt-BR' : languageCode.safeParse(language).data
}
