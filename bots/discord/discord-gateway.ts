import {
  Client,
  Events,
  GatewayCloseCodes,
  type GatewayDispatchPayload,
  GatewayIntentBits,
  type Guild,
  type Interaction,
} from 'discord.js'
import type { BotLog } from '../bot-log.ts'
import { BackOff } from '../back-off.ts'
import type { Health } from '../health.ts'
import { within } from '../in-flight.ts'

/** Discord allows 1000 identifies a day: a token that stays bad must not use them up. */
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 3 * 60_000
const REST_TIMEOUT_MS = 10_000
const CLOSE_WITHIN_MS = 1_000
const CHANNEL_EVENTS = [Events.ChannelCreate, Events.ChannelUpdate, Events.ChannelDelete] as const

/** Asked for only where a channel is linked or followed: reading what people write is the largest right of a bot. */
const LISTENING = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.MessageContent,
]
const CONTENT_REFUSED_CODE: number = GatewayCloseCodes.DisallowedIntents
const TOKEN_REFUSED_CODE: number = GatewayCloseCodes.AuthenticationFailed
const TOKEN_REFUSED =
  'Discord refuses the token. Make a new one in its developer portal (Bot, Reset Token), set DISCORD_TOKEN and restart.'

export interface DiscordShards {
  /** In all processes together. */
  count: number
  /** Those of this process, from 0. */
  ids: readonly number[]
}

export interface DiscordGatewayDeps {
  token: string
  apiUrl: string
  shards?: DiscordShards | undefined
  health: Health
  log: BotLog
  /** A session is up; called again for each new one. */
  opened: (client: Client<true>) => void
  guildsChanged: () => void
  channelsChanged: () => void
  /** The bot was removed, which an outage does not look like. */
  guildLeft: (guild: Guild) => void
  tokenRefused: () => void
  interaction: (interaction: Interaction) => void
  /** Anything that the gateway tells. */
  heard: (packet: GatewayDispatchPayload) => void
}

const CONTENT_REFUSED =
  'Discord does not let the bot read messages: switch on Message Content Intent in its developer portal (Bot), for channels that are linked or translated.'

/** Keeps one session with Discord's gateway. discord.js resumes by itself; what it gives up on begins anew here. */
export class DiscordGateway implements AsyncDisposable {
  readonly #deps: DiscordGatewayDeps
  readonly #stop = new AbortController()
  readonly #backOff = new BackOff(FIRST_WAIT_MS, LONGEST_WAIT_MS)
  #client: Client | undefined
  #running: Promise<void> | undefined
  #listens = false
  /** The last session ended because messages may not be read. */
  #isContentRefused = false
  #over: (() => void) | undefined

  constructor(deps: DiscordGatewayDeps) {
    this.#deps = deps
  }

  /** The session's client, while it is usable. */
  get client(): Client<true> | undefined {
    return this.#client?.isReady() === true ? this.#client : undefined
  }

  /** Whether messages and reactions are to be heard: a new session asks for it. */
  listen(isWanted: boolean): void {
    if (this.#listens === isWanted) return
    this.#listens = isWanted
    if (isWanted) this.#over?.()
  }

  start(): void {
    this.#running ??= this.#run()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await within(CLOSE_WITHIN_MS, this.#running ?? Promise.resolve())
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      try {
        await this.#session(signal)
      } catch (error) {
        this.#failed(error)
      }
      if (!signal.aborted) await this.#backOff.wait(signal)
    }
  }

