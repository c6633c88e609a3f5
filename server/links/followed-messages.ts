import type { ChatChannel, ChatMessage } from '../../shared/bot-chats.ts'
import { languageName } from '../../shared/translation-notes.ts'
import type { NewDelivery } from '../deliveries/delivery-rows.ts'
import type { DeliveryService } from '../deliveries/delivery-service.ts'
import { beat } from '../platform/beat.ts'
import type { Queries } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import type { Translator } from '../translation/translator.ts'
import type { ChatSettings } from './chat-settings.ts'
import { FOLLOWED_FOR_MS, type FollowedChannels } from './followed-channels.ts'
import type { LinkTables } from './link-tables.ts'

export interface FollowedMessagesDeps {
  queries: Queries
  settings: ChatSettings
  followed: FollowedChannels
  deliveries: DeliveryService
  translator: Translator
  nudgeSoon: () => void
  log: Log
  now: () => number
}

type Task = LinkTables['followed_messages']
type Place = Pick<Task, 'platform' | 'workspace_id' | 'channel_id'>

/** What happened in another process, and what failed, is seen by then. */
const EVERY_MS = 2_000
const MOST_WAITING = 10_000
/** Side by side; those of one channel come in order. */
const CHANNELS_AT_ONCE = 4
/** Renewed with each beat while an engine works: one whose process was killed is soon taken by another. */
const CLAIM_MS = 6_000

/**
 * Messages of channels that somebody has translated for themselves. A bot is answered when they are stored; they are
 * translated after, and forgotten in the transaction that puts them into the outbox: a stop loses none, and sends none twice.
 */
export class FollowedMessages {
  readonly #deps: FollowedMessagesDeps
  readonly #busy = new Map<string, Promise<void>>()
  #stop: (() => void) | undefined
  #looking: Promise<void> | undefined
  #isStale = false

  constructor(deps: FollowedMessagesDeps) {
    this.#deps = deps
  }

