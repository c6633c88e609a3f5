import type { Json } from '../shapes.ts'

export interface SlackUser {
  readonly id: string
  readonly name: string
  readonly realName: string
  readonly email: string
  readonly isBot: boolean
  readonly locale: string
  /** Deactivated: takes no direct messages. */
  deleted: boolean
}

export interface SlackChannel {
  readonly id: string
  readonly kind: 'public' | 'private' | 'im'
  readonly name: string
  /** Of a direct message: the person. */
  readonly userId: string | null
  readonly memberIds: Set<string>
  archived: boolean
}

export interface SlackFile {
  readonly id: string
  readonly name: string
  readonly bytes: Buffer
}

export interface SlackMessage {
  readonly ts: string
  readonly channelId: string
  readonly userId: string
  text: string
  blocks: Json[]
  metadata: Json | null
  readonly threadTs: string | null
  editedTs: string | null
  /** Who alone sees it; null: everybody in the channel. */
  readonly onlyFor: string | null
  readonly reactions: Map<string, Set<string>>
  /** Previews that the app gave, by URL. */
  readonly unfurls: Map<string, Json>
  /** As whom the app posted it, where it says so. */
  readonly as: { readonly name: string; readonly imageUrl: string | null } | null
  readonly files: readonly SlackFile[]
  /** Its words are gone; it stands there for the answers to it. */
  isTombstone: boolean
}

export interface SlackView {
  readonly id: string
  readonly userId: string
  body: Json
  hash: string
  /** What the app offered in external selects, by action id. */
  readonly offered: Map<string, Json[]>
  /** What is filled in so far, by action id. */
  readonly filled: Map<string, Json>
  readonly rootId: string
}

export interface SlackToken {
  readonly kind: 'bot' | 'app'
  scopes: string[]
  revoked: boolean
  /** Of a workspace that installed the app; absent: the stand-in's own. */
  readonly team?: { id: string; name: string }
}

/** Those that a workspace can grant a bot, as far as the stand-in knows them. */
export const BOT_SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'chat:write.customize',
  'chat:write.public',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'links:read',
  'links:write',
  'reactions:read',
  'reactions:write',
  'team:read',
  'usergroups:read',
  'users:read',
  'users:read.email',
]

/** Everything that the stand-in knows of one workspace with one app in it. */
export class SlackState {
  readonly team = { id: 'T0GUILD', name: 'Edge ML', domain: 'edge-ml' }
  readonly appId = 'A0GUILDHALL'
  readonly botId = 'B0GUILDHALL'
  readonly users = new Map<string, SlackUser>()
  readonly channels = new Map<string, SlackChannel>()
  /** By channel, oldest first, with the ephemeral ones; deleted ones are gone. */
  readonly messages = new Map<string, SlackMessage[]>()
  readonly tokens = new Map<string, SlackToken>()
  readonly views = new Map<string, SlackView>()
  /** App Home, by user. */
  readonly homes = new Map<string, SlackView>()
  /** Where files are downloaded and uploaded. */
  filesUrl = ''
  /** Files that the app uploaded, by id; `bytes` is empty until they came. */
  readonly uploads = new Map<string, { id: string; name: string; bytes: Buffer; isComplete: boolean }>()
  readonly userGroups: { id: string; name: string; users: Set<string> }[] = []
  readonly bot: SlackUser
  readonly #now: () => number
  #serial = 0
  #lastMicros = 0

  constructor(botToken: string, appToken: string, now: () => number, scopes: readonly string[] = BOT_SCOPES) {
    this.#now = now
    this.bot = this.addUser('guildhall', { isBot: true })
    this.tokens.set(botToken, { kind: 'bot', scopes: [...scopes], revoked: false })
    this.tokens.set(appToken, { kind: 'app', scopes: ['connections:write'], revoked: false })
  }

  now(): number {
    return this.#now()
  }

  newId(prefix: string): string {
    this.#serial += 1
    return `${prefix}${this.#serial.toString(36).toUpperCase().padStart(8, '0')}`
  }

  /** Time stamps are the ids of messages: seconds with six decimals, never twice the same. */
  newTs(): string {
    this.#lastMicros = Math.max(this.#now() * 1000, this.#lastMicros + 1)
    return `${Math.floor(this.#lastMicros / 1e6)}.${String(this.#lastMicros % 1e6).padStart(6, '0')}`
  }

  addUser(name: string, { isBot = false, locale = 'en-US' } = {}): SlackUser {
    const id = this.newId('U')
    const user = { id, name, realName: name, email: `${name}@example.org`, isBot, locale, deleted: false }
    this.users.set(id, user)
    return user
  }

  addChannel(
    name: string,
    { kind = 'public', withBot = true }: { kind?: 'public' | 'private'; withBot?: boolean } = {},
  ): SlackChannel {
    return this.#keep(this.newId(kind === 'public' ? 'C' : 'G'), kind, name, null, withBot ? [this.bot.id] : [])
  }

  dmWith(user: SlackUser): SlackChannel {
    for (const channel of this.channels.values()) if (channel.userId === user.id) return channel
    return this.#keep(this.newId('D'), 'im', 'directmessage', user.id, [this.bot.id, user.id])
  }

  #keep(id: string, kind: SlackChannel['kind'], name: string, userId: string | null, members: string[]): SlackChannel {
    const channel = { id, kind, name, userId, memberIds: new Set(members), archived: false }
    this.channels.set(id, channel)
    this.messages.set(id, [])
    return channel
  }

  messagesIn(channelId: string): SlackMessage[] {
    return this.messages.get(channelId) ?? []
  }

  /** Where others have answered, something stays that says so. @returns the message as it stays; undefined: it does not. */
  removeMessage(message: SlackMessage): SlackMessage | undefined {
    const all = this.messagesIn(message.channelId)
    if (!all.some(({ threadTs }) => threadTs === message.ts)) {
      all.splice(all.indexOf(message), 1)
      return undefined
    }
    return Object.assign(message, { text: 'This message was deleted.', blocks: [], isTombstone: true })
  }

  addMessage(
    channelId: string,
    userId: string,
    part: Partial<Pick<SlackMessage, 'text' | 'blocks' | 'metadata' | 'threadTs' | 'onlyFor' | 'as' | 'files'>>,
  ): SlackMessage {
    const message: SlackMessage = {
      ts: this.newTs(),
      channelId,
      userId,
      text: part.text ?? '',
      blocks: part.blocks ?? [],
      metadata: part.metadata ?? null,
      threadTs: part.threadTs ?? null,
      editedTs: null,
      onlyFor: part.onlyFor ?? null,
      reactions: new Map(),
      unfurls: new Map(),
      as: part.as ?? null,
      files: part.files ?? [],
      isTombstone: false,
    }
    this.messagesIn(channelId).push(message)
    return message
  }
}
