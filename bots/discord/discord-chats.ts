import {
  type APIMessage,
  type Channel,
  ChannelType,
  type Client,
  DiscordAPIError,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  type GatewayMessageReactionAddDispatchData,
  type GatewayMessageReactionRemoveDispatchData,
  PermissionFlagsBits,
  type REST,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js'
import { z } from 'zod'
import type { ChatChannel } from '../../shared/bot-chats.ts'
import type { BotLog } from '../bot-log.ts'
import { type Attachment, type ChatPlatform, heard, type Heard, type ResumePoint } from '../chats/chat-platform.ts'
import type { ChatWatch } from '../chats/chat-watch.ts'
import { languageOfFlag } from '../chats/flags.ts'
import type { FlagAnswers } from '../chats/flag-answers.ts'
import { isOfPerson, markdownOf, type MessagePlace, readableOf, readMessage } from './read-message.ts'

const PAGE = 100
const MOST_PAGES = 10
const EPOCH_MS = 1_420_070_400_000
const DOWNLOAD_WITHIN_MS = 20_000
const PRIVATE_THREAD: number = ChannelType.PrivateThread
const TO_HEAR = { ViewChannel: 'View Channel', ReadMessageHistory: 'Read Message History' } as const
const TO_CARRY = { ...TO_HEAR, SendMessages: 'Send Messages', ManageWebhooks: 'Manage Webhooks' } as const
const UNSEEN = 'The bot does not see this channel: let it in first.'
const activeThreads = z.object({
  threads: z.array(
    z.object({
      id: z.string(),
      type: z.number(),
      parent_id: z.string().nullish(),
      last_message_id: z.string().nullish(),
    }),
  ),
})

export interface DiscordChatsDeps {
  rest: REST
  watch: ChatWatch
  flags: FlagAnswers
  log: BotLog
  client: () => Client<true> | undefined
  /** Whether messages are to be heard at all has changed. */
  listen: (isWanted: boolean) => void
}

const CHAT_EVENTS = [
  GatewayDispatchEvents.MessageCreate,
  GatewayDispatchEvents.MessageUpdate,
  GatewayDispatchEvents.MessageDelete,
  GatewayDispatchEvents.MessageDeleteBulk,
  GatewayDispatchEvents.MessageReactionAdd,
  GatewayDispatchEvents.MessageReactionRemove,
] as const
type ChatPacket = Extract<GatewayDispatchPayload, { t: (typeof CHAT_EVENTS)[number] }>

/** Hears what people write, edit, delete and react with, and reads what was missed. */
export class DiscordChats implements ChatPlatform {
  readonly #deps: DiscordChatsDeps
  /** What comes one after the other is told so. */
  #last: Promise<void> = Promise.resolve()

  constructor(deps: DiscordChatsDeps) {
    this.#deps = deps
  }

  listen(isWanted: boolean): void {
    this.#deps.listen(isWanted)
  }

  /** An event of the gateway, as it came. */
  hear(packet: GatewayDispatchPayload): void {
    if (!isOfChat(packet)) return
    this.#last = this.#last.then(() =>
      this.#hear(packet).catch((error: unknown) =>
        this.#deps.log.warn({ err: error, event: packet.t }, 'event of a conversation not heard'),
      ),
    )
  }

  async missed(channel: ChatChannel, { after, since, known, threads }: ResumePoint): Promise<Heard[]> {
    const client = this.#deps.client()
    if (client === undefined) throw new Error('there is no session with Discord')
    const seen = after ?? idAt(since)
    // Also those that the hub has: they may have been edited meanwhile.
    const from = known.map(({ messageId }) => messageId).reduce((a, b) => (BigInt(a) < BigInt(b) ? a : b), seen)
    const found: APIMessage[] = []
    for (const placeId of await this.#placesOf(channel, from, threads)) {
      const messages = this.#messagesAfter(placeId, (BigInt(from) - 1n).toString())
      found.push(...(await (placeId === channel.channelId ? messages : messages.catch(noneOfGone))))
    }
    const events: Heard[] = []
    for (const message of found.filter(isOfPerson).toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))) {
      const { id: messageId } = message
      if (known.some((one) => one.messageId === messageId)) {
        const edited = { kind: 'edited', messageId, markdown: markdownOf(client, message) } as const
        if (message.edited_timestamp !== null) events.push(heard(edited))
      } else if (BigInt(messageId) > BigInt(seen)) {
        const read = readMessage(client, message, placeOf(await this.#channelOf(message.channel_id)))
        events.push({ event: { kind: 'posted', message: read.message }, attachments: read.attachments })
      }
    }
    const there = new Set(found.map(({ id }) => id))
    for (const { messageId, placeId } of known) {
      if (!there.has(messageId) && (await this.#isGone(placeId, messageId))) {
        events.push(heard({ kind: 'deleted', messageId }))
      }
    }
    return events
  }

  async deafIn({ channelId }: ChatChannel): Promise<string | null> {
    const client = this.#deps.client()
    if (client === undefined) throw new Error('there is no session with Discord')
    const channel = await client.channels.fetch(channelId).catch(() => null)
    return channel === null ? UNSEEN : missingIn(channel, client, TO_HEAR)
  }

  async mayLink({ workspaceId, channelId }: ChatChannel, personId: string) {
    const client = this.#deps.client()
    const channel = await client?.channels.fetch(channelId).catch(() => null)
    if (client === undefined || channel === undefined) throw new Error('there is no session with Discord')
    const guild = client.guilds.cache.get(workspaceId)
    const member = await guild?.members.fetch(personId).catch((error: unknown) => {
      if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMember) return null
      throw error
    })
    if (guild === undefined || channel === null || !('permissionsFor' in channel)) {
      return { mayLink: false, problem: UNSEEN }
    }
    if (member === undefined || member === null || !channel.permissionsFor(member).has('ManageChannels')) {
      return { mayLink: false, problem: 'Who links a channel needs Manage Channels there.' }
    }
    const problem = missingIn(channel, client, TO_CARRY)
    return { mayLink: problem === null, problem }
  }

  async download(_: Pick<ChatChannel, 'workspaceId'>, { url }: Attachment): Promise<Uint8Array<ArrayBuffer>> {
    const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_WITHIN_MS) })
    if (!response.ok) throw new Error(`a file of Discord could not be had: ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  }

  async #hear({ t, d }: ChatPacket): Promise<void> {
    const client = this.#deps.client()
    if (client === undefined || d.guild_id === undefined) return
    const channel = await this.#channelOf(d.channel_id)
    // Few people see it: it is no part of the conversation that everybody in the channel has.
    if (channel?.type === ChannelType.PrivateThread) return
    const place = placeOf(channel)
    const parentId = channel?.isThread() === true ? channel.parentId : null
    const at = { workspaceId: d.guild_id, channelId: parentId ?? d.channel_id }
    switch (t) {
      case GatewayDispatchEvents.MessageCreate: {
        if (!isOfPerson(d) || !this.#deps.watch.isWatched(at)) return
        const { message, attachments } = readMessage(client, d, place)
        if (message.markdown === '' && attachments.length === 0) return
        return this.#deps.watch.hear(at, { event: { kind: 'posted', message }, attachments })
      }
      case GatewayDispatchEvents.MessageUpdate:
        // A preview of a link comes as an update, too, without a time of editing.
        if (!isOfPerson(d) || d.edited_timestamp === null) return
        return this.#deps.watch.hear(at, heard({ kind: 'edited', messageId: d.id, markdown: markdownOf(client, d) }))
      case GatewayDispatchEvents.MessageDelete:
        return this.#deps.watch.hear(at, heard({ kind: 'deleted', messageId: d.id }))
      case GatewayDispatchEvents.MessageDeleteBulk:
        for (const messageId of d.ids) this.#deps.watch.hear(at, heard({ kind: 'deleted', messageId }))
        return
      case GatewayDispatchEvents.MessageReactionAdd:
        return await this.#reacted(client, at, place, d, true)
      case GatewayDispatchEvents.MessageReactionRemove:
        return await this.#reacted(client, at, place, d, false)
    }
  }

  async #reacted(
    client: Client<true>,
    at: ChatChannel,
    place: MessagePlace,
    reaction: GatewayMessageReactionAddDispatchData | GatewayMessageReactionRemoveDispatchData,
    isAdded: boolean,
  ): Promise<void> {
    const member = 'member' in reaction ? reaction.member : undefined
    if (reaction.user_id === client.user.id || member?.user.bot === true) return
    const { id, name } = reaction.emoji
    const emoji = id === null ? name : `:${name ?? 'emoji'}:`
    if (emoji === null || emoji === '') return
    const personName = member?.nick ?? member?.user.global_name ?? member?.user.username ?? 'Somebody'
    const person = { personId: reaction.user_id, name: personName.slice(0, 200), imageUrl: null }
    const language = languageOfFlag(emoji)
    if (language === undefined) {
      return this.#deps.watch.hear(
        at,
        heard({ kind: 'reacted', messageId: reaction.message_id, person, emoji, isAdded }),
      )
    }
    if (!isAdded || !this.#deps.watch.answersFlags) return
    const message = (await this.#deps.rest.get(
      Routes.channelMessage(reaction.channel_id, reaction.message_id),
    )) as APIMessage
    this.#deps.flags.answer({
      person: { workspaceId: at.workspaceId, personId: reaction.user_id, personName, roleIds: member?.roles ?? null },
      channel: at,
      language,
      message: {
        messageId: message.id,
        placeId: message.channel_id,
        markdown: readableOf(client, message),
        authorId: message.author.id,
        authorName: message.author.username,
        threadId: place.thread === undefined ? null : message.id,
      },
    })
  }

  async #channelOf(channelId: string): Promise<Channel | undefined> {
    const client = this.#deps.client()
    const known = client?.channels.cache.get(channelId)
    return known ?? (await client?.channels.fetch(channelId).catch(() => null)) ?? undefined
  }

  /** The channel itself, and its threads in which something was said since; those that were put away meanwhile, too. */
  async #placesOf(
    { workspaceId, channelId }: ChatChannel,
    since: string,
    known: ResumePoint['threads'],
  ): Promise<string[]> {
    const answer = activeThreads.parse(await this.#deps.rest.get(Routes.guildActiveThreads(workspaceId)))
    const active = answer.threads.filter(({ type, parent_id }) => parent_id === channelId && type !== PRIVATE_THREAD)
    const isActive = new Set(active.map(({ id }) => id))
    const putAway = known
      .map(({ placeId, messageId }) => (placeId === channelId ? messageId : placeId))
      .filter((id) => !isActive.has(id))
    const spoken = active.filter(({ last_message_id: last }) => BigInt(last ?? 0) >= BigInt(since)).map(({ id }) => id)
    const channel = await this.#channelOf(channelId)
    const own = channel?.type === ChannelType.GuildForum ? [] : [channelId]
    return [...new Set([...own, ...spoken, ...putAway])]
  }

  async #messagesAfter(channelId: string, after: string): Promise<APIMessage[]> {
    const found: APIMessage[] = []
    let from = after
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query = new URLSearchParams({ after: from, limit: String(PAGE) })
      const messages = (await this.#deps.rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[]
      found.push(...messages)
      // Newest first.
      from = messages[0]?.id ?? from
      if (messages.length < PAGE) break
    }
    return found
  }

  async #isGone(placeId: string, messageId: string): Promise<boolean> {
    try {
      await this.#deps.rest.get(Routes.channelMessage(placeId, messageId))
      return false
    } catch (error) {
      const gone: (string | number)[] = [RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel]
      if (error instanceof DiscordAPIError && gone.includes(error.code)) return true
      throw error
    }
  }
}

/** A thread may be gone, or was never opened here. */
function noneOfGone(error: unknown): APIMessage[] {
  if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownChannel) return []
  throw error
}

/** @returns what the bot lacks in a channel, in words; null: nothing. */
function missingIn(
  channel: Channel,
  client: Client<true>,
  needed: Partial<Record<keyof typeof TO_CARRY, string>>,
): string | null {
  if (!('permissionsFor' in channel) || !('guild' in channel)) return null
  const mine = channel.permissionsFor(client.user)
  const missing = Object.entries(needed).filter(
    ([flag]) => mine?.has(PermissionFlagsBits[flag as keyof typeof TO_CARRY]) !== true,
  )
  return missing.length === 0 ? null : `The bot needs ${missing.map(([, words]) => words).join(', ')} in this channel.`
}

function isOfChat(packet: GatewayDispatchPayload): packet is ChatPacket {
  const events: readonly string[] = CHAT_EVENTS
  return events.includes(packet.t)
}

function placeOf(channel: Channel | undefined): MessagePlace {
  if (channel?.isThread() !== true) return { thread: undefined, isForum: false }
  return { thread: { id: channel.id, name: channel.name }, isForum: channel.parent?.type === ChannelType.GuildForum }
}

/** The least id that a message of that time can have. */
function idAt(ms: number): string {
  return (BigInt(Math.max(0, ms - EPOCH_MS)) << 22n).toString()
}