  /** Resolves on stop. @throws what ended the session. */
  async #session(signal: AbortSignal): Promise<void> {
    const { token, apiUrl, shards } = this.#deps
    const isListening = this.#listens && !this.#isContentRefused
    this.#isContentRefused = false
    const client = new Client({
      intents: isListening ? LISTENING : [GatewayIntentBits.Guilds],
      allowedMentions: { parse: [] },
      ...(shards === undefined ? { shards: 'auto' } : { shards: shards.ids, shardCount: shards.count }),
      rest: { api: apiUrl, version: '10', retries: 0, timeout: REST_TIMEOUT_MS },
    })
    this.#client = client
    const over = new AbortController()
    const ended = this.#watch(client, signal, over.signal)
    const changed = new Promise<void>((resolve) => {
      this.#over = isListening ? undefined : resolve
    })
    try {
      await Promise.race([client.login(token), ended, changed])
      await Promise.race([ended, changed])
      if (isListening) this.#deps.health.solved('content')
    } finally {
      over.abort()
      this.#client = undefined
      this.#deps.health.connection(false)
      await within(CLOSE_WITHIN_MS, client.destroy())
    }
  }

  /** Resolves when this bot stops, rejects when discord.js has given the session up. */
  #watch(client: Client, stop: AbortSignal, over: AbortSignal): Promise<void> {
    const { health, opened, guildsChanged, channelsChanged, guildLeft, interaction, heard, log } = this.#deps
    client.on(Events.ClientReady, (ready) => {
      this.#backOff.reset()
      health.solved('gateway')
      health.connection(true)
      log.info({ guilds: ready.guilds.cache.size }, 'connected to Discord')
      opened(ready)
    })
    const away = new Set<number>()
    const isBack = (shard: number) => {
      away.delete(shard)
      if (client.isReady()) health.connection(away.size === 0)
    }
    client.on(Events.ShardReconnecting, (shard) => {
      away.add(shard)
      health.connection(false)
    })
    client.on(Events.ShardResume, isBack)
    client.on(Events.ShardReady, isBack)
    client.on(Events.GuildCreate, guildsChanged)
    client.on(Events.GuildDelete, guildLeft)
    client.on(Events.GuildRoleCreate, guildsChanged)
    client.on(Events.GuildRoleDelete, guildsChanged)
    client.on(Events.GuildRoleUpdate, guildsChanged)
    client.on(Events.GuildUpdate, guildsChanged)
    for (const event of CHANNEL_EVENTS) client.on(event, channelsChanged)
    client.on(Events.Raw, (packet: GatewayDispatchPayload) => {
      health.eventSeen()
      heard(packet)
    })
    client.on(Events.InteractionCreate, interaction)
    client.on(Events.Error, (error) => log.debug({ err: error }, 'error of the Discord client'))
    return new Promise((resolve, reject) => {
      stop.addEventListener('abort', () => resolve(), { once: true, signal: over })
      client.on(Events.ShardDisconnect, ({ code }) => reject(new GatewayClosed(code)))
      client.on(Events.Invalidated, () => reject(new GatewayClosed(GatewayCloseCodes.SessionTimedOut)))
    })
  }

  #failed(error: unknown): void {
    const { health, log, tokenRefused } = this.#deps
    log.debug({ err: error }, 'session with Discord ended')
    if (isContentRefused(error)) {
      this.#isContentRefused = true
      health.problem('content', CONTENT_REFUSED)
    } else if (isTokenRefused(error)) {
      tokenRefused()
      health.problem('gateway', TOKEN_REFUSED)
    } else if (error instanceof GatewayClosed) {
      health.problem('gateway', `Discord closed the connection (code ${error.code}). The bot keeps trying.`)
    } else {
      health.problem('gateway', 'Discord cannot be reached. Check its status and this network; the bot keeps trying.')
    }
  }
}

class GatewayClosed extends Error {
  override readonly name = 'GatewayClosed'
  readonly code: number

  constructor(code: number) {
    super(`closed with code ${code}`)
    this.code = code
  }
}

function isContentRefused(error: unknown): boolean {
  if (error instanceof GatewayClosed) return error.code === CONTENT_REFUSED_CODE
  return error instanceof Error && 'code' in error && error.code === 'DisallowedIntents'
}

function isTokenRefused(error: unknown): boolean {
  if (error instanceof GatewayClosed) return error.code === TOKEN_REFUSED_CODE
  return error instanceof Error && 'code' in error && error.code === 'TokenInvalid'
}
