import type { Answer, SeenRequest } from '../api-server.ts'
import { asObject, asString } from '../shapes.ts'
import { channelPayload, messagePayload } from './discord-payloads.ts'
import type { DiscordState, StandinChannel, StandinMessage } from './discord-state.ts'
import { FormErrors } from './form-errors.ts'
import { type Gateway, INTENTS } from './gateway.ts'
import * as refuse from './refusals.ts'
import { refuseMessage } from './validate-message.ts'

const HOUR_MS = 3_600_000
/** https://support.discord.com/hc/en-us/articles/360047131272 */
const CROSSPOSTS_AN_HOUR = 10

type InChannel = (id: string | undefined, act: (channel: StandinChannel) => Answer) => Answer
type InMessage = (id: string | undefined, at: string | undefined, act: (message: StandinMessage) => Answer) => Answer

/** What stands beside plain messages: posts of forums, and what followers of an announcement channel get. */
export class Posts {
  readonly #state: DiscordState
  readonly #gateway: Gateway
  readonly #crossposted: { channelId: string; messageId: string; at: number }[] = []

  constructor(state: DiscordState, gateway: Gateway) {
    this.#state = state
    this.#gateway = gateway
  }

  routes(inChannel: InChannel, inMessage: InMessage) {
    return [
      {
        method: 'POST',
        path: /^\/channels\/(\d+)\/threads$/,
        handle: (request: SeenRequest, [id]: string[]) => inChannel(id, (forum) => this.#begin(request, forum)),
      },
      {
        method: 'PATCH',
        path: /^\/channels\/(\d+)$/,
        handle: (request: SeenRequest, [id]: string[]) => inChannel(id, (channel) => this.#rename(request, channel)),
      },
      {
        method: 'DELETE',
        path: /^\/channels\/(\d+)$/,
        handle: (_: SeenRequest, [id]: string[]) => inChannel(id, (channel) => this.#remove(channel)),
      },
      {
        method: 'POST',
        path: /^\/channels\/(\d+)\/messages\/(\d+)\/crosspost$/,
        handle: (_: SeenRequest, [id, at]: string[]) => inMessage(id, at, (message) => this.#crosspost(message)),
      },
    ]
  }

  isCrossposted(messageId: string): boolean {
    return this.#crossposted.some((one) => one.messageId === messageId)
  }

  #begin(request: SeenRequest, forum: StandinChannel): Answer {
    if (!forum.botMay.send) return refuse.MISSING_PERMISSIONS
    const body = asObject(request.body)
    const errors = new FormErrors()
    errors.text(['name'], body['name'], 1, 100)
    if (errors.count > 0) return { status: 400, body: errors.toBody() }
    const refused = refuseMessage(body['message'])
    if (refused !== undefined) return refused
    const thread = this.#state.addThread(forum, this.#state.newId(), asString(body['name']))
    const files = request.files.map((file) => ({ id: this.#state.newId(), ...file }))
    const { bot } = this.#state
    const over = { id: thread.id, files }
    const message = this.#state.createMessage(thread.id, bot.id, asObject(body['message']), over)
    this.#state.messagesIn(thread.id).push(message)
    const payload = channelPayload(this.#state, thread)
    this.#gateway.dispatch('THREAD_CREATE', { ...payload, newly_created: true }, INTENTS.guilds)
    return { status: 201, body: { ...payload, message: messagePayload(this.#state, message) } }
  }

  #rename(request: SeenRequest, channel: StandinChannel): Answer {
    if (channel.type !== 11) return refuse.MISSING_PERMISSIONS
    channel.name = asString(asObject(request.body)['name'])
    return { status: 200, body: channelPayload(this.#state, channel) }
  }

  /** Threads only, and those with the right to manage them, which the bot does not ask for. */
  #remove(channel: StandinChannel): Answer {
    if (channel.type !== 11 || channel.botMay.manageThreads !== true) return refuse.MISSING_PERMISSIONS
    this.#state.channels.delete(channel.id)
    this.#state.messages.delete(channel.id)
    return { status: 200, body: channelPayload(this.#state, channel) }
  }

  #crosspost(message: StandinMessage): Answer {
    const { channelId, id: messageId } = message
    if (this.#state.channels.get(channelId)?.type !== 5) return refuse.NOT_ON_THIS_CHANNEL
    if (this.isCrossposted(messageId)) return refuse.ALREADY_CROSSPOSTED
    const now = this.#state.now()
    const recent = this.#crossposted.filter((one) => one.channelId === channelId && one.at > now - HOUR_MS)
    const [oldest] = recent
    if (oldest !== undefined && recent.length >= CROSSPOSTS_AN_HOUR) {
      return refuse.rateLimited(oldest.at + HOUR_MS - now, 'shared')
    }
    this.#crossposted.push({ channelId, messageId, at: now })
    return { status: 200, body: { ...messagePayload(this.#state, message), flags: 1 } }
  }
}
