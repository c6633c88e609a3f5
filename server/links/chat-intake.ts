import type { ChatChannel, ChatEvent, ChatMessage } from '../../shared/bot-chats.ts'
import { HubError } from '../../shared/errors.ts'
import { atLeast } from '../../shared/members.ts'
import { NOTICES } from '../../shared/notices.ts'
import type { RoomMessage } from '../../shared/room-messages.ts'
import type { Room } from '../../shared/rooms.ts'
import type { DeliveryService } from '../deliveries/delivery-service.ts'
import type { PlatformLinkService } from '../bot-gateway/platform-link-service.ts'
import type { AdminNotices } from '../notifications/admin-notices.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import type { MessageHistory } from '../rooms/message-history.ts'
import type { MessageService, Person } from '../rooms/message-service.ts'
import type { RoomService } from '../rooms/room-service.ts'
import { type ChatCopies, linkMessageId } from './chat-copies.ts'
import type { ChatSettings } from './chat-settings.ts'
import type { FollowedChannels } from './followed-channels.ts'
import type { FollowedMessages } from './followed-messages.ts'
import { findLink, type LinkRow } from './link-store.ts'
import { personIn } from './person-in.ts'
import { standingCopy } from './standing-copy.ts'

/** How far back a bot that was away looks for what was changed or deleted meanwhile. */
const LOOK_BACK = 50
/** Their answers are looked for, however old what they answer is. */
const MOST_THREADS = 20
/**
 * An emoji of a platform that the room's own limit leaves no place for, a message that is gone, of somebody who is muted, or with
 * a blocked word: nothing to be done.
 */
const PASSED_OVER = new Set(['not_found', 'conflict', 'invalid_input', 'forbidden'])

export interface ChatIntakeDeps {
  queries: Queries
  rooms: RoomService
  messages: MessageService
  history: MessageHistory
  copies: ChatCopies
  deliveries: Pick<DeliveryService, 'isOnTheWay'>
  accounts: PlatformLinkService
  members: MemberService
  settings: ChatSettings
  followed: FollowedChannels
  following: FollowedMessages
  notices: AdminNotices
}

/** Takes what people write in linked channels into the room. Told twice, it counts once; the bot's own copies never do. */
export class ChatIntake {
  readonly #deps: ChatIntakeDeps

  constructor(deps: ChatIntakeDeps) {
    this.#deps = deps
  }

  /** From where a bot goes on that was away. */
  async resume(platform: string, channel: ChatChannel) {
    const { queries, copies, followed } = this.#deps
    const link = await this.#linkOf(platform, channel)
    if (link === undefined)
      return { after: null, since: await followed.since(platform, channel), known: [], threads: [] }
    const [known, threads] = await Promise.all([
      copies.known(queries, link.id, LOOK_BACK),
      copies.threads(queries, link.id, MOST_THREADS),
    ])
    return {
      after: link.seen_id,
      since: link.created_at,
      known: known.map(({ external_id, place_id }) => ({ messageId: external_id, placeId: place_id })),
      threads: threads.map(({ messageId, channelId }) => ({ messageId, placeId: channelId })),
    }
  }

  /** In the order in which they happened; all of them are stored when it resolves. */
  async take(platform: string, channel: ChatChannel, events: readonly ChatEvent[]): Promise<void> {
    const link = await this.#linkOf(platform, channel)
    const room = link === undefined ? undefined : await this.#deps.rooms.get(link.room_id)
    for (const event of events) {
      if (link !== undefined && room !== undefined && room.archivedAt === null) await this.#takeOne(link, room, event)
      if (event.kind === 'posted') await this.#deps.following.add(platform, channel, event.message)
    }
  }

  /** Which message of a room one in a channel is, be it a person's or a copy; undefined: none. */
  async roomMessage(platform: string, channel: ChatChannel, messageId: string) {
    const link = await this.#linkOf(platform, channel)
    const found = link === undefined ? undefined : await standingCopy(this.#deps, link, messageId)
    if (link === undefined || found === undefined) return undefined
    return { communityId: link.community_id, roomId: link.room_id, messageId: found.message_id }
  }

  async #takeOne(link: LinkRow, room: Room, event: ChatEvent): Promise<void> {
    try {
      if (event.kind === 'posted') await this.#posted(link, room, event.message)
      else await this.#changed(link, room, event)
    } catch (error) {
      if (!(error instanceof HubError && PASSED_OVER.has(error.code))) throw error
      if (error.refused !== undefined && event.kind === 'posted') await this.#tellRefused(link, room, event.message)
    }
  }

