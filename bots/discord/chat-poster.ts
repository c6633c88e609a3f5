import { DiscordAPIError, type REST, RESTJSONErrorCodes, Routes } from 'discord.js'
import { z } from 'zod'
import type { DeliveryOutcome, LeasedDelivery } from '../../shared/bot-protocol.ts'
import type { ChatPlace, ChatPost, ChatReactions } from '../../shared/chat-posts.ts'
import type { ChatFiles } from '../chats/chat-files.ts'
import type { ChannelWebhooks } from './channel-webhooks.ts'
import { type DiscordChatPart, renderChatPost, threadNameOf, usernameOf } from './render-chat.ts'

const THREAD_EXISTS = 160_004
const LOOK_BACK = 100

const posted = z.object({
  id: z.string(),
  channel_id: z.string(),
  content: z.string(),
  webhook_id: z.string().optional(),
  author: z.object({ username: z.string() }),
})
type Posted = z.infer<typeof posted>
const reacted = z.object({
  reactions: z
    .array(z.object({ me: z.boolean(), emoji: z.object({ id: z.string().nullable(), name: z.string().nullable() }) }))
    .default([]),
})
const activeThreads = z.object({ threads: z.array(z.object({ id: z.string(), parent_id: z.string().nullish() })) })

export interface ChatPosterDeps {
  rest: REST
  webhooks: ChannelWebhooks
  files: Pick<ChatFiles, 'read'>
  /** Calls again after a rate limit that is over soon. */
  call: <T>(call: () => Promise<T>, signal: AbortSignal) => Promise<T>
}

/** Where a post goes. */
interface Place {
  channelId: string
  /** Set for a thread. */
  threadId: string | undefined
  /** A forum without a thread: the post begins one. */
  isForum: boolean
}

/**
 * Lets messages of a conversation stand in a channel in their authors' names, by a webhook. Webhooks know no nonce: what
 * an attempt whose answer was lost has posted is found among what stands there since the copy before it.
 */
export class ChatPoster {
  readonly #deps: ChatPosterDeps

  constructor(deps: ChatPosterDeps) {
    this.#deps = deps
  }

  /** @throws what Discord answers. */
  async post(
    { attempt, edits, target }: LeasedDelivery,
    post: ChatPost,
    channelId: string,
    signal: AbortSignal,
  ): Promise<DeliveryOutcome> {
    const guildId = target.workspaceId ?? ''
    const messages = renderChatPost(post, guildId)
    const standing = edits?.parts ?? []
    if (messages.length === 0 && standing.length === 0) {
      return { status: 'refused', reason: 'invalid_message', message: 'There is nothing to post.' }
    }
    let place = await this.#placeFor(post, channelId, standing[0], signal)
    const lost = attempt > 1 ? await this.#postedSince(post, place, guildId, signal) : []
    const parts: ChatPlace[] = []
    for (const [index, message] of messages.entries()) {
      const old = standing[index]
      if (old !== undefined) {
        await this.#edit(channelId, old, message, signal)
        parts.push(old)
        continue
      }
      const at = lost.findIndex(({ content }) => content === message.content)
      const [found] = at === -1 ? [] : lost.splice(at, 1)
      const sent = found ?? (await this.#execute(post, place, message, index === 0, signal))
      parts.push({ channelId: sent.channel_id, messageId: sent.id })
      if (place.isForum) place = { channelId, threadId: sent.channel_id, isForum: false }
    }
    for (const old of standing.slice(messages.length)) await this.#delete(channelId, old, signal)
    return { status: 'sent', receipt: { parts } }
  }

  /** @throws what Discord answers. */
  async react({ place, emojis }: ChatReactions, signal: AbortSignal): Promise<DeliveryOutcome> {
    const done: DeliveryOutcome = { status: 'sent', receipt: { parts: place === null ? [] : [place] } }
    if (place === null) return done
    const { rest, call } = this.#deps
    const message = reacted.parse(
      await call(() => rest.get(Routes.channelMessage(place.channelId, place.messageId), { signal }), signal),
    )
    const wanted = new Set(emojis.filter((emoji) => !emoji.startsWith(':')))
    const route = (emoji: string) =>
      Routes.channelMessageOwnReaction(place.channelId, place.messageId, encodeURIComponent(emoji))
    for (const { me, emoji } of message.reactions) {
      const name = emoji.name ?? ''
      if (!me || emoji.id !== null || wanted.delete(name)) continue
      await call(() => rest.delete(route(name), { signal }), signal)
    }
    for (const emoji of wanted) await this.#add(() => call(() => rest.put(route(emoji), { signal }), signal))
    return done
  }

  /** An emoji that Discord does not know is left out. */
  async #add(put: () => Promise<unknown>): Promise<void> {
    try {
      await put()
    } catch (error) {
      if (!(error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownEmoji)) throw error
    }
  }

