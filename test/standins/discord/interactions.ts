import type { Answer, SeenRequest } from '../api-server.ts'
import { asArray, asObject, isObject, type Json } from '../shapes.ts'
import { messagePayload } from './discord-payloads.ts'
import type { DiscordState, StandinMessage } from './discord-state.ts'
import { FormErrors } from './form-errors.ts'
import type { Gateway } from './gateway.ts'
import * as refuse from './refusals.ts'
import { checkModal } from './validate-components.ts'
import { FLAG_EPHEMERAL, refuseMessage } from './validate-message.ts'

export type InteractionKind = 'command' | 'component' | 'autocomplete' | 'modal'

/** What became of one thing that a person did. */
export interface StandinInteraction {
  readonly id: string
  readonly token: string
  readonly kind: InteractionKind
  readonly userId: string
  readonly channelId: string
  /** The message whose component was used. */
  readonly source: StandinMessage | undefined
  readonly createdAt: number
  /** Type of the callback, e.g. 4 (message) or 5 (thinking …). */
  callback: number | null
  acknowledgedAfterMs: number | null
  /** What the person sees as the answer; undefined while the bot 'is thinking'. */
  reply: StandinMessage | undefined
  deferredFlags: number
  readonly followups: StandinMessage[]
  /** Set when the bot opened a modal. */
  modal: Json | undefined
  choices: Json[] | undefined
  /** 'This interaction failed': nothing came within the limit. */
  failed: boolean
}

export interface InteractionTimes {
  /** 3 s at Discord. */
  answerWithinMs: number
  /** 15 min at Discord. */
  tokenLivesMs: number
}

const CALLBACKS: Record<InteractionKind, readonly number[]> = {
  command: [4, 5, 9],
  component: [4, 5, 6, 7, 9],
  modal: [4, 5, 6, 7],
  autocomplete: [8],
}

/** Callbacks and followups: https://discord.com/developers/docs/interactions/receiving-and-responding */
export class Interactions {
  readonly #state: DiscordState
  readonly #gateway: Gateway
  readonly #times: InteractionTimes
  readonly all: StandinInteraction[] = []
  readonly #timers = new Set<NodeJS.Timeout>()

  constructor(state: DiscordState, gateway: Gateway, times: InteractionTimes) {
    this.#state = state
    this.#gateway = gateway
    this.#times = times
  }

