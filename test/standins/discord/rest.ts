import type { Answer, SeenRequest } from '../api-server.ts'
import { asObject, asString, type Json } from '../shapes.ts'
import { channelPayload, guildPayload, memberPayload, messagePayload, userPayload } from './discord-payloads.ts'
import type { DiscordState, StandinChannel, StandinGuild, StandinMessage } from './discord-state.ts'
import { FormErrors } from './form-errors.ts'
import { type Gateway, INTENTS } from './gateway.ts'
import type { Interactions } from './interactions.ts'
import { RateLimiter, type RateLimits } from './rate-limiter.ts'
import { Posts } from './posts.ts'
import * as refuse from './refusals.ts'
import { ScheduledEvents } from './scheduled-events.ts'
import { refuseCommands } from './validate-commands.ts'
import { refuseMessage } from './validate-message.ts'
import { Webhooks } from './webhooks.ts'

/** How long `enforce_nonce` remembers; Discord's documentation says 'in the past few minutes'. */
const NONCE_WINDOW_MS = 5 * 60_000

type Handler = (request: SeenRequest, parts: string[]) => Answer

interface Route {
  method: string
  path: RegExp
  handle: Handler
  /** The token in the path is the credential, so no bot token is needed. */
  open?: boolean
}

/** Discord's REST API v10, as far as the bots use it. */
export class DiscordRest {
  readonly #state: DiscordState
  readonly #gateway: Gateway
  readonly #interactions: Interactions
  readonly #limiter: RateLimiter
  readonly #webhooks: Webhooks
  readonly #events: ScheduledEvents
  readonly posts: Posts
  readonly #routes: Route[]
  /** Answers with 401, 403 or 429: 10,000 in 10 minutes block an address. */
  invalidRequests = 0

  constructor(state: DiscordState, gateway: Gateway, interactions: Interactions, limits: RateLimits) {
    this.#state = state
    this.#gateway = gateway
    this.#interactions = interactions
    this.#limiter = new RateLimiter(limits, () => state.now())
    this.#webhooks = new Webhooks(state, gateway)
    this.#events = new ScheduledEvents(state)
    this.posts = new Posts(state, gateway)
    this.#routes = this.#table()
  }

  handle(request: SeenRequest): Answer {
    const answer = this.#route(request)
    if ([401, 403, 429].includes(answer.status)) this.invalidRequests += 1
    return answer
  }

