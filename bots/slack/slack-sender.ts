import { setTimeout } from 'node:timers/promises'
import { webApi } from '@slack/bolt'
import { z } from 'zod'
import type { AnnouncementCard } from '../../shared/announcement-card.ts'
import type { DeliveryOutcome, LeasedDelivery } from '../../shared/bot-protocol.ts'
import { type DeliveryReceipt, type DeliveryTarget, targetKey } from '../../shared/deliveries.ts'
import type { ChatFiles } from '../chats/chat-files.ts'
import type { Health } from '../health.ts'
import { waitOutLimits } from '../wait-out-limits.ts'
import { ChatPoster } from './chat-poster.ts'
import { outcomeFor } from '../chats/outcome-for.ts'
import { isTokenRefused, missingScope, outcomeOf, platformError } from './outcomes.ts'
import { PostingPace } from './posting-pace.ts'
import { renderAnnouncement, renderDelivery } from './render-message.ts'
import { uploadFile } from './slack-files.ts'
import type { SlackMessage } from './slack-message.ts'
import type { SlackWorkspace, SlackWorkspaces } from './slack-workspaces.ts'

const EVENT_TYPE = 'guildhall_delivery'
/** How long a workspace whose token was refused is left alone. */
const REFUSED_PAUSE_MS = 10_000
const MOST_DM_CHANNELS = 10_000
/** How far back an earlier attempt is looked for. Slack gives apps outside its Marketplace 15 however many are asked. */
const LOOK_BACK_MESSAGES = 100

const ourMetadata = z.object({
  event_type: z.literal(EVENT_TYPE),
  event_payload: z.object({ delivery_id: z.string(), part: z.number().int() }),
})

/** Posts to the same channel need not wait for what is only nice to have. */
const NO_REACTIONS: DeliveryOutcome = {
  status: 'refused',
  reason: 'invalid_message',
  message: 'The Slack app may not react to messages.',
}

type MessageTarget = Exclude<DeliveryTarget, { kind: 'workspace' }>
const MOST_TRIES = 5
const FILE_READY_MS = 1_000

const NOT_ON_SLACK: DeliveryOutcome = {
  status: 'refused',
  reason: 'invalid_message',
  message: 'Slack has threads for every message, and nothing to publish.',
}

type Part = DeliveryReceipt['parts'][number]

export interface SlackSenderDeps {
  /** Their clients are without retries, and reject on rate limits: how long to wait is decided here. */
  workspaces: SlackWorkspaces
  files: Pick<ChatFiles, 'read' | 'readImage'>
  health: Health
}

/** Sends deliveries by the Web API. What an earlier attempt posted is found by its metadata, and not posted again. */
export class SlackSender {
  readonly #deps: SlackSenderDeps
  readonly #pace = new PostingPace()
  readonly #poster: ChatPoster
  readonly #dmChannels = new Map<string, string>()

  constructor(deps: SlackSenderDeps) {
    this.#deps = deps
    const call = <T>(make: () => Promise<T>, signal: AbortSignal) => this.#call(make, signal)
    this.#poster = new ChatPoster({ files: deps.files, pace: this.#pace, call })
  }

  async send(delivery: LeasedDelivery, signal: AbortSignal): Promise<DeliveryOutcome> {
    const { target } = delivery
    const workspace = this.#deps.workspaces.get(target.workspaceId)
    if (workspace === undefined) {
      return { status: 'later', retryAfterMs: null, message: 'This bot is not in that workspace.' }
    }
    // Nothing is used up on a token that has to be renewed first.
    if (!workspace.isGood)
      return { status: 'later', retryAfterMs: REFUSED_PAUSE_MS, message: 'Slack refuses the token.' }
    if (target.kind === 'workspace') {
      return { status: 'refused', reason: 'invalid_message', message: 'Slack has no events of a workspace.' }
    }
    try {
      const outcome = await this.#deliver(workspace, delivery, target, signal)
      if (outcome.status === 'sent') {
        this.#deps.health.solved(writingTo(target))
        this.#deps.health.solved('scope')
      }
      return outcome
    } catch (error) {
      if (target.kind === 'person') this.#dmChannels.delete(`${workspace.id} ${target.personId}`)
      const isReaction = delivery.content.type === 'chat_reactions'
      const isScopeMissing = isReaction && missingScope(error) !== undefined
      const outcome = isScopeMissing ? NO_REACTIONS : outcomeFor(delivery.content, outcomeOf(error))
      this.#tellProblems(error, outcome, workspace, target)
      return outcome
    }
  }

