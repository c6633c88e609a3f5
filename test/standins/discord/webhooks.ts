import type { Answer, SeenRequest } from '../api-server.ts'
import { asObject, asString, type Json } from '../shapes.ts'
import { channelPayload, messagePayload } from './discord-payloads.ts'
import type { DiscordState, StandinChannel, StandinMessage, StandinWebhook } from './discord-state.ts'
import { FormErrors } from './form-errors.ts'
import { type Gateway, INTENTS } from './gateway.ts'
import * as refuse from './refusals.ts'
import { refuseMessage } from './validate-message.ts'

const MOST_IN_CHANNEL = 15
const MOST_FILES = 10
const FILE_BYTES = 10 * 1024 * 1024

/** Webhooks of channels: https://discord.com/developers/docs/resources/webhook */
export class Webhooks {
  readonly #state: DiscordState
  readonly #gateway: Gateway

  constructor(state: DiscordState, gateway: Gateway) {
    this.#state = state
    this.#gateway = gateway
  }

  list(channel: StandinChannel): Answer {
    if (channel.botMay.webhooks === false) return refuse.MISSING_PERMISSIONS
    return { status: 200, body: this.#of(channel).map((webhook) => this.#payload(webhook)) }
  }

  create(request: SeenRequest, channel: StandinChannel): Answer {
    if (channel.botMay.webhooks === false) return refuse.MISSING_PERMISSIONS
    if (channel.parentId !== undefined) return refuse.UNKNOWN_CHANNEL
    const name = asString(asObject(request.body)['name'])
    const errors = checkName(new FormErrors(), ['name'], name)
    if (this.#of(channel).length >= MOST_IN_CHANNEL) {
      return { status: 400, body: { message: 'Maximum number of webhooks reached (15)', code: 30007 } }
    }
    if (errors.count > 0) return { status: 400, body: errors.toBody() }
    const id = this.#state.newId()
    const webhook = { id, channelId: channel.id, name, token: `hook-${id}` }
    this.#state.webhooks.set(id, webhook)
    return { status: 200, body: this.#payload(webhook) }
  }

  /** /webhooks/:id/:token and below. @returns undefined where this is no webhook of a channel. */
  answer(id: string, token: string, messageId: string | undefined, request: SeenRequest): Answer | undefined {
    const webhook = this.#state.webhooks.get(id)
    if (webhook === undefined) return id === this.#state.applicationId ? undefined : refuse.UNKNOWN_WEBHOOK
    if (webhook.token !== token) return refuse.INVALID_WEBHOOK_TOKEN
    const threadId = request.query.get('thread_id')
    const channel = this.#state.channels.get(threadId ?? webhook.channelId)
    if (channel === undefined || (threadId !== null && channel.parentId !== webhook.channelId))
      return refuse.UNKNOWN_CHANNEL
    if (messageId === undefined) return this.#execute(webhook, channel, request)
    const message = this.#state.message(channel.id, messageId)
    if (message?.webhook?.id !== webhook.id) return refuse.UNKNOWN_MESSAGE
    if (request.method === 'DELETE') return this.#delete(message, channel)
    if (request.method === 'PATCH') return this.#edit(message, channel, request)
    return { status: 200, body: messagePayload(this.#state, message) }
  }

  #execute(webhook: StandinWebhook, at: StandinChannel, request: SeenRequest): Answer {
    const body = asObject(request.body)
    const errors = new FormErrors()
    const name = body['username'] === undefined ? webhook.name : asString(body['username'])
    checkName(errors, ['username'], name)
    if (body['avatar_url'] !== undefined) errors.url(['avatar_url'], body['avatar_url'], ['http', 'https'])
    if (request.files.length > MOST_FILES || request.files.some(({ bytes }) => bytes.length > FILE_BYTES)) {
      return { status: 413, body: { message: 'Request entity too large', code: 40005 } }
    }
    if (errors.count > 0) return { status: 400, body: errors.toBody() }
    const refused = request.files.length > 0 && asString(body['content']) === '' ? undefined : refuseMessage(body)
    if (refused !== undefined) return refused
    const thread = this.#threadFor(at, asString(body['thread_name']))
    if ('status' in thread) return thread
    const files = request.files.map((file) => ({ id: this.#state.newId(), ...file }))
    // What begins a forum post has the id of its thread.
    const id = thread === at ? {} : { id: thread.id }
    const message = this.#state.createMessage(thread.id, webhook.id, body, {
      ...id,
      webhook: { id: webhook.id, name, avatarUrl: asString(body['avatar_url']) || null },
      files,
    })
    this.#state.messagesIn(thread.id).push(message)
    this.#announce('MESSAGE_CREATE', message, thread)
    if (request.query.get('wait') !== 'true') return { status: 204 }
    return { status: 200, body: messagePayload(this.#state, message) }
  }

  /** In a forum every message without a thread begins a post, which has to have a name. */
  #threadFor(channel: StandinChannel, name: string): StandinChannel | Answer {
    if (channel.type !== 15) return channel
    const errors = new FormErrors()
    errors.text(['thread_name'], name, 1, 100)
    if (errors.count > 0) {
      const message = 'Webhooks posted to forum channels must have a thread_name or thread_id'
      return { status: 400, body: { message, code: 220001 } }
    }
    const thread = this.#state.addThread(channel, this.#state.newId(), name)
    this.#gateway.dispatch('THREAD_CREATE', { ...channelPayload(this.#state, thread), newly_created: true }, 1)
    return thread
  }

  #edit(message: StandinMessage, channel: StandinChannel, request: SeenRequest): Answer {
    const body: Json = { ...message.body, ...asObject(request.body) }
    const refused = message.files.length > 0 && asString(body['content']) === '' ? undefined : refuseMessage(body)
    if (refused !== undefined) return refused
    message.body = body
    message.editedAt = this.#state.now()
    this.#announce('MESSAGE_UPDATE', message, channel)
    return { status: 200, body: messagePayload(this.#state, message) }
  }

  #delete(message: StandinMessage, channel: StandinChannel): Answer {
    const all = this.#state.messagesIn(channel.id)
    all.splice(all.indexOf(message), 1)
    const gone = { id: message.id, channel_id: channel.id, guild_id: channel.guildId }
    this.#gateway.dispatch('MESSAGE_DELETE', gone, INTENTS.guildMessages)
    return { status: 204 }
  }

  #announce(event: string, message: StandinMessage, { guildId }: StandinChannel): void {
    const payload = { ...messagePayload(this.#state, message), guild_id: guildId }
    this.#gateway.dispatch(event, payload, INTENTS.guildMessages)
  }

  #of(channel: StandinChannel): StandinWebhook[] {
    return [...this.#state.webhooks.values()].filter(({ channelId }) => channelId === channel.id)
  }

  #payload({ id, channelId, name, token }: StandinWebhook): Json {
    const guildId = this.#state.channels.get(channelId)?.guildId
    const applicationId = this.#state.applicationId
    return {
      id,
      type: 1,
      channel_id: channelId,
      guild_id: guildId,
      name,
      token,
      application_id: applicationId,
      avatar: null,
    }
  }
}

function checkName(errors: FormErrors, path: readonly string[], name: string): FormErrors {
  errors.text(path, name, 1, 80)
  if (/clyde|discord/i.test(name)) {
    errors.add(path, 'USERNAME_INVALID_CONTAINS', 'Username cannot contain "clyde" or "discord"')
  }
  return errors
}
