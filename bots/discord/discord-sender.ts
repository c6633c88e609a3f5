import { createHash } from 'node:crypto'
import { DiscordAPIError, type REST, RESTJSONErrorCodes, RateLimitError, Routes } from 'discord.js'
import { z } from 'zod'
import type { DeliveryOutcome, LeasedDelivery } from '../../shared/bot-protocol.ts'
import { type DeliveryReceipt, type DeliveryTarget, targetKey } from '../../shared/deliveries.ts'
import type { ChatFiles } from '../chats/chat-files.ts'
import type { Health } from '../health.ts'
import { waitOutLimits } from '../wait-out-limits.ts'
import { AnnouncementPoster } from './announcement-poster.ts'
import { ChannelWebhooks } from './channel-webhooks.ts'
import { ChatPoster } from './chat-poster.ts'
import type { DiscordMessage } from './discord-message.ts'
import { outcomeFor } from '../chats/outcome-for.ts'
import { outcomeOf } from './outcomes.ts'
import { renderDelivery } from './render-message.ts'
import { ServerEvents } from './server-events.ts'

const NONCE_LENGTH = 25
const MOST_DM_CHANNELS = 10_000
const SNOWFLAKE = /^\d{1,20}$/
const withId = z.object({ id: z.string() })

type MessageTarget = Exclude<DeliveryTarget, { kind: 'workspace' }>
type Part = DeliveryReceipt['parts'][number]

export interface DiscordSenderDeps {
  /** Without retries of its own, and rejecting on rate limits: how long to wait is decided here. */
  rest: REST
  files: Pick<ChatFiles, 'read' | 'readImage'>
  health: Health
  /** A call was answered with 401. */
  tokenRefused: () => void
}

/** Sends deliveries by REST. A part that went out while its answer was lost is not posted again: Discord knows its nonce. */
export class DiscordSender {
  readonly #deps: DiscordSenderDeps
  readonly #dmChannels = new Map<string, string>()
  readonly #poster: ChatPoster
  readonly #serverEvents: ServerEvents
  readonly #announcements: AnnouncementPoster

  constructor(deps: DiscordSenderDeps) {
    this.#deps = deps
    const { rest, files } = deps
    const call = <T>(make: () => Promise<T>, signal: AbortSignal) => this.#call(make, signal)
    this.#serverEvents = new ServerEvents({ rest, call })
    this.#announcements = new AnnouncementPoster({ rest, files, call })
    this.#poster = new ChatPoster({ rest, files, call, webhooks: new ChannelWebhooks({ rest, call }) })
  }

