import { DiscordAPIError, type REST, RESTJSONErrorCodes, Routes } from 'discord.js'
import { z } from 'zod'
import { type AnnouncementCard, type AnnouncementStep, threadName } from '../../shared/announcement-card.ts'
import type { DeliveryOutcome, LeasedDelivery } from '../../shared/bot-protocol.ts'
import type { DeliveryReceipt } from '../../shared/deliveries.ts'
import type { ChatFiles } from '../chats/chat-files.ts'
import { type DiscordMessage, NO_MENTIONS } from './discord-message.ts'
import { renderAnnouncement } from './render-message.ts'

const THREAD_EXISTS = 160_004
const ALREADY_CROSSPOSTED = 40_033
/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json: not on this type of channel, or of message. */
const NOT_HERE = new Set<number | string>([50_024, 50_068])

type Part = DeliveryReceipt['parts'][number]

const withId = z.object({ id: z.string() })
const withContent = z.object({ content: z.string() })
const activeThreads = z.object({
  threads: z.array(z.object({ id: z.string(), name: z.string(), parent_id: z.string().nullish() })),
})

export interface AnnouncementPosterDeps {
  rest: REST
  files: Pick<ChatFiles, 'readImage'>
  /** Calls again after a rate limit that is over soon. */
  call: <T>(call: () => Promise<T>, signal: AbortSignal) => Promise<T>
}

/** Lets an announcement stand in a channel, or as a post of a forum, with its images; changes it, and takes it away. */
export class AnnouncementPoster {
  readonly #deps: AnnouncementPosterDeps

  constructor(deps: AnnouncementPosterDeps) {
    this.#deps = deps
  }

  /** @param nonce - by which Discord knows a message again. @throws what Discord answers. */
  async post(
    { attempt, edits, target }: LeasedDelivery,
    card: AnnouncementCard,
    { channelId, nonce }: { channelId: string; nonce: string },
    signal: AbortSignal,
  ): Promise<DeliveryOutcome> {
    const message = renderAnnouncement(card)
    const [old] = edits?.parts ?? []
    if (message === undefined) {
      if (old !== undefined) await this.#takeAway(old, card, signal)
      return { status: 'sent', receipt: { parts: [] } }
    }
    const attachments = card.images.map(({ name, alt }, id) => ({ id, filename: name, description: alt }))
    const body = { ...message, attachments }
    if (old !== undefined) {
      await this.#change(old, card, body, signal)
      return { status: 'sent', receipt: { parts: [old] } }
    }
    if (!card.posting.isForum) {
      const options = { body: { ...body, nonce, enforce_nonce: true }, files: await this.#filesOf(card), signal }
      const { id } = withId.parse(await this.#call(Routes.channelMessages(channelId), options, signal))
      return { status: 'sent', receipt: { parts: [{ channelId, messageId: id }] } }
    }
    const before =
      attempt > 1 ? await this.#earlierPost(channelId, target.workspaceId, card, message, signal) : undefined
    const id = before ?? (await this.#beginPost(channelId, card, body, signal))
    // What begins a forum post has the id of its thread.
    return { status: 'sent', receipt: { parts: [{ channelId: id, messageId: id }] } }
  }

  /** Publishes a message to the servers that follow its channel, or opens a thread below it. @throws for what may pass. */
  async do({ step, place, title }: AnnouncementStep, signal: AbortSignal): Promise<DeliveryOutcome> {
    const { channelId, messageId } = place
    try {
      if (step === 'crosspost')
        await this.#call(Routes.channelMessageCrosspost(channelId, messageId), { signal }, signal)
      else await this.#call(Routes.threads(channelId, messageId), { body: { name: threadName(title) }, signal }, signal)
    } catch (error) {
      if (!(error instanceof DiscordAPIError) || error.status >= 500 || error.status === 401) throw error
      if (error.code !== ALREADY_CROSSPOSTED && error.code !== THREAD_EXISTS) return refusalOf(error)
    }
    return { status: 'sent', receipt: { parts: [place] } }
  }

  /** What is not said again, Discord keeps; an attachment that is not named again goes. */
  async #change(old: Part, card: AnnouncementCard, message: DiscordMessage, signal: AbortSignal): Promise<void> {
    const { rest, call } = this.#deps
    const body = { embeds: [], components: [], ...message, allowed_mentions: NO_MENTIONS }
    const files = await this.#filesOf(card)
    await call(() => rest.patch(Routes.channelMessage(old.channelId, old.messageId), { body, files, signal }), signal)
    if (!card.posting.isForum) return
    const name = { body: { name: threadName(card.title) }, signal }
    await this.#tolerant(() => call(() => rest.patch(Routes.channel(old.channelId), name), signal))
  }

  /** A post of a forum goes with its answers; who may not delete threads deletes at least what was said. */
  async #takeAway(old: Part, { posting }: AnnouncementCard, signal: AbortSignal): Promise<void> {
    const { rest, call } = this.#deps
    const remove = (route: `/${string}`) => call(() => rest.delete(route, { signal }), signal)
    if (posting.isForum && (await this.#tolerant(() => remove(Routes.channel(old.channelId))))) return
    await this.#tolerant(() => remove(Routes.channelMessage(old.channelId, old.messageId)), GONE)
  }

  async #beginPost(forumId: string, card: AnnouncementCard, message: object, signal: AbortSignal): Promise<string> {
    const body = { name: threadName(card.title), message }
    const files = await this.#filesOf(card)
    return withId.parse(await this.#call(Routes.threads(forumId), { body, files, signal }, signal)).id
  }

  /** Posts know no nonce: what an attempt whose answer was lost has begun is found by its name and its words. */
  async #earlierPost(
    forumId: string,
    guildId: string | null,
    { title }: AnnouncementCard,
    { content }: DiscordMessage,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { rest, call } = this.#deps
    const get = (route: `/${string}`) => call(() => rest.get(route, { signal }), signal)
    const { threads } = activeThreads.parse(await get(Routes.guildActiveThreads(guildId ?? '')))
    for (const { id, name, parent_id: parentId } of threads.toReversed()) {
      if (parentId !== forumId || name !== threadName(title)) continue
      const first = withContent.safeParse(await get(Routes.channelMessage(id, id)).catch(() => undefined))
      if (first.data?.content === content) return id
    }
    return undefined
  }

  async #filesOf({ images }: AnnouncementCard) {
    const read = async ({ id, name, type }: AnnouncementCard['images'][number]) => {
      return { name, contentType: type, data: await this.#deps.files.readImage(id) }
    }
    return await Promise.all(images.map(read))
  }

  /** @returns false where Discord did not let the bot, or there was nothing any more. */
  async #tolerant(work: () => Promise<unknown>, codes: ReadonlySet<number | string> = MAY_NOT): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      if (error instanceof DiscordAPIError && codes.has(error.code)) return false
      throw error
    }
  }

  async #call(route: `/${string}`, options: object, signal: AbortSignal): Promise<unknown> {
    return await this.#deps.call(() => this.#deps.rest.post(route, options), signal)
  }
}

const GONE = new Set<number | string>([RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel])
const MAY_NOT = new Set<number | string>([...GONE, RESTJSONErrorCodes.MissingPermissions])

/** About this step only: the channel itself is fine. */
function refusalOf({ code, message }: DiscordAPIError): DeliveryOutcome {
  const why = NOT_HERE.has(code) ? 'This is no announcement channel of Discord, so nobody can follow it.' : message
  return { status: 'refused', reason: 'invalid_message', message: why.slice(0, 500) }
}