  open(part: Pick<StandinInteraction, 'kind' | 'userId' | 'channelId' | 'source'>): StandinInteraction {
    const id = this.#state.newId()
    const interaction: StandinInteraction = {
      ...part,
      id,
      token: `token-${id}`,
      createdAt: this.#state.now(),
      callback: null,
      acknowledgedAfterMs: null,
      reply: undefined,
      deferredFlags: 0,
      followups: [],
      modal: undefined,
      choices: undefined,
      failed: false,
    }
    this.all.push(interaction)
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      interaction.failed = interaction.callback === null
    }, this.#times.answerWithinMs)
    this.#timers.add(timer)
    return interaction
  }

  /** Ephemeral answers and followups of anybody, by message id. */
  hiddenMessage(messageId: string): { message: StandinMessage; userId: string } | undefined {
    for (const one of this.all) {
      const message = [one.reply, ...one.followups].find((candidate) => candidate?.id === messageId)
      if (message !== undefined) return { message, userId: one.userId }
    }
    return undefined
  }

  /** POST /interactions/:id/:token/callback */
  callback(id: string, token: string, request: SeenRequest): Answer {
    const interaction = this.all.find((one) => one.id === id && one.token === token)
    if (interaction === undefined || interaction.failed) return refuse.UNKNOWN_INTERACTION
    if (interaction.callback !== null) return refuse.ALREADY_ACKNOWLEDGED
    const body = asObject(request.body)
    const type = Number(body['type'])
    const data = asObject(body['data'])
    const refused = this.#refuseCallback(interaction, type, data)
    if (refused !== undefined) return refused
    interaction.callback = type
    interaction.acknowledgedAfterMs = this.#state.now() - interaction.createdAt
    if (type === 4) interaction.reply = this.#post(interaction, data)
    else if (type === 5) interaction.deferredFlags = Number(data['flags'] ?? 0)
    else if (type === 6) interaction.reply = interaction.source
    else if (type === 7 && interaction.source !== undefined) {
      interaction.reply = interaction.source
      this.#edit(interaction.source, data)
    } else if (type === 8) interaction.choices = asArray(data['choices']).map(asObject)
    else if (type === 9) interaction.modal = data
    if (request.query.get('with_response') !== 'true') return { status: 204 }
    const resource = interaction.reply && { type, message: messagePayload(this.#state, interaction.reply) }
    return { status: 200, body: { interaction: { id, type: 2, response_message_id: interaction.reply?.id }, resource } }
  }

  #refuseCallback(interaction: StandinInteraction, type: number, data: Json): Answer | undefined {
    const errors = new FormErrors()
    const allowed = CALLBACKS[interaction.kind]
    if (!allowed.includes(type)) {
      errors.add(
        ['type'],
        'INTERACTION_CALLBACK_TYPE_INVALID',
        `Interaction callback type must be one of ${allowed.join(', ')}`,
      )
    }
    if (type === 9) checkModal(errors, data)
    if (type === 8 && asArray(data['choices']).length > 25) errors.list(['data', 'choices'], data['choices'], 0, 25)
    if (errors.count > 0) return { status: 400, body: errors.toBody() }
    if (type === 4) return inData(refuseMessage(data))
    if (type === 7 && interaction.source !== undefined)
      return inData(refuseMessage({ ...interaction.source.body, ...data }))
    return undefined
  }

  /** /webhooks/:application/:token and below */
  webhook(token: string, messageId: string | undefined, request: SeenRequest): Answer {
    const interaction = this.all.find((one) => one.token === token)
    if (interaction === undefined || this.#state.now() - interaction.createdAt > this.#times.tokenLivesMs) {
      return refuse.INVALID_WEBHOOK_TOKEN
    }
    if (interaction.callback === null) return refuse.UNKNOWN_WEBHOOK
    if (messageId === undefined) return this.#followUp(interaction, request)
    if (request.method === 'PATCH' && messageId === '@original' && interaction.callback === 5 && !interaction.reply) {
      const refused = refuseMessage(request.body)
      if (refused !== undefined) return refused
      const flags = interaction.deferredFlags | Number(asObject(request.body)['flags'] ?? 0)
      interaction.reply = this.#post(interaction, { ...asObject(request.body), flags })
      return { status: 200, body: messagePayload(this.#state, interaction.reply) }
    }
    const message =
      messageId === '@original' ? interaction.reply : interaction.followups.find((one) => one.id === messageId)
    if (message === undefined) return refuse.UNKNOWN_MESSAGE
    if (request.method === 'DELETE') {
      if (interaction.reply === message) interaction.reply = undefined
      else interaction.followups.splice(interaction.followups.indexOf(message), 1)
      const posted = this.#state.messagesIn(message.channelId)
      const at = posted.indexOf(message)
      if (at >= 0) posted.splice(at, 1)
      return { status: 204 }
    }
    if (request.method === 'PATCH') {
      const refused = refuseMessage({ ...message.body, ...asObject(request.body), nonce: undefined })
      if (refused !== undefined) return refused
      this.#edit(message, asObject(request.body))
    }
    return { status: 200, body: messagePayload(this.#state, message) }
  }

  #followUp(interaction: StandinInteraction, request: SeenRequest): Answer {
    if (request.method !== 'POST') return refuse.METHOD_NOT_ALLOWED
    const refused = refuseMessage(request.body)
    if (refused !== undefined) return refused
    const message = this.#post(interaction, asObject(request.body))
    interaction.followups.push(message)
    return { status: 200, body: messagePayload(this.#state, message) }
  }

  #post(interaction: StandinInteraction, body: Json): StandinMessage {
    const message = this.#state.createMessage(interaction.channelId, this.#state.bot.id, body)
    const hidden = (Number(body['flags'] ?? 0) & FLAG_EPHEMERAL) !== 0
    if (!hidden) this.#state.messagesIn(interaction.channelId).push(message)
    return message
  }

  #edit(message: StandinMessage, data: Json): void {
    message.body = { ...message.body, ...data }
    message.editedAt = this.#state.now()
    this.#gateway.dispatch('MESSAGE_UPDATE', messagePayload(this.#state, message), (1 << 9) | (1 << 12))
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }
}

/** Discord names the fields of a callback under `data`. */
function inData(answer: Answer | undefined): Answer | undefined {
  const body = asObject(answer?.body)
  if (answer === undefined || !isObject(body['errors'])) return answer
  return { ...answer, body: { ...body, errors: { data: body['errors'] } } }
}
