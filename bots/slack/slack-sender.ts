import { webApi } from '@slack/bolt'
import { z } from 'zod'
import type { DeliveryOutcome, LeasedDelivery } from '../../shared/bot-protocol.ts'
import type { DeliveryReceipt, DeliveryTarget } from '../../shared/deliveries.ts'
import type { Health } from '../health.ts'
import { waitOutLimits } from '../wait-out-limits.ts'
import { isTokenRefused, missingScope, outcomeOf, platformError } from './outcomes.ts'
import { PostingPace } from './posting-pace.ts'
import { renderDelivery } from './render-message.ts'
import type { SlackMessage } from './slack-message.ts'

const EVENT_TYPE = 'guildhall_delivery'
const MOST_DM_CHANNELS = 10_000
/** How far back an earlier attempt is looked for. Slack gives apps outside its Marketplace 15 however many are asked. */
const LOOK_BACK_MESSAGES = 100

const ourMetadata = z.object({
  event_type: z.literal(EVENT_TYPE),
  event_payload: z.object({ delivery_id: z.string(), part: z.number().int() }),
})

export interface SlackSenderDeps {
  /** Without retries of its own, and rejecting on rate limits: how long to wait is decided here. */
  client: webApi.WebClient
  health: Health
  /** The workspace that the token is for; undefined until Slack has said. */
  teamId: () => string | undefined
  tokenRefused: () => void
}

/** Sends deliveries by the Web API. What an earlier attempt posted is found by its metadata, and not posted again. */
export class SlackSender {
  readonly #deps: SlackSenderDeps
  readonly #pace = new PostingPace()
  readonly #dmChannels = new Map<string, string>()

  constructor(deps: SlackSenderDeps) {
    this.#deps = deps
  }

  async send({ id, attempt, target, content }: LeasedDelivery, signal: AbortSignal): Promise<DeliveryOutcome> {
    if (target.workspaceId !== null && target.workspaceId !== this.#deps.teamId()) {
      return { status: 'later', retryAt: null, message: 'This bot is not in that workspace.' }
    }
    const messages = renderDelivery(content)
    if (messages.length === 0) return { status: 'refused', reason: 'invalid_message', message: 'The text is empty.' }
    try {
      const channelId = await this.#channelOf(target, signal)
      const posted = attempt > 1 ? await this.#postedBefore(channelId, id, signal) : new Map<number, string>()
      const parts: DeliveryReceipt['parts'] = []
      for (const [part, message] of messages.entries()) {
        const messageId = posted.get(part) ?? (await this.#post(channelId, message, { id, part }, signal))
        parts.push({ channelId, messageId })
      }
      this.#deps.health.solved(writingTo(target))
      this.#deps.health.solved('scope')
      return { status: 'sent', receipt: { parts } }
    } catch (error) {
      if (target.kind === 'person') this.#dmChannels.delete(target.personId)
      const outcome = outcomeOf(error, Date.now())
      this.#tellProblems(error, outcome, target)
      return outcome
    }
  }

  async #channelOf(target: DeliveryTarget, signal: AbortSignal): Promise<string> {
    if (target.kind === 'channel') return target.channelId
    const known = this.#dmChannels.get(target.personId)
    if (known !== undefined) return known
    const { channel } = await this.#call(() => this.#deps.client.conversations.open({ users: target.personId }), signal)
    if (channel?.id === undefined) throw new Error('conversations.open gave no channel')
    if (this.#dmChannels.size === MOST_DM_CHANNELS) this.#dmChannels.clear()
    this.#dmChannels.set(target.personId, channel.id)
    return channel.id
  }

  async #post(
    channel: string,
    message: SlackMessage,
    { id, part }: { id: string; part: number },
    signal: AbortSignal,
  ): Promise<string> {
    const metadata = { event_type: EVENT_TYPE, event_payload: { delivery_id: id, part } }
    const { ts } = await this.#call(async () => {
      await this.#pace.turn(channel, signal)
      return await this.#deps.client.chat.postMessage({
        channel,
        ...message,
        metadata,
        unfurl_links: false,
        unfurl_media: false,
      })
    }, signal)
    if (ts === undefined) throw new Error('chat.postMessage gave no ts')
    return ts
  }

  /** @returns the time stamps of the parts that stand in the channel already. */
  async #postedBefore(channel: string, deliveryId: string, signal: AbortSignal): Promise<Map<number, string>> {
    const query = { channel, limit: LOOK_BACK_MESSAGES, include_all_metadata: true }
    const posted = new Map<number, string>()
    try {
      const { messages = [] } = await this.#call(() => this.#deps.client.conversations.history(query), signal)
      for (const { metadata, ts } of messages) {
        const ours = ourMetadata.safeParse(metadata)
        if (ours.data?.event_payload.delivery_id !== deliveryId || ts === undefined) continue
        posted.set(ours.data.event_payload.part, ts)
      }
    } catch (error) {
      // A public channel that the bot is not in can be written to, but not read: rather twice than never.
      if (platformError(error) !== 'not_in_channel') throw error
    }
    return posted
  }

  async #call<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted()
    const limitMs = (error: unknown) =>
      error instanceof webApi.WebAPIRateLimitedError ? error.retryAfter * 1000 : undefined
    return await waitOutLimits(call, limitMs, signal)
  }

  #tellProblems(error: unknown, outcome: DeliveryOutcome, target: DeliveryTarget): void {
    const { health, tokenRefused } = this.#deps
    const scope = missingScope(error)
    if (scope !== undefined) {
      const where = 'Add it in the app settings (OAuth & Permissions) and reinstall the app.'
      health.problem('scope', `The Slack app lacks the scope ${scope}. ${where}`)
    }
    if (isTokenRefused(error)) tokenRefused()
    if (outcome.status === 'refused' && outcome.reason === 'forbidden' && target.kind === 'channel') {
      const what = 'Invite it there with /invite.'
      health.problem(writingTo(target), `The bot may not write to channel ${target.channelId}. ${what}`)
    }
  }
}

function writingTo(target: DeliveryTarget): string {
  return `writing:${target.kind === 'channel' ? target.channelId : target.personId}`
}