  async send(delivery: LeasedDelivery, signal: AbortSignal): Promise<DeliveryOutcome> {
    const { target } = delivery
    try {
      if (target.kind === 'workspace') return await this.#list(delivery, signal)
      const channelId = await this.#channelOf(target, signal)
      if (channelId === undefined) return { status: 'refused', reason: 'target_gone', message: 'Not an id of Discord.' }
      const outcome = await this.#deliver(delivery, channelId, signal)
      if (outcome.status === 'sent') this.#deps.health.solved(writingTo(target))
      return outcome
    } catch (error) {
      if (target.kind === 'person') this.#dmChannels.delete(target.personId)
      if (error instanceof DiscordAPIError && error.status === 401) this.#deps.tokenRefused()
      const outcome = outcomeFor(delivery.content, outcomeOf(error))
      if (target.kind === 'workspace' && outcome.status === 'refused' && outcome.reason === 'forbidden') {
        const what = 'Grant its role Create Events and Manage Events there.'
        this.#deps.health.problem(
          writingTo(target),
          `The bot may not plan events of server ${target.workspaceId}. ${what}`,
        )
      }
      if (outcome.status === 'refused' && outcome.reason === 'forbidden' && target.kind === 'channel') {
        const isChat = delivery.content.type.startsWith('chat_')
        const what = isChat
          ? 'Grant it Manage Webhooks, Add Reactions and Create Public Threads there.'
          : 'Grant it View Channel, Send Messages and Embed Links there.'
        this.#deps.health.problem(writingTo(target), `The bot may not write to channel ${target.channelId}. ${what}`)
      }
      return outcome
    }
  }

  async #list(delivery: LeasedDelivery, signal: AbortSignal): Promise<DeliveryOutcome> {
    const { content, target } = delivery
    if (content.type !== 'event') {
      return { status: 'refused', reason: 'invalid_message', message: 'A server has events, and nothing else.' }
    }
    const outcome = await this.#serverEvents.put(delivery, content, signal)
    if (outcome.status === 'sent') this.#deps.health.solved(writingTo(target))
    return outcome
  }

  async #deliver(delivery: LeasedDelivery, channelId: string, signal: AbortSignal): Promise<DeliveryOutcome> {
    const { content } = delivery
    if (content.type === 'chat_post') return await this.#poster.post(delivery, content, channelId, signal)
    if (content.type === 'chat_reactions') return await this.#poster.react(content, signal)
    if (content.type === 'announcement_step') return await this.#announcements.do(content, signal)
    if (content.type === 'announcement') {
      const at = { channelId, nonce: nonceOf(delivery.id, 0) }
      return await this.#announcements.post(delivery, content, at, signal)
    }
    const messages = renderDelivery(content)
    if (messages.length === 0) return { status: 'refused', reason: 'invalid_message', message: 'The text is empty.' }
    const at = content.type === 'text' ? content.answers?.channelId : undefined
    return { status: 'sent', receipt: { parts: await this.#write(delivery, at ?? channelId, messages, signal) } }
  }

  /** Edits what stands, posts what is more than before, and deletes what is less. */
  async #write(
    { id, edits }: LeasedDelivery,
    channelId: string,
    messages: readonly DiscordMessage[],
    signal: AbortSignal,
  ): Promise<DeliveryReceipt['parts']> {
    const standing = edits?.parts ?? []
    const parts: DeliveryReceipt['parts'] = []
    for (const [index, message] of messages.entries()) {
      const old = standing[index]
      if (old === undefined) {
        const body = { ...message, nonce: nonceOf(id, index), enforce_nonce: true }
        const sent = await this.#post(Routes.channelMessages(channelId), body, signal)
        parts.push({ channelId, messageId: sent.id })
        continue
      }
      // Without a value, Discord keeps what there was.
      const body = { content: null, embeds: [], components: [], ...message }
      await this.#call(() => this.#deps.rest.patch(routeTo(old), { body, signal }), signal)
      parts.push(old)
    }
    for (const old of standing.slice(messages.length)) await this.#delete(old, signal)
    return parts
  }

  async #delete(part: Part, signal: AbortSignal): Promise<void> {
    try {
      await this.#call(() => this.#deps.rest.delete(routeTo(part), { signal }), signal)
    } catch (error) {
      if (!(error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage)) throw error
    }
  }

  async #channelOf(target: MessageTarget, signal: AbortSignal): Promise<string | undefined> {
    if (target.kind === 'channel') return SNOWFLAKE.test(target.channelId) ? target.channelId : undefined
    if (!SNOWFLAKE.test(target.personId)) return undefined
    const known = this.#dmChannels.get(target.personId)
    if (known !== undefined) return known
    const { id } = await this.#post(Routes.userChannels(), { recipient_id: target.personId }, signal)
    if (this.#dmChannels.size === MOST_DM_CHANNELS) this.#dmChannels.clear()
    this.#dmChannels.set(target.personId, id)
    return id
  }

  async #post(route: `/${string}`, body: object, signal: AbortSignal): Promise<{ id: string }> {
    return withId.parse(await this.#call(() => this.#deps.rest.post(route, { body, signal }), signal))
  }

  async #call<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const limitMs = (error: unknown) => (error instanceof RateLimitError ? error.retryAfter : undefined)
    return await waitOutLimits(call, limitMs, signal)
  }
}

function routeTo({ channelId, messageId }: Part): `/${string}` {
  return Routes.channelMessage(channelId, messageId)
}

function writingTo(target: DeliveryTarget): string {
  return `writing:${targetKey(target)}`
}

/** The same for the same part of the same delivery, whichever bot sends it. */
function nonceOf(deliveryId: string, part: number): string {
  return createHash('sha256').update(`${deliveryId}:${part}`).digest('base64url').slice(0, NONCE_LENGTH)
}
