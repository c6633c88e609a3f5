import { ChannelType, type Client, type Guild, PermissionFlagsBits, REST, ShardClientUtil } from 'discord.js'
import type { BotRequest, DeliveryOutcome, LeasedDelivery } from '../../shared/bot-protocol.ts'
import { FlagAnswers } from '../chats/flag-answers.ts'
import { InFlight } from '../in-flight.ts'
import type { PlatformBot, PlatformDeps } from '../platform-bot.ts'
import { DiscordAnswers } from './discord-answers.ts'
import { DiscordChats } from './discord-chats.ts'
import { DiscordGateway, type DiscordShards } from './discord-gateway.ts'
import { DiscordSender } from './discord-sender.ts'
import { registerCommands } from './register-commands.ts'

export interface DiscordBotOptions {
  token: string
  /** e.g. 'https://discord.com/api' */
  apiUrl: string
  /** How the guilds are shared out; absent: Discord says how many shards, and this process has them all. */
  shards?: DiscordShards | undefined
}

const CALL_TIMEOUT_MS = 10_000
/** How long nothing is sent after Discord refused the token: 10,000 refused calls in ten minutes block the address. */
const REFUSED_PAUSE_MS = 10_000
const CHANNELS_GATHER_MS = 1_000
const FINISH_ANSWERS_MS = 1_000
/** What alerts and answers need, linked channels, and events, and nothing else. */
const PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.ManageWebhooks |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.CreatePublicThreads |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.CreateEvents

const KINDS: Partial<Record<ChannelType, 'channel' | 'forum'>> = {
  [ChannelType.GuildText]: 'channel',
  [ChannelType.GuildAnnouncement]: 'channel',
  [ChannelType.GuildForum]: 'forum',
}

export class DiscordBot implements PlatformBot {
  readonly name = 'discord'
  readonly #options: DiscordBotOptions
  readonly #deps: PlatformDeps
  readonly #rest: REST
  readonly #sender: DiscordSender
  readonly #gateway: DiscordGateway
  readonly chats: DiscordChats
  readonly #answering = new InFlight()
  readonly #left = new Map<string, BotRequest<'workspaces:left'>>()
  #compared: Client<true> | undefined
  #isKnown = false
  #applicationId: string | undefined
  #pause: NodeJS.Timeout | undefined
  #changedSoon: NodeJS.Timeout | undefined