  /** Nobody on the platform sees that it went no further; its author, if a member, reads so in the inbox. */
  async #tellRefused(link: LinkRow, room: Room, { author, messageId }: ChatMessage): Promise<void> {
    const { memberId } = await personIn(this.#deps, link, author)
    if (memberId === null) return
    await this.#deps.notices.tellThese(room.communityId, [memberId], {
      title: `#${link.channel_name}`,
      excerpt: NOTICES.notCarried,
      path: '/decisions',
      key: `refused:${link.id}:${messageId}`,
    })
  }

  async #posted(link: LinkRow, room: Room, message: ChatMessage): Promise<void> {
    const { queries, copies, messages, settings } = this.#deps
    const [known, author, asWritten] = await Promise.all([
      copies.find(queries, link.id, message.messageId),
      personIn(this.#deps, link, message.author),
      settings.isOptedOut(link.platform, link.workspace_id, message.author.personId),
    ])
    if (known !== undefined) return
    if (room.writers === 'admins' && !(await this.#isAdmin(author))) return
    const [threadId, replyToId] = [
      await this.#rootOf(link, room, message.threadId),
      await this.#messageOf(link, room, message.replyToId),
    ]
    const text = textOf(message)
    if (text === '' && message.files.length === 0) return
    const words = {
      text,
      clientMessageId: linkMessageId(
        link.id,
        { messageId: message.messageId, channelId: message.placeId },
        threadId === undefined ? (message.threadId ?? '') : '',
      ),
      ...(threadId === undefined ? {} : { threadId }),
      ...(replyToId === undefined ? {} : { replyToId }),
      asWritten,
      sentAt: message.sentAt,
    }
    try {
      await messages.post(room, author, { ...words, fileIds: message.files })
    } catch (error) {
      // Its files were swept away before it came: its words count.
      if (
        !(error instanceof HubError && error.code === 'invalid_input' && error.refused === undefined) ||
        text === ''
      ) {
        throw error
      }
      await messages.post(room, author, words)
    }
  }

  async #changed(link: LinkRow, room: Room, event: Exclude<ChatEvent, { kind: 'posted' }>): Promise<void> {
    const { messages } = this.#deps
    const found = await standingCopy(this.#deps, link, event.messageId)
    if (found === undefined) return
    if (event.kind === 'reacted') {
      const by = await personIn(this.#deps, link, event.person)
      return await this.#react(link, room, found.message_id, { by, emoji: event.emoji, isOn: event.isAdded })
    }
    if (found.is_copy === 1) return
    if (event.kind === 'edited') return await this.#edit(link, room, found.message_id, event.markdown)
    const { author } = await this.#deps.history.get(room.id, found.message_id)
    await messages.remove(room, found.message_id, writerOf(author))
  }

  async #edit(link: LinkRow, room: Room, messageId: string, markdown: string): Promise<void> {
    const before = await this.#deps.history.get(room.id, messageId)
    const title =
      link.kind === 'forum' && before.threadId === null ? /^\*\*.+\*\*\n\n/.exec(before.text)?.[0] : undefined
    const text = (title ?? '') + markdown
    if (before.deletedAt !== null || before.text === text || before.text.startsWith(`${text}\n\n📎`)) return
    await this.#deps.messages.edit(room, messageId, writerOf(before.author), { text })
  }

  /** One person may react in two channels: it is over when it is over in both. */
  async #react(
    link: LinkRow,
    room: Room,
    messageId: string,
    { by, emoji, isOn }: { by: Person; emoji: string; isOn: boolean },
  ): Promise<void> {
    const { queries } = this.#deps
    const key = { message_id: messageId, emoji, person_key: by.key }
    if (isOn) {
      // Kept first: from the moment on that it is in the room, it is known not to be carried back.
      await queries
        .insertInto('linked_reactions')
        .values({ ...key, linked_channel_id: link.id })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await this.#deps.messages.react(room, messageId, by, emoji, true)
      return
    }
    await queries
      .deleteFrom('linked_reactions')
      .where('message_id', '=', messageId)
      .where('emoji', '=', emoji)
      .where('person_key', '=', by.key)
      .where('linked_channel_id', '=', link.id)
      .execute()
    const elsewhere = await queries
      .selectFrom('linked_reactions')
      .select('linked_channel_id')
      .where('message_id', '=', messageId)
      .where('emoji', '=', emoji)
      .where('person_key', '=', by.key)
      .executeTakeFirst()
    if (elsewhere === undefined) await this.#deps.messages.react(room, messageId, by, emoji, false)
  }

  /** @returns the message of the room that a thread hangs on; where the room never had it, the first answer that came. */
  async #rootOf(link: LinkRow, room: Room, externalId: string | null): Promise<string | undefined> {
    if (externalId === null) return undefined
    const { copies, queries, history } = this.#deps
    const messageId =
      (await copies.beginOf(queries, link.id, externalId)) ??
      (await standingCopy(this.#deps, link, externalId))?.message_id
    if (messageId === undefined) return undefined
    const { deletedAt, replies } = await history.get(room.id, messageId)
    return deletedAt === null || replies > 0 ? messageId : undefined
  }

  /** @returns the room's message, if it is there and not deleted. */
  async #messageOf(link: LinkRow, room: Room, externalId: string | null): Promise<string | undefined> {
    if (externalId === null) return undefined
    const found = await standingCopy(this.#deps, link, externalId)
    if (found === undefined) return undefined
    const message = await this.#deps.history.get(room.id, found.message_id)
    return message.deletedAt === null ? message.id : undefined
  }

  async #linkOf(platform: string, channel: ChatChannel): Promise<LinkRow | undefined> {
    const link = await findLink(this.#deps.queries, platform, channel)
    return link?.state === 'active' ? link : undefined
  }

  async #isAdmin({ memberId }: Person): Promise<boolean> {
    const member = memberId === null ? undefined : await this.#deps.members.get(memberId)
    return member !== undefined && atLeast(member.role, 'admin')
  }
}

function textOf({ markdown, title, lostFiles }: ChatMessage): string {
  const heading = title === null ? '' : `**${title.replaceAll('*', '')}**\n\n`
  const lost = lostFiles.map((name) => `📎 ${name}`).join('\n')
  return (heading + markdown + (lost === '' ? '' : `\n\n${lost}`)).trim()
}

/** What a person does to their own message on their platform. */
function writerOf({ memberId, name, image, platform }: RoomMessage['author']): Person {
  return { key: memberId ?? `${platform}:${name}`, memberId, name, image, platform }
}
