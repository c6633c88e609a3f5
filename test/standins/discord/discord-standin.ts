import { ApiServer, type SeenRequest } from '../api-server.ts'
import type { Faults } from '../faults.ts'
import { DiscordPerson } from './discord-person.ts'
import { DiscordState, type StandinChannel, type StandinGuild, type StandinMessage } from './discord-state.ts'
import { channelPayload, guildCreatePayload, guildPayload } from './discord-payloads.ts'
import { Gateway, type GatewayOptions } from './gateway.ts'
import { Interactions, type InteractionTimes } from './interactions.ts'
import type { RateLimits } from './rate-limiter.ts'
import { rateLimited } from './refusals.ts'
import { DiscordRest } from './rest.ts'

export interface DiscordStandinOptions extends Partial<GatewayOptions>, Partial<InteractionTimes>, Partial<RateLimits> {
  token?: string
  now?: () => number
}

/**
 * A strict stand-in of Discord's API on 127.0.0.1: REST v10 and the gateway, with its limits, refusals and error
 * shapes. `guild` and `channel` are there from the start; people are made by `person`.
 */
export class DiscordStandin implements AsyncDisposable {
  readonly state: DiscordState
  readonly gateway: Gateway
  readonly interactions: Interactions
  readonly rest: DiscordRest
  readonly guild: StandinGuild
  readonly channel: StandinChannel
  readonly #api: ApiServer

  private constructor(
    state: DiscordState,
    gateway: Gateway,
    interactions: Interactions,
    rest: DiscordRest,
    api: ApiServer,
  ) {
    this.state = state
    this.gateway = gateway
    this.interactions = interactions
    this.rest = rest
    this.#api = api
    gateway.url = `ws://127.0.0.1:${api.port}/gateway`
    this.guild = state.addGuild('Edge ML')
    this.channel = state.addChannel(this.guild, 'gigs')
  }

  static async start(options: DiscordStandinOptions): Promise<DiscordStandin> {
    const state = new DiscordState(options.token ?? 'standin-discord-token', options.now ?? Date.now)
    const gateway = new Gateway(state, {
      heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
      privilegedIntents: options.privilegedIntents ?? 0,
    })
    const interactions = new Interactions(state, gateway, {
      answerWithinMs: options.answerWithinMs ?? 3000,
      tokenLivesMs: options.tokenLivesMs ?? 15 * 60_000,
    })
    const rest = new DiscordRest(state, gateway, interactions, {
      messages: options.messages ?? { limit: 1000, windowMs: 1000 },
      globalPerSecond: options.globalPerSecond ?? 50,
    })
    const api = await ApiServer.start({
      handle: (request) => rest.handle(request),
      rateLimited: ({ retryAfterMs, global }) => rateLimited(retryAfterMs, global === true ? 'global' : 'user'),
      upgrade: (request, socket, head) => gateway.upgrade(request, socket, head),
    })
    state.cdnUrl = `${api.url}/cdn`
    return new DiscordStandin(state, gateway, interactions, rest, api)
  }

  /** For `rest: { api }` of discord.js and for DISCORD_API_URL. */
  get apiUrl(): string {
    return `${this.#api.url}/api`
  }

  get token(): string {
    return this.state.token
  }

  get faults(): Faults {
    return this.#api.faults
  }

  get requests(): readonly SeenRequest[] {
    return this.#api.requests
  }

  set latencyMs(value: number) {
    this.#api.latencyMs = value
  }

  calls(method: string, path: RegExp): SeenRequest[] {
    return this.#api.calls(method, path)
  }

  /** A new member of `guild`. */
  person(username: string, options: { acceptsDms?: boolean; locale?: string } = {}): DiscordPerson {
    const user = this.state.addUser(username, options)
    this.guild.memberIds.add(user.id)
    return new DiscordPerson(user, this.state, this.gateway, this.interactions)
  }

  /** A role of `guild`, without members. */
  addRole(name: string): string {
    const id = this.state.newId()
    this.guild.roles.push({ id, name, permissions: '0' })
    const { roles } = guildPayload(this.guild)
    this.gateway.dispatch('GUILD_ROLE_CREATE', { guild_id: this.guild.id, role: (roles as unknown[]).at(-1) }, 1)
    return id
  }

  messagesIn(channel: StandinChannel): readonly StandinMessage[] {
    return this.state.messagesIn(channel.id)
  }

  /** As an admin does it in Discord. */
  openChannel(name: string): StandinChannel {
    const channel = this.state.addChannel(this.guild, name)
    this.gateway.dispatch('CHANNEL_CREATE', channelPayload(this.state, channel), 1)
    return channel
  }

  /** As an admin does it in Discord. */
  renameChannel(channel: StandinChannel, name: string): void {
    channel.name = name
    this.gateway.dispatch('CHANNEL_UPDATE', channelPayload(this.state, channel), 1)
  }

  /** As an admin does it in Discord: the channel and its messages are gone. */
  deleteChannel(channel: StandinChannel): void {
    this.state.channels.delete(channel.id)
    this.state.messages.delete(channel.id)
    const payload = { id: channel.id, type: channel.type, guild_id: channel.guildId, name: channel.name, position: 0 }
    this.gateway.dispatch('CHANNEL_DELETE', payload, 1)
  }

  /** The bot is invited to one more guild. */
  joinGuild(name: string): StandinGuild {
    const guild = this.state.addGuild(name)
    this.gateway.dispatch('GUILD_CREATE', guildCreatePayload(this.state, guild), 1)
    return guild
  }

  /** The bot is removed from the guild. */
  kickBot(guild: StandinGuild): void {
    guild.memberIds.delete(this.state.bot.id)
    for (const channel of this.state.channels.values()) {
      if (channel.guildId === guild.id) channel.botMay = { view: false, send: false }
    }
    this.gateway.dispatch('GUILD_DELETE', { id: guild.id }, 1)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.interactions.close()
    this.gateway.close()
    await this.#api[Symbol.asyncDispose]()
  }
}

export function startDiscordStandin(options: DiscordStandinOptions = {}): Promise<DiscordStandin> {
  return DiscordStandin.start(options)
}