  async #deliver(
    workspace: SlackWorkspace,
    delivery: LeasedDelivery,
    target: MessageTarget,
    signal: AbortSignal,
  ): Promise<DeliveryOutcome> {
    const { client, secret } = workspace
    const { content } = delivery
    const channelId = await this.#channelOf(workspace, target, signal)
    if (content.type === 'chat_post') return await this.#poster.post(client, delivery, content, channelId, signal)
    if (content.type === 'chat_reactions') return await this.#poster.react(client, secret.botUserId, content, signal)
    if (content.type === 'announcement_step') return NOT_ON_SLACK
    const messages =
      content.type === 'announcement' ? await this.#announcement(client, content, signal) : renderDelivery(content)
    if (messages.length === 0 && content.type !== 'announcement')
      return { status: 'refused', reason: 'invalid_message', message: 'The text is empty.' }
    const write = () => this.#write(client, delivery, channelId, messages, signal)
    const hasImages = content.type === 'announcement' && content.images.length > 0
    const parts = hasImages ? await onceFilesAreReady(write, signal) : await write()
    return { status: 'sent', receipt: { parts } }
  }

  /** With its images uploaded, also for a change: a message does not say which files it shows. */
  async #announcement(client: webApi.WebClient, card: AnnouncementCard, signal: AbortSignal): Promise<SlackMessage[]> {
    const files: string[] = []
    for (const { id, name } of card.isRecalled ? [] : card.images) {
      const bytes = await this.#deps.files.readImage(id)
      const call = <T>(make: () => Promise<T>) => this.#call(make, signal)
      files.push((await uploadFile(client, call, { name, bytes }, signal)).id)
    }
    const message = renderAnnouncement(card, files)
    return message === undefined ? [] : [message]
  }

  /** Edits what stands, posts what is more than before, and deletes what is less. */
  async #write(
    client: webApi.WebClient,
    { id, attempt, edits, content }: LeasedDelivery,
    channelId: string,
    messages: readonly SlackMessage[],
    signal: AbortSignal,
  ): Promise<DeliveryReceipt['parts']> {
    const standing = edits?.parts ?? []
    const mayBePosted = attempt > 1 && messages.length > standing.length
    const threadTs = content.type === 'text' ? content.answers?.messageId : undefined
    const posted = mayBePosted
      ? await this.#postedBefore(client, channelId, { id, threadTs }, signal)
      : new Map<number, string>()
    const parts: DeliveryReceipt['parts'] = []
    for (const [part, message] of messages.entries()) {
      const old = standing[part]
      if (old === undefined) {
        const messageId =
          posted.get(part) ?? (await this.#post(client, channelId, message, { id, part, threadTs }, signal))
        parts.push({ channelId, messageId })
        continue
      }
      await this.#call(() => client.chat.update({ ...place(old), ...message }), signal)
      parts.push(old)
    }
    for (const old of standing.slice(messages.length)) await this.#delete(client, old, signal)
    return parts
  }

  async #delete(client: webApi.WebClient, part: Part, signal: AbortSignal): Promise<void> {
    try {
      await this.#call(() => client.chat.delete(place(part)), signal)
    } catch (error) {
      if (platformError(error) !== 'message_not_found') throw error
    }
  }

  async #channelOf({ id, client }: SlackWorkspace, target: MessageTarget, signal: AbortSignal): Promise<string> {
    if (target.kind === 'channel') return target.channelId
    const key = `${id} ${target.personId}`
    const known = this.#dmChannels.get(key)
    if (known !== undefined) return known
    const { channel } = await this.#call(() => client.conversations.open({ users: target.personId }), signal)
    if (channel?.id === undefined) throw new Error('conversations.open gave no channel')
    if (this.#dmChannels.size === MOST_DM_CHANNELS) this.#dmChannels.clear()
    this.#dmChannels.set(key, channel.id)
    return channel.id
  }

  async #post(
    client: webApi.WebClient,
    channel: string,
    message: SlackMessage,
    { id, part, threadTs }: { id: string; part: number; threadTs: string | undefined },
    signal: AbortSignal,
  ): Promise<string> {
    const metadata = { event_type: EVENT_TYPE, event_payload: { delivery_id: id, part } }
    const { ts } = await this.#call(async () => {
      await this.#pace.turn(channel, signal)
      return await client.chat.postMessage({
        channel,
        ...message,
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
        metadata,
        unfurl_links: false,
        unfurl_media: false,
      })
    }, signal)
    if (ts === undefined) throw new Error('chat.postMessage gave no ts')
    return ts
  }

  /** @returns the time stamps of the parts that stand in the channel already. */
  async #postedBefore(
    client: webApi.WebClient,
    channel: string,
    { id: deliveryId, threadTs }: { id: string; threadTs: string | undefined },
    signal: AbortSignal,
  ): Promise<Map<number, string>> {
    const query = { channel, limit: LOOK_BACK_MESSAGES, include_all_metadata: true }
    const posted = new Map<number, string>()
    try {
      const { messages = [] } = await this.#call(
        () =>
          threadTs === undefined
            ? client.conversations.history(query)
            : client.conversations.replies({ ...query, ts: threadTs, limit: 999 }),
        signal,
      )
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

  #tellProblems(error: unknown, outcome: DeliveryOutcome, workspace: SlackWorkspace, target: DeliveryTarget): void {
    const { health, workspaces } = this.#deps
    const scope = missingScope(error)
    if (scope !== undefined) {
      const where = 'Add it in the app settings (OAuth & Permissions) and reinstall the app.'
      health.problem('scope', `The Slack app lacks the scope ${scope}. ${where}`)
    }
    if (isTokenRefused(error)) workspaces.refused(workspace)
    if (outcome.status === 'refused' && outcome.reason === 'forbidden' && target.kind === 'channel') {
      const what = 'Invite it there with /invite.'
      health.problem(writingTo(target), `The bot may not write to channel ${target.channelId}. ${what}`)
    }
  }
}

/** Slack says that a file is complete some moments before a message may show it, and until then finds its block invalid. */
async function onceFilesAreReady<T>(write: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write()
    } catch (error) {
      if (tries === MOST_TRIES || platformError(error) !== 'invalid_blocks') throw error
      await setTimeout(FILE_READY_MS, undefined, { signal })
    }
  }
}

function place({ channelId, messageId }: Part): { channel: string; ts: string } {
  return { channel: channelId, ts: messageId }
}

function writingTo(target: DeliveryTarget): string {
  return `writing:${targetKey(target)}`
}
