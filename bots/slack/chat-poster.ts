import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import type { DeliveryOutcome, LeasedDelivery } from '../../shared/bot-protocol.ts'
import type { ChatFile, ChatPlace, ChatPost, ChatReactions } from '../../shared/chat-posts.ts'
import type { ChatFiles } from '../chats/chat-files.ts'
import { ChatAttachments, withFiles } from './chat-attachments.ts'
import { emojiOfName, nameOfEmoji } from './emoji-names.ts'
import { platformError } from './outcomes.ts'
import type { PostingPace } from './posting-pace.ts'
import { renderChatPost, usernameOf } from './render-chat.ts'

const EVENT_TYPE = 'guildhall_chat'
const LOOK_BACK = 100
/** What is there already, or was taken away already, or is unknown to this workspace. */
const REACTED_ALREADY = new Set([
  'already_reacted',
  'no_reaction',
  'invalid_name',
  'too_many_reactions',
  'too_many_emoji',
])

const ourMetadata = z.object({
  event_type: z.literal(EVENT_TYPE),
  event_payload: z.object({ delivery_id: z.string(), part: z.number().int() }),
})
const reactedMessage = z.object({
  reactions: z.array(z.object({ name: z.string(), users: z.array(z.string()) })).default([]),
})
export interface ChatPosterDeps {
  files: Pick<ChatFiles, 'read'>
  pace: PostingPace
  /** Calls again after a rate limit that is over soon. */
  call: <T>(call: () => Promise<T>, signal: AbortSignal) => Promise<T>
}

/** Lets messages of a conversation stand in a channel in their authors' names. */
export class ChatPoster {
  readonly #deps: ChatPosterDeps
  readonly #attachments: ChatAttachments

  constructor(deps: ChatPosterDeps) {
    this.#deps = deps
    this.#attachments = new ChatAttachments(deps)
  }

  /** @throws what Slack answers. */
  async post(
    client: webApi.WebClient,
    { id, attempt, edits }: LeasedDelivery,
    post: ChatPost,
    channelId: string,
    signal: AbortSignal,
  ): Promise<DeliveryOutcome> {
    const texts = renderChatPost(post)
    const standing = edits?.parts ?? []
    if (texts.length === 0 && standing.length === 0) {
      return { status: 'refused', reason: 'invalid_message', message: 'There is nothing to post.' }
    }
    const threadTs = post.thread?.place?.messageId
    const mayBePosted = attempt > 1 && texts.length > standing.length
    const posted = mayBePosted
      ? await this.#postedBefore(client, channelId, { id, threadTs }, signal)
      : new Map<number, string>()
    const parts: ChatPlace[] = []
    for (const [part, text] of texts.entries()) {
      const old = standing[part]
      // What the first part brings stays where it is, however many parts there are later.
      const files = part === 0 ? post.files : []
      if (old !== undefined) {
        await this.#update(client, old, { text, files, threadTs }, signal)
        parts.push(old)
        continue
      }
      const messageId =
        posted.get(part) ?? (await this.#postPart(client, channelId, { post, text, files, id, part, threadTs }, signal))
      parts.push({ channelId, messageId })
    }
    for (const old of standing.slice(texts.length)) await this.#delete(client, old, signal)
    return { status: 'sent', receipt: { parts } }
  }

  /** @throws what Slack answers. */
  async react(
    client: webApi.WebClient,
    botUserId: string,
    { place, emojis }: ChatReactions,
    signal: AbortSignal,
  ): Promise<DeliveryOutcome> {
    const done: DeliveryOutcome = { status: 'sent', receipt: { parts: place === null ? [] : [place] } }
    if (place === null) return done
    const at = { channel: place.channelId, timestamp: place.messageId }
    const answer = await this.#deps.call(() => client.reactions.get({ ...at, full: true }), signal)
    const { reactions } = reactedMessage.parse(answer.message ?? {})
    const wanted = new Set(emojis.flatMap((emoji) => nameOfEmoji(emoji) ?? []))
    for (const { name, users } of reactions) {
      if (!users.includes(botUserId) || wanted.delete(name) || isWanted(wanted, name)) continue
      await this.#tolerant(() => this.#deps.call(() => client.reactions.remove({ ...at, name }), signal))
    }
    for (const name of wanted) {
      await this.#tolerant(() => this.#deps.call(() => client.reactions.add({ ...at, name }), signal))
    }
    return done
  }

  async #tolerant(call: () => Promise<unknown>): Promise<void> {
    try {
      await call()
    } catch (error) {
      if (!REACTED_ALREADY.has(platformError(error) ?? '')) throw error
    }
  }

  async #postPart(
    client: webApi.WebClient,
    channel: string,
    {
      post,
      text,
      files,
      id,
      part,
      threadTs,
    }: {
      post: ChatPost
      text: string
      files: readonly ChatFile[]
      id: string
      part: number
      threadTs: string | undefined
    },
    signal: AbortSignal,
  ): Promise<string> {
    const { pace, call } = this.#deps
    const attached = await this.#attachments.upload(client, files, signal)
    const { ts } = await call(async () => {
      await pace.turn(channel, signal)
      return await client.chat.postMessage({
        channel,
        ...withFiles(text, attached),
        username: usernameOf(post),
        ...(post.author.imageUrl === null ? {} : { icon_url: post.author.imageUrl }),
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
        metadata: { event_type: EVENT_TYPE, event_payload: { delivery_id: id, part } },
        unfurl_links: false,
        unfurl_media: false,
      })
    }, signal)
    if (ts === undefined) throw new Error('chat.postMessage gave no ts')
    return ts
  }

  /** What is left out stays as it was, and mentions would be looked for in the text: so all of it is said. */
  async #update(
    client: webApi.WebClient,
    { channelId: channel, messageId: ts }: ChatPlace,
    { text, files, threadTs }: { text: string; files: readonly ChatFile[]; threadTs: string | undefined },
    signal: AbortSignal,
  ): Promise<void> {
    const attached = await this.#attachments.standing(client, { channel, ts, threadTs }, files, signal)
    const body = { blocks: [], ...withFiles(text, attached), parse: 'none', link_names: false } as const
    await this.#deps.call(() => client.chat.update({ channel, ts, ...body }), signal)
  }

  async #delete(client: webApi.WebClient, { channelId, messageId }: ChatPlace, signal: AbortSignal): Promise<void> {
    try {
      await this.#deps.call(() => client.chat.delete({ channel: channelId, ts: messageId }), signal)
    } catch (error) {
      if (platformError(error) !== 'message_not_found') throw error
    }
  }

  /** @returns the time stamps of the parts that stand there already, by their metadata. */
  async #postedBefore(
    client: webApi.WebClient,
    channel: string,
    { id, threadTs }: { id: string; threadTs: string | undefined },
    signal: AbortSignal,
  ): Promise<Map<number, string>> {
    const query = { channel, limit: LOOK_BACK, include_all_metadata: true }
    const { messages = [] } = await this.#deps.call(
      () =>
        threadTs === undefined
          ? client.conversations.history(query)
          : client.conversations.replies({ ...query, ts: threadTs, limit: 999 }),
      signal,
    )
    const posted = new Map<number, string>()
    for (const { metadata, ts } of messages) {
      const ours = ourMetadata.safeParse(metadata).data?.event_payload
      if (ours?.delivery_id === id && ts !== undefined) posted.set(ours.part, ts)
    }
    return posted
  }
}

/** One emoji may have two names. */
function isWanted(wanted: Set<string>, name: string): boolean {
  const emoji = emojiOfName(name)
  for (const one of wanted) if (emojiOfName(one) === emoji) return wanted.delete(one)
  return false
}