  /** Told twice, a message is translated and sent once. */
  async add(platform: string, channel: ChatChannel, message: ChatMessage): Promise<void> {
    const { queries, followed, now } = this.#deps
    if (message.markdown.trim() === '' || (await followed.followers(platform, channel)).length === 0) return
    const { waiting } = await queries
      .selectFrom('followed_messages')
      .select((eb) => eb.fn.countAll<number>().as('waiting'))
      .executeTakeFirstOrThrow()
    if (waiting >= MOST_WAITING) {
      this.#deps.log.warn({ platform, waiting }, 'a message is not translated for followers: too many wait')
      return
    }
    await queries
      .insertInto('followed_messages')
      .values({
        platform,
        workspace_id: channel.workspaceId,
        channel_id: channel.channelId,
        message_id: message.messageId,
        message: JSON.stringify(message),
        told_at: now(),
        claimed_until: 0,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    this.#look()
  }

  /** From now on this process translates them. */
  start(): void {
    this.#stop = beat(EVERY_MS, () => this.#look())
    this.#look()
  }

  /** What has been begun is finished. */
  async close(): Promise<void> {
    this.#stop?.()
    this.#stop = undefined
    await this.#looking
    await Promise.all(this.#busy.values())
  }

  #look(): void {
    if (this.#stop === undefined) return
    this.#isStale = true
    this.#looking ??= this.#lookUp()
      .catch((error: unknown) => this.#deps.log.warn({ err: error }, 'messages for followers not looked up'))
      .finally(() => (this.#looking = undefined))
  }

  async #lookUp(): Promise<void> {
    while (this.#isStale && this.#stop !== undefined) {
      this.#isStale = false
      const places = await this.#deps.queries
        .selectFrom('followed_messages')
        .select(['platform', 'workspace_id', 'channel_id'])
        .where('claimed_until', '<', this.#deps.now())
        .groupBy(['platform', 'workspace_id', 'channel_id'])
        .orderBy((eb) => eb.fn.min('told_at'))
        .limit(CHANNELS_AT_ONCE * 2)
        .execute()
      for (const place of places) this.#begin(place)
    }
  }

  #begin(place: Place): void {
    const key = `${place.platform} ${place.workspace_id} ${place.channel_id}`
    if (this.#busy.has(key) || this.#busy.size >= CHANNELS_AT_ONCE) return
    const work = this.#translateAll(place)
      .catch((error: unknown) => this.#deps.log.warn({ err: error }, 'message not translated for followers'))
      .finally(() => {
        this.#busy.delete(key)
        this.#look()
      })
    this.#busy.set(key, work)
  }

  async #translateAll(place: Place): Promise<void> {
    while (this.#stop !== undefined) {
      const task = await this.#claim(place)
      if (task === undefined) return
      await this.#translate(task)
    }
  }

  /** The oldest of a channel, unless another process works at one of it. */
  async #claim(place: Place): Promise<Task | undefined> {
    const { queries, now } = this.#deps
    const task = await queries
      .selectFrom('followed_messages')
      .selectAll()
      .where((where) => where.and({ ...place }))
      .orderBy('told_at')
      .orderBy('message_id')
      .executeTakeFirst()
    if (task === undefined) return undefined
    const claimed = await queries
      .updateTable('followed_messages')
      .set({ claimed_until: now() + CLAIM_MS })
      .where((where) => where.and({ ...place, message_id: task.message_id }))
      .where('claimed_until', '<', now())
      .executeTakeFirst()
    return Number(claimed.numUpdatedRows) === 0 ? undefined : task
  }

  async #translate(task: Task): Promise<void> {
    const { queries, deliveries, nudgeSoon, now } = this.#deps
    const stop = beat(EVERY_MS, () => void this.#renew(task))
    const isOld = task.told_at < now() - FOLLOWED_FOR_MS
    const found = await (isOld ? Promise.resolve([]) : this.#directMessages(task)).finally(stop)
    await queries.transaction().execute(async (transaction) => {
      for (const delivery of found) await deliveries.enqueue(transaction, delivery)
      await transaction
        .deleteFrom('followed_messages')
        .where((where) => where.and(keyOf(task)))
        .execute()
    })
    if (found.length > 0) nudgeSoon()
  }

  async #renew(task: Task): Promise<void> {
    await this.#deps.queries
      .updateTable('followed_messages')
      .set({ claimed_until: this.#deps.now() + CLAIM_MS })
      .where((where) => where.and(keyOf(task)))
      .execute()
      .catch((error: unknown) => this.#deps.log.warn({ err: error }, 'claim on a followed message not renewed'))
  }

  async #directMessages({ platform, ...task }: Task): Promise<NewDelivery[]> {
    const { settings, followed, translator } = this.#deps
    const channel = { workspaceId: task.workspace_id, channelId: task.channel_id }
    const message = JSON.parse(task.message) as ChatMessage
    const { personId: author, name } = message.author
    const followers = (await followed.members(platform, channel)).filter(({ person_id }) => person_id !== author)
    if (followers.length === 0 || (await settings.isOptedOut(platform, channel.workspaceId, author))) return []
    const url = urlOf(platform, channel, message)
    const found: NewDelivery[] = []
    for (const communityId of new Set(followers.map(({ community_id }) => community_id))) {
      const here = followers.filter(({ community_id }) => community_id === communityId)
      const languages = [...new Set(here.map(({ language }) => language))]
      const source = { communityId, text: message.markdown, markup: 'markdown', purpose: 'follow' } as const
      const translations = await translator.translateTo({ ...source, authorId: `${platform}:${author}` }, languages)
      for (const { person_id: personId, member_id: memberId, language } of here) {
        const translation = translations[languages.indexOf(language)]
        if (translation?.state !== 'translated') continue
        const pair = `${languageName(translation.from, language)} → ${languageName(language, language)}`
        found.push({
          communityId,
          memberId,
          target: { kind: 'person', platform, workspaceId: channel.workspaceId, personId },
          content: { type: 'text', markdown: `**${name}** · [${pair}](${url})\n${translation.text}` },
          dedupeKey: `follow:${platform}:${channel.channelId}:${message.messageId}:${personId}`,
          expiresInMs: FOLLOWED_FOR_MS,
        })
      }
    }
    return found
  }
}

function keyOf({ platform, workspace_id, channel_id, message_id }: Task) {
  return { platform, workspace_id, channel_id, message_id }
}

/** Where the original stands. */
function urlOf(platform: string, { workspaceId, channelId }: ChatChannel, { messageId, placeId }: ChatMessage): string {
  return platform === 'discord'
    ? `https://discord.com/channels/${workspaceId}/${placeId}/${messageId}`
    : `https://app.slack.com/client/${workspaceId}/${channelId}`
}