  /** A thread is opened from its first message when the second comes. */
  async #placeFor(
    { thread }: ChatPost,
    channelId: string,
    standing: ChatPlace | undefined,
    signal: AbortSignal,
  ): Promise<Place> {
    const isForum = await this.#deps.webhooks.isForum(channelId, signal)
    if (standing !== undefined) {
      const threadId = standing.channelId === channelId ? undefined : standing.channelId
      return { channelId, threadId, isForum: false }
    }
    const root = thread?.place ?? null
    if (thread === null || root === null) return { channelId, threadId: undefined, isForum }
    // What begins a forum post, and what stands in a thread, is in the thread already.
    if (root.channelId !== channelId) return { channelId, threadId: root.channelId, isForum: false }
    try {
      const body = { name: threadNameOf(thread.name) }
      await this.#deps.call(
        () => this.#deps.rest.post(Routes.threads(channelId, root.messageId), { body, signal }),
        signal,
      )
    } catch (error) {
      if (!(error instanceof DiscordAPIError)) throw error
      // Who may not open threads still says it, in the channel.
      if (error.code === RESTJSONErrorCodes.MissingPermissions)
        return { channelId, threadId: undefined, isForum: false }
      if (error.code !== THREAD_EXISTS) throw error
    }
    // https://discord.com/developers/docs/resources/channel#start-thread-from-message: it has the id of its message.
    return { channelId, threadId: root.messageId, isForum: false }
  }

  async #execute(
    post: ChatPost,
    { channelId, threadId, isForum }: Place,
    message: DiscordChatPart,
    isFirst: boolean,
    signal: AbortSignal,
  ): Promise<Posted> {
    // They stay with the first part, however many there are later.
    const files = isFirst ? await Promise.all(post.files.map((file) => this.#fileOf(file))) : []
    const body = {
      ...message,
      username: usernameOf(post),
      ...(post.author.imageUrl === null ? {} : { avatar_url: post.author.imageUrl }),
      ...(isForum ? { thread_name: threadNameOf(post.title) } : {}),
    }
    const query = new URLSearchParams({ wait: 'true', ...(threadId === undefined ? {} : { thread_id: threadId }) })
    return await this.#deps.webhooks.use(channelId, signal, async ({ id, token }) => {
      const options = { body, query, files, auth: false, signal }
      return posted.parse(await this.#deps.call(() => this.#deps.rest.post(Routes.webhook(id, token), options), signal))
    })
  }

  async #edit(channelId: string, old: ChatPlace, body: DiscordChatPart, signal: AbortSignal): Promise<void> {
    await this.#deps.webhooks.use(channelId, signal, async ({ id, token }) => {
      const route = Routes.webhookMessage(id, token, old.messageId)
      const options = { body, query: queryOf(channelId, old), auth: false, signal }
      await this.#deps.call(() => this.#deps.rest.patch(route, options), signal)
    })
  }

  async #delete(channelId: string, old: ChatPlace, signal: AbortSignal): Promise<void> {
    try {
      await this.#deps.webhooks.use(channelId, signal, async ({ id, token }) => {
        const route = Routes.webhookMessage(id, token, old.messageId)
        const options = { query: queryOf(channelId, old), auth: false, signal }
        await this.#deps.call(() => this.#deps.rest.delete(route, options), signal)
      })
    } catch (error) {
      if (!(error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage)) throw error
    }
  }

  /** What this bot's webhook has posted there since the copy before this one, oldest first. */
  async #postedSince(post: ChatPost, place: Place, guildId: string, signal: AbortSignal): Promise<Posted[]> {
    const after = post.after ?? '0'
    const threads = place.isForum ? await this.#newThreads(place.channelId, guildId, after, signal) : []
    const webhook = await this.#deps.webhooks.use(place.channelId, signal, async ({ id }) => id)
    const found: Posted[] = []
    for (const channelId of place.isForum ? threads : [place.threadId ?? place.channelId]) {
      const query = new URLSearchParams({ after, limit: String(LOOK_BACK) })
      const answer = await this.#deps.call(
        () => this.#deps.rest.get(Routes.channelMessages(channelId), { query, signal }),
        signal,
      )
      found.push(...z.array(posted).parse(answer))
    }
    return found
      .filter(({ webhook_id, author }) => webhook_id === webhook && author.username === usernameOf(post))
      .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
  }

  async #newThreads(forumId: string, guildId: string, after: string, signal: AbortSignal): Promise<string[]> {
    const { threads } = activeThreads.parse(
      await this.#deps.call(() => this.#deps.rest.get(Routes.guildActiveThreads(guildId), { signal }), signal),
    )
    return threads
      .filter(({ id, parent_id }) => parent_id === forumId && BigInt(id) > BigInt(after))
      .map(({ id }) => id)
  }

  async #fileOf({ id, name, type }: ChatPost['files'][number]) {
    return { name, contentType: type, data: await this.#deps.files.read(id) }
  }
}

function queryOf(channelId: string, { channelId: at }: ChatPlace): URLSearchParams {
  return new URLSearchParams(at === channelId ? {} : { thread_id: at })
}
