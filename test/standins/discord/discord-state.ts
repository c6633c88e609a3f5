import type { Json } from '../shapes.ts'

export interface StandinUser {
  readonly id: string
  readonly username: string
  readonly globalName: string
  readonly bot: boolean
  readonly locale: string
  /** False: has blocked the bot, or takes no direct messages from strangers. */
  acceptsDms: boolean
}

export interface StandinGuild {
  readonly id: string
  readonly name: string
  readonly ownerId: string
  readonly memberIds: Set<string>
  readonly roles: { id: string; name: string; permissions: string }[]
  /** Ids of the roles that members have beside @everyone, by user id. */
  readonly rolesOf: Map<string, string[]>
}

export interface StandinChannel {
  readonly id: string
  /** 0: text channel of a guild; 1: direct message. */
  readonly type: 0 | 1
  readonly name: string
  readonly guildId: string | null
  readonly recipientId: string | null
  /** What the bot may do here. */
  botMay: { view: boolean; send: boolean }
}

export interface StandinMessage {
  readonly id: string
  readonly channelId: string
  readonly authorId: string
  /** As sent or last edited: content, embeds, components, flags, allowed_mentions, message_reference … */
  body: Json
  readonly nonce: string | number | null
  readonly sentAt: number
  editedAt: number | null
  readonly reactions: Map<string, Set<string>>
}

const DISCORD_EPOCH = 1_420_070_400_000

/** Everything that the stand-in knows. Tests read it; the REST side and the people in the tests change it. */
export class DiscordState {
  readonly users = new Map<string, StandinUser>()
  readonly guilds = new Map<string, StandinGuild>()
  readonly channels = new Map<string, StandinChannel>()
  /** By channel, oldest first; deleted ones are gone. */
  readonly messages = new Map<string, StandinMessage[]>()
  /** Application commands, by guild id or 'global'. */
  readonly commands = new Map<string, Json[]>()
  readonly bot: StandinUser
  readonly token: string
  readonly #now: () => number
  #serial = 0

  constructor(token: string, now: () => number) {
    this.#now = now
    this.token = token
    this.bot = this.addUser('guildhall', { bot: true })
  }

  /** The application has the id of its bot, as with Discord's own since 2016. */
  get applicationId(): string {
    return this.bot.id
  }

  now(): number {
    return this.#now()
  }

  newId(): string {
    this.#serial += 1
    return ((BigInt(this.#now() - DISCORD_EPOCH) << 22n) + BigInt(this.#serial)).toString()
  }

  addUser(username: string, { bot = false, acceptsDms = true, locale = 'en-US' } = {}): StandinUser {
    const user = { id: this.newId(), username, globalName: username, bot, acceptsDms, locale }
    this.users.set(user.id, user)
    return user
  }

  addGuild(name: string, members: readonly StandinUser[] = []): StandinGuild {
    const id = this.newId()
    const guild: StandinGuild = {
      id,
      name,
      ownerId: members[0]?.id ?? this.bot.id,
      memberIds: new Set([this.bot.id, ...members.map((member) => member.id)]),
      // The role @everyone has the id of its guild. The bits: view, send, embed links, read history, use commands.
      roles: [{ id, name: '@everyone', permissions: '2147568640' }],
      rolesOf: new Map(),
    }
    this.guilds.set(id, guild)
    return guild
  }

  addChannel(guild: StandinGuild, name: string, botMay = { view: true, send: true }): StandinChannel {
    return this.#keep({ id: this.newId(), type: 0, name, guildId: guild.id, recipientId: null, botMay })
  }

  /** The one direct-message channel between the bot and this person. */
  dmWith(user: StandinUser): StandinChannel {
    for (const channel of this.channels.values()) if (channel.recipientId === user.id) return channel
    const botMay = { view: true, send: true }
    return this.#keep({ id: this.newId(), type: 1, name: '', guildId: null, recipientId: user.id, botMay })
  }

  #keep(channel: StandinChannel): StandinChannel {
    this.channels.set(channel.id, channel)
    this.messages.set(channel.id, [])
    return channel
  }

  messagesIn(channelId: string): StandinMessage[] {
    return this.messages.get(channelId) ?? []
  }

  message(channelId: string, messageId: string): StandinMessage | undefined {
    return this.messagesIn(channelId).find((message) => message.id === messageId)
  }

  createMessage(channelId: string, authorId: string, body: Json): StandinMessage {
    const nonce = typeof body['nonce'] === 'string' || typeof body['nonce'] === 'number' ? body['nonce'] : null
    return {
      id: this.newId(),
      channelId,
      authorId,
      body,
      nonce,
      sentAt: this.#now(),
      editedAt: null,
      reactions: new Map(),
    }
  }
}
