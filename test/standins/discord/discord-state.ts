import { asArray, asObject, asString, type Json } from '../shapes.ts'

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
  /** 0: text channel of a guild; 1: direct message; 5: announcement channel; 11: thread; 12: private thread; 15: forum. */
  readonly type: 0 | 1 | 5 | 11 | 12 | 15
  name: string
  readonly guildId: string | null
  readonly recipientId: string | null
  /** Of a thread: its channel or forum. */
  readonly parentId?: string
  /** The role @everyone may not see it. */
  isPrivate?: boolean
  /** Of a thread: nobody has written in it for a while. */
  isPutAway?: boolean
  /** What the bot may do here. */
  botMay: { view: boolean; send: boolean; webhooks?: boolean; manageThreads?: boolean }
}

export interface StandinWebhook {
  readonly id: string
  readonly channelId: string
  readonly name: string
  readonly token: string
}

/** A scheduled event of a server, as it was posted and changed. */
export interface StandinEvent {
  readonly id: string
  readonly guildId: string
  body: Json
}

export interface StandinFile {
  readonly id: string
  readonly name: string
  readonly bytes: Buffer
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
  /** Whom it notified: user and role ids, 'everyone'. */
  readonly pinged: readonly string[]
  /** Of a webhook: as whom it was posted. */
  readonly webhook: { readonly id: string; readonly name: string; readonly avatarUrl: string | null } | null
  files: readonly StandinFile[]
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
  readonly webhooks = new Map<string, StandinWebhook>()
  readonly scheduledEvents: StandinEvent[] = []
  /** Whether the bot may plan events in servers. */
  botMayPlan = true
  /** What people put into forms, by id. */
  readonly uploads = new Map<string, StandinFile>()
  /** Where files are downloaded. */
  cdnUrl = ''
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

  addChannel(
    guild: StandinGuild,
    name: string,
    botMay: StandinChannel['botMay'] = { view: true, send: true },
  ): StandinChannel {
    return this.#keep({ id: this.newId(), type: 0, name, guildId: guild.id, recipientId: null, botMay })
  }

  /** A channel that the bot is in, and not everybody. */
  addPrivate(guild: StandinGuild, name: string): StandinChannel {
    const channel = this.addChannel(guild, name)
    channel.isPrivate = true
    return channel
  }

  addNews(guild: StandinGuild, name: string): StandinChannel {
    const botMay = { view: true, send: true }
    return this.#keep({ id: this.newId(), type: 5, name, guildId: guild.id, recipientId: null, botMay })
  }

  addForum(guild: StandinGuild, name: string): StandinChannel {
    const botMay = { view: true, send: true }
    return this.#keep({ id: this.newId(), type: 15, name, guildId: guild.id, recipientId: null, botMay })
  }

  /** A thread has the id of the message that it began with. */
  addThread(parent: StandinChannel, id: string, name: string, type: 11 | 12 = 11): StandinChannel {
    const { guildId, botMay } = parent
    return this.#keep({ id, type, name, guildId, recipientId: null, parentId: parent.id, botMay })
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

  createMessage(
    channelId: string,
    authorId: string,
    body: Json,
    over: Partial<Pick<StandinMessage, 'id' | 'webhook' | 'files'>> = {},
  ): StandinMessage {
    const nonce = typeof body['nonce'] === 'string' || typeof body['nonce'] === 'number' ? body['nonce'] : null
    return {
      id: this.newId(),
      pinged: pingedBy(body),
      webhook: null,
      files: [],
      ...over,
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

/** https://discord.com/developers/docs/resources/message#allowed-mentions-object: without it, whatever is written counts. */
function pingedBy(body: Json): string[] {
  const content = asString(body['content'])
  const mentioned = [...content.matchAll(/<@[!&]?(\d+)>/g)].map((found) => ({
    id: found[1] ?? '',
    role: found[0][2] === '&',
  }))
  const allowed = body['allowed_mentions'] === undefined ? undefined : asObject(body['allowed_mentions'])
  const may = (kind: 'users' | 'roles' | 'everyone', id?: string) => {
    if (allowed === undefined || asArray(allowed['parse']).includes(kind)) return true
    return id !== undefined && asArray(allowed[kind]).includes(id)
  }
  return [
    ...mentioned.filter(({ id, role }) => may(role ? 'roles' : 'users', id)).map(({ id }) => id),
    ...(/@(everyone|here)\b/.test(content) && may('everyone') ? ['everyone'] : []),
  ]
}