  #route(request: SeenRequest): Answer {
    if (request.path.startsWith('/cdn/')) return this.#file(request.path.split('/')[2] ?? '')
    const path = /^\/api\/v10(\/.*)$/.exec(request.path)?.[1]
    if (path === undefined) return refuse.NOT_FOUND
    const matching = this.#routes.filter((route) => route.path.test(path))
    const route = matching.find((one) => one.method === request.method)
    if (route === undefined) return matching.length > 0 ? refuse.METHOD_NOT_ALLOWED : refuse.NOT_FOUND
    if (route.open !== true && request.headers.authorization !== `Bot ${this.#state.token}`) return refuse.UNAUTHORIZED
    const parts = (route.path.exec(path) ?? [])
      .slice(1)
      .map((part: string | undefined) => decodeURIComponent(part ?? ''))
    const limited = route.open === true ? undefined : this.#limiter.take(route, parts)
    if (limited?.refusal !== undefined) return limited.refusal
    const answer = route.handle(request, parts)
    return { ...answer, headers: { ...limited?.headers, ...answer.headers } }
  }

  #table(): Route[] {
    const state = this.#state
    const application = { id: state.applicationId, name: 'Guildhall', bot_public: true, flags: 0, description: '' }
    return [
      { method: 'GET', path: /^\/gateway$/, open: true, handle: () => ok({ url: this.#gateway.url }) },
      {
        method: 'GET',
        path: /^\/gateway\/bot$/,
        handle: () =>
          ok({
            url: this.#gateway.url,
            shards: 1,
            session_start_limit: { total: 1000, remaining: 1000, reset_after: 14_400_000, max_concurrency: 1 },
          }),
      },
      ...this.posts.routes(this.#inChannel.bind(this), this.#inMessage.bind(this)),
      { method: 'GET', path: /^\/users\/@me$/, handle: () => ok(userPayload(state.bot)) },
      { method: 'GET', path: /^\/users\/(\d+)$/, handle: (_, [id]) => this.#user(id) },
      { method: 'POST', path: /^\/users\/@me\/channels$/, handle: (request) => this.#openDm(request) },
      { method: 'GET', path: /^\/(?:oauth2\/)?applications\/@me$/, handle: () => ok(application) },
      {
        method: 'GET',
        path: /^\/channels\/(\d+)$/,
        handle: (_, [id]) => this.#inChannel(id, (channel) => ok(channelPayload(state, channel))),
      },
      {
        method: 'POST',
        path: /^\/channels\/(\d+)\/typing$/,
        handle: (_, [id]) => this.#inChannel(id, () => ({ status: 204 })),
      },
      {
        method: 'GET',
        path: /^\/channels\/(\d+)\/messages$/,
        handle: (request, [id]) => this.#inChannel(id, (channel) => this.#list(request, channel)),
      },
      {
        method: 'POST',
        path: /^\/channels\/(\d+)\/messages$/,
        handle: (request, [id]) => this.#inChannel(id, (channel) => this.#create(request, channel)),
      },
      {
        method: 'GET',
        path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
        handle: (_, [id, at]) => this.#inMessage(id, at, (message) => ok(messagePayload(state, message))),
      },
      {
        method: 'PATCH',
        path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
        handle: (request, [id, at]) => this.#inMessage(id, at, (message) => this.#edit(request, message)),
      },
      {
        method: 'DELETE',
        path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
        handle: (_, [id, at]) => this.#inMessage(id, at, (message) => this.#delete(message)),
      },
      {
        method: 'PUT',
        path: /^\/channels\/(\d+)\/messages\/(\d+)\/reactions\/([^/]+)\/@me$/,
        handle: (_, [id, at, emoji]) => this.#inMessage(id, at, (message) => this.#react(message, emoji ?? '')),
      },
      {
        method: 'DELETE',
        path: /^\/channels\/(\d+)\/messages\/(\d+)\/reactions\/([^/]+)\/@me$/,
        handle: (_, [id, at, emoji]) => this.#inMessage(id, at, (message) => this.#unreact(message, emoji ?? '')),
      },
      {
        method: 'POST',
        path: /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/,
        handle: (request, [id, at]) => this.#inMessage(id, at, (message) => this.#startThread(request, message)),
      },
      {
        method: 'GET',
        path: /^\/channels\/(\d+)\/webhooks$/,
        handle: (_, [id]) => this.#inChannel(id, (channel) => this.#webhooks.list(channel)),
      },
      {
        method: 'POST',
        path: /^\/channels\/(\d+)\/webhooks$/,
        handle: (request, [id]) => this.#inChannel(id, (channel) => this.#webhooks.create(request, channel)),
      },
      {
        method: 'GET',
        path: /^\/guilds\/(\d+)\/threads\/active$/,
        handle: (_, [id]) =>
          this.#inGuild(id, () => {
            const threads = [...state.channels.values()].filter(
              ({ guildId, parentId, isPutAway }) => guildId === id && parentId !== undefined && isPutAway !== true,
            )
            return ok({ threads: threads.map((thread) => channelPayload(state, thread)), members: [] })
          }),
      },
      {
        method: 'GET',
        path: /^\/guilds\/(\d+)$/,
        handle: (_, [id]) => this.#inGuild(id, (guild) => ok(guildPayload(guild))),
      },
      {
        method: 'GET',
        path: /^\/guilds\/(\d+)\/roles$/,
        handle: (_, [id]) => this.#inGuild(id, (guild) => ok(guildPayload(guild)['roles'])),
      },
      {
        method: 'GET',
        path: /^\/guilds\/(\d+)\/channels$/,
        handle: (_, [id]) =>
          this.#inGuild(id, () => {
            const channels = [...state.channels.values()].filter((channel) => channel.guildId === id)
            return ok(channels.map((channel) => channelPayload(state, channel)))
          }),
      },
      {
        method: 'GET',
        path: /^\/guilds\/(\d+)\/members\/(\d+)$/,
        handle: (_, [id, userId]) =>
          this.#inGuild(id, (guild) => {
            const user = guild.memberIds.has(userId ?? '') ? state.users.get(userId ?? '') : undefined
            return user === undefined ? refuse.UNKNOWN_MEMBER : ok(memberPayload(user, guild))
          }),
      },
      {
        method: 'GET',
        path: /^\/guilds\/(\d+)\/scheduled-events$/,
        handle: (_, [id]) => this.#inGuild(id, (guild) => this.#events.list(guild)),
      },
      {
        method: 'POST',
        path: /^\/guilds\/(\d+)\/scheduled-events$/,
        handle: (request, [id]) => this.#inGuild(id, (guild) => this.#events.create(request, guild)),
      },
      {
        method: 'PATCH',
        path: /^\/guilds\/(\d+)\/scheduled-events\/(\d+)$/,
        handle: (request, [id, eventId]) => this.#inGuild(id, (guild) => this.#events.change(request, guild, eventId)),
      },
      {
        method: 'PUT',
        path: /^\/applications\/(\d+)\/commands$/,
        handle: (request, [id]) => this.#putCommands(request, id, 'global'),
      },
      {
        method: 'GET',
        path: /^\/applications\/(\d+)\/commands$/,
        handle: () => ok(state.commands.get('global') ?? []),
      },
      {
        method: 'PUT',
        path: /^\/applications\/(\d+)\/guilds\/(\d+)\/commands$/,
        handle: (request, [id, guildId]) => this.#inGuild(guildId, (guild) => this.#putCommands(request, id, guild.id)),
      },
      {
        method: 'POST',
        path: /^\/interactions\/(\d+)\/([^/]+)\/callback$/,
        open: true,
        handle: (request, [id, token]) => this.#interactions.callback(id ?? '', token ?? '', request),
      },
      ...(['GET', 'POST', 'PATCH', 'DELETE'] as const).map((method) => ({
        method,
        path: /^\/webhooks\/(\d+)\/([^/]+)(?:\/messages\/([^/]+))?$/,
        open: true,
        handle: (request: SeenRequest, [id, token, messageId]: string[]) =>
          this.#webhooks.answer(id ?? '', token ?? '', messageId === '' ? undefined : messageId, request) ??
          this.#interactions.webhook(token ?? '', messageId === '' ? undefined : messageId, request),
      })),
    ]
  }

  #user(id: string | undefined): Answer {
    const user = this.#state.users.get(id ?? '')
    return user === undefined ? refuse.UNKNOWN_USER : ok(userPayload(user))
  }

  #openDm(request: SeenRequest): Answer {
    const user = this.#state.users.get(asString(asObject(request.body)['recipient_id']))
    if (user === undefined || user.bot) return refuse.INVALID_RECIPIENTS
    return ok(channelPayload(this.#state, this.#state.dmWith(user)))
  }

  #inChannel(id: string | undefined, act: (channel: StandinChannel) => Answer): Answer {
    const channel = this.#state.channels.get(id ?? '')
    if (channel === undefined) return refuse.UNKNOWN_CHANNEL
    return channel.botMay.view ? act(channel) : refuse.MISSING_ACCESS
  }

  #inMessage(id: string | undefined, at: string | undefined, act: (message: StandinMessage) => Answer): Answer {
    return this.#inChannel(id, (channel) => {
      const message = this.#state.message(channel.id, at ?? '')
      return message === undefined ? refuse.UNKNOWN_MESSAGE : act(message)
    })
  }

  #inGuild(id: string | undefined, act: (guild: StandinGuild) => Answer): Answer {
    const guild = this.#state.guilds.get(id ?? '')
    if (guild === undefined) return refuse.UNKNOWN_GUILD
    return guild.memberIds.has(this.#state.bot.id) ? act(guild) : refuse.MISSING_ACCESS
  }

  #list(request: SeenRequest, channel: StandinChannel): Answer {
    const limit = Number(request.query.get('limit') ?? 50)
    const errors = new FormErrors()
    if (!(limit >= 1 && limit <= 100)) {
      errors.add(['limit'], 'NUMBER_TYPE_MAX', 'int value should be between 1 and 100.')
      return { status: 400, body: errors.toBody() }
    }
    const after = BigInt(request.query.get('after') ?? 0)
    const before = BigInt(request.query.get('before') ?? '9223372036854775807')
    const all = this.#state.messagesIn(channel.id).filter(({ id }) => BigInt(id) > after && BigInt(id) < before)
    const page = request.query.has('after') ? all.slice(0, limit) : all.slice(-limit)
    return ok(page.toReversed().map((message) => messagePayload(this.#state, message)))
  }

  #create(request: SeenRequest, channel: StandinChannel): Answer {
    if (!channel.botMay.send) return refuse.MISSING_PERMISSIONS
    const recipient = channel.recipientId === null ? undefined : this.#state.users.get(channel.recipientId)
    if (recipient !== undefined && !recipient.acceptsDms) return refuse.CANNOT_DM
    const refused = refuseMessage(request.body)
    if (refused !== undefined) return refused
    const body = asObject(request.body)
    if (body['enforce_nonce'] === true && body['nonce'] !== undefined) {
      const since = this.#state.now() - NONCE_WINDOW_MS
      const earlier = this.#state
        .messagesIn(channel.id)
        .find(
          ({ nonce, authorId, sentAt }) => nonce === body['nonce'] && authorId === this.#state.bot.id && sentAt > since,
        )
      if (earlier !== undefined) return ok(messagePayload(this.#state, earlier))
    }
    const files = request.files.map((file) => ({ id: this.#state.newId(), ...file }))
    const message = this.#state.createMessage(channel.id, this.#state.bot.id, body, { files })
    this.#state.messagesIn(channel.id).push(message)
    this.#announce('MESSAGE_CREATE', message, channel)
    return ok(messagePayload(this.#state, message))
  }

  #edit(request: SeenRequest, message: StandinMessage): Answer {
    if (message.authorId !== this.#state.bot.id) return refuse.NOT_THE_AUTHOR
    const whole: Json = { ...message.body, ...asObject(request.body) }
    const refused = refuseMessage(whole)
    if (refused !== undefined) return refused
    message.body = whole
    if ('attachments' in whole) message.files = request.files.map((file) => ({ id: this.#state.newId(), ...file }))
    message.editedAt = this.#state.now()
    const channel = this.#state.channels.get(message.channelId)
    if (channel !== undefined) this.#announce('MESSAGE_UPDATE', message, channel)
    return ok(messagePayload(this.#state, message))
  }

  #delete(message: StandinMessage): Answer {
    if (message.authorId !== this.#state.bot.id) return refuse.MISSING_PERMISSIONS
    return this.#remove(message)
  }

  #file(id: string): Answer {
    const upload = this.#state.uploads.get(id)
    if (upload !== undefined) return { status: 200, body: upload.bytes }
    for (const messages of this.#state.messages.values()) {
      for (const { files } of messages) {
        const file = files.find((one) => one.id === id)
        if (file !== undefined) return { status: 200, body: file.bytes }
      }
    }
    return { status: 404, body: 'This content is no longer available.' }
  }

  #startThread(request: SeenRequest, message: StandinMessage): Answer {
    const name = asString(asObject(request.body)['name'])
    const errors = new FormErrors()
    errors.text(['name'], name, 1, 100)
    if (errors.count > 0) return { status: 400, body: errors.toBody() }
    if (this.#state.channels.has(message.id)) return refuse.THREAD_EXISTS
    const channel = this.#state.channels.get(message.channelId)
    if (channel === undefined) return refuse.UNKNOWN_CHANNEL
    const thread = this.#state.addThread(channel, message.id, name)
    const payload = channelPayload(this.#state, thread)
    this.#gateway.dispatch('THREAD_CREATE', { ...payload, newly_created: true }, INTENTS.guilds)
    return { status: 201, body: payload }
  }

  #remove(message: StandinMessage): Answer {
    const all = this.#state.messagesIn(message.channelId)
    all.splice(all.indexOf(message), 1)
    const channel = this.#state.channels.get(message.channelId)
    const gone = { id: message.id, channel_id: message.channelId, guild_id: channel?.guildId ?? undefined }
    this.#gateway.dispatch('MESSAGE_DELETE', gone, INTENTS.guildMessages | INTENTS.directMessages)
    return { status: 204 }
  }

  #react(message: StandinMessage, emoji: string): Answer {
    const people = message.reactions.get(emoji) ?? new Set<string>()
    if (people.has(this.#state.bot.id)) return { status: 204 }
    message.reactions.set(emoji, people.add(this.#state.bot.id))
    this.#tellReaction('MESSAGE_REACTION_ADD', message, emoji)
    return { status: 204 }
  }

  #unreact(message: StandinMessage, emoji: string): Answer {
    const people = message.reactions.get(emoji)
    people?.delete(this.#state.bot.id)
    if (people?.size === 0) message.reactions.delete(emoji)
    this.#tellReaction('MESSAGE_REACTION_REMOVE', message, emoji)
    return { status: 204 }
  }

  #tellReaction(event: string, message: StandinMessage, emoji: string): void {
    const guildId = this.#state.channels.get(message.channelId)?.guildId ?? undefined
    const payload = {
      user_id: this.#state.bot.id,
      channel_id: message.channelId,
      message_id: message.id,
      emoji: { id: null, name: emoji },
      burst: false,
      type: 0,
      guild_id: guildId,
    }
    this.#gateway.dispatch(event, payload, INTENTS.guildMessageReactions)
  }

  #announce(event: string, message: StandinMessage, channel: StandinChannel): void {
    const intent = channel.guildId === null ? INTENTS.directMessages : INTENTS.guildMessages
    const guild = channel.guildId === null ? {} : { guild_id: channel.guildId }
    this.#gateway.dispatch(event, { ...messagePayload(this.#state, message), ...guild }, intent)
  }

  #putCommands(request: SeenRequest, applicationId: string | undefined, where: string): Answer {
    if (applicationId !== this.#state.applicationId) return refuse.UNKNOWN_APPLICATION
    const refused = refuseCommands(request.body)
    if (refused !== undefined) return refused
    const commands = (request.body as Json[]).map((command) => ({
      type: 1,
      description: '',
      default_member_permissions: null,
      nsfw: false,
      ...command,
      id: this.#state.newId(),
      application_id: applicationId,
      version: this.#state.newId(),
      ...(where === 'global' ? {} : { guild_id: where }),
    }))
    this.#state.commands.set(where, commands)
    return ok(commands)
  }
}

function ok(body: unknown): Answer {
  return { status: 200, body }
}