  constructor(options: DiscordBotOptions, deps: PlatformDeps) {
    this.#options = options
    this.#deps = deps
    this.#rest = new REST({
      api: options.apiUrl,
      version: '10',
      // Its own retries have no back-off, and its own waits would hold a lease past its end.
      retries: 0,
      rejectOnRateLimit: () => true,
      timeout: CALL_TIMEOUT_MS,
    }).setToken(options.token)
    this.#sender = new DiscordSender({
      rest: this.#rest,
      files: deps.files,
      health: deps.health,
      tokenRefused: () => this.#pauseSending(),
    })
    this.chats = new DiscordChats({
      rest: this.#rest,
      watch: deps.watch,
      flags: new FlagAnswers(deps.hub, deps.log, this.#answering),
      log: deps.log,
      client: () => this.#gateway.client,
      listen: (isWanted) => this.#gateway.listen(isWanted),
    })
    const answers = new DiscordAnswers(deps.concierge, deps.log)
    this.#gateway = new DiscordGateway({
      ...options,
      health: deps.health,
      log: deps.log,
      opened: (client) => this.#opened(client),
      guildsChanged: deps.changed,
      channelsChanged: () => this.#channelsChanged(),
      guildLeft: ({ id, name }) => {
        this.#left.set(id, { workspaceId: id, workspaceName: name.slice(0, 200), reason: 'removed' })
        this.#tellLeft()
        deps.changed()
      },
      tokenRefused: () => (this.#isKnown = false),
      heard: (packet) => this.chats.hear(packet),
      interaction: (interaction) => this.#answering.track(answers.answer(interaction)),
    })
  }

  get canSend(): boolean {
    return this.#isKnown && this.#pause === undefined
  }

  start(): void {
    this.#gateway.start()
  }

  hubReady(): void {
    this.#tellLeft()
    this.#noticeLeft().catch((error: unknown) => this.#deps.log.debug({ err: error }, 'known guilds not compared'))
  }

  async send(delivery: LeasedDelivery, signal: AbortSignal): Promise<DeliveryOutcome> {
    return await this.#sender.send(delivery, signal)
  }

  introduction(): BotRequest<'hello'> {
    const { client } = this.#gateway
    return {
      name: client?.user.username.slice(0, 80) ?? 'Discord bot',
      workspaces: [...(client?.guilds.cache.values() ?? [])]
        // One in an outage has no name; it comes back by itself.
        .filter(({ available }) => available)
        .slice(0, 2500)
        .map((guild) => ({
          id: guild.id,
          name: guild.name.slice(0, 200),
          roles: rolesOf(guild),
          channels: channelsOf(guild),
        })),
      inviteUrl: this.#applicationId === undefined ? null : inviteUrl(this.#applicationId),
    }
  }

  async measure(): Promise<void> {
    const ping = this.#gateway.client?.ws.ping ?? -1
    this.#deps.health.latency(ping < 0 ? null : ping)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#answering.idle(FINISH_ANSWERS_MS)
    clearTimeout(this.#pause)
    clearTimeout(this.#changedSoon)
    await this.#gateway[Symbol.asyncDispose]()
  }

  /** Channels that are put into another order change one by one. */
  #channelsChanged(): void {
    this.#changedSoon ??= setTimeout(() => {
      this.#changedSoon = undefined
      this.#deps.changed()
    }, CHANNELS_GATHER_MS)
  }

  /** Once per session: guilds that the hub knows and this bot is not in removed it while it was down. */
  async #noticeLeft(): Promise<void> {
    const { client } = this.#gateway
    if (client === undefined || client === this.#compared) return
    const { workspaces } = await this.#deps.hub.request('workspaces:known', {})
    this.#compared = client
    const shards = client.options.shardCount ?? client.ws.shards.size
    for (const { id, name } of workspaces) {
      const isOurs = client.ws.shards.has(ShardClientUtil.shardIdForGuildId(id, shards))
      if (isOurs && !client.guilds.cache.has(id)) {
        this.#left.set(id, { workspaceId: id, workspaceName: name, reason: 'removed' })
      }
    }
    this.#tellLeft()
  }

  /** A hub that is away hears of it when it is back. */
  #tellLeft(): void {
    const tell = async () => {
      for (const [id, guild] of this.#left) {
        // Taken out first: what is being told is not told again by whoever comes meanwhile.
        this.#left.delete(id)
        try {
          await this.#deps.hub.request('workspaces:left', guild)
        } catch (error) {
          this.#left.set(id, guild)
          throw error
        }
      }
    }
    tell().catch((error: unknown) => this.#deps.log.debug({ err: error }, 'hub not told of a guild that was left'))
  }

  #opened(client: Client<true>): void {
    const { health, concierge, changed } = this.#deps
    this.#isKnown = true
    this.#applicationId = client.application.id
    changed()
    this.#deps.watch.catchUp()
    registerCommands(this.#rest, client.application.id, concierge.commands, concierge.messageActions).then(
      () => health.solved('commands'),
      (error: unknown) => {
        this.#rest.setToken(this.#options.token)
        this.#deps.log.debug({ err: error }, 'slash commands not registered')
        health.problem('commands', 'Discord did not take the slash commands. They are sent again when it reconnects.')
      },
    )
  }

  /** @discordjs/rest 2.6 forgets its token for good on one 401 (`handleErrors`), which need not be the last word. */
  #pauseSending(): void {
    const { health, changed } = this.#deps
    this.#rest.setToken(this.#options.token)
    health.problem('rest', 'Discord refused the token for a message. If this stays, set a new DISCORD_TOKEN.')
    this.#pause ??= setTimeout(() => {
      this.#pause = undefined
      health.solved('rest')
      changed()
    }, REFUSED_PAUSE_MS)
  }
}

/** Those that people have; bots' own roles and the one that everybody has mean nothing. */
function rolesOf({ id: guildId, roles }: Guild): { id: string; name: string }[] {
  return [...roles.cache.values()]
    .filter(({ id, managed }) => id !== guildId && !managed)
    .slice(0, 250)
    .map(({ id, name }) => ({ id, name: name.slice(0, 200) }))
}

/** Those that everybody in the guild may see. */
function channelsOf({
  channels,
  roles,
}: Guild): { id: string; name: string; kind: 'channel' | 'forum'; isNews: boolean }[] {
  return [...channels.cache.values()]
    .filter((channel) => channel.type in KINDS && channel.permissionsFor(roles.everyone).has('ViewChannel'))
    .slice(0, 500)
    .map(({ id, name, type }) => ({
      id,
      name: name.slice(0, 200),
      kind: KINDS[type] ?? 'channel',
      isNews: type === ChannelType.GuildAnnouncement,
    }))
}

function inviteUrl(applicationId: string): string {
  const url = new URL('https://discord.com/oauth2/authorize')
  url.searchParams.set('client_id', applicationId)
  url.searchParams.set('scope', 'bot applications.commands')
  url.searchParams.set('permissions', PERMISSIONS.toString())
  return url.href
}
