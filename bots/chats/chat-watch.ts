import type { ChatChannel, WatchedChannel } from '../../shared/bot-chats.ts'
import type { BotLog } from '../bot-log.ts'
import type { HubRequests } from '../hub-requests.ts'
import { ChatFeed } from './chat-feed.ts'
import type { ChatFiles } from './chat-files.ts'
import type { ChatPlatform, Heard } from './chat-platform.ts'

const ASK_AGAIN_MS = 5_000

export interface ChatWatchDeps {
  hub: HubRequests
  files: ChatFiles
  log: BotLog
}

/** The channels that the hub wants to hear of. */
export class ChatWatch {
  readonly #deps: ChatWatchDeps
  readonly #feeds = new Map<string, ChatFeed>()
  readonly #checking = new Set<string>()
  #platform: ChatPlatform | undefined
  #answersFlags = false
  #askAgain: NodeJS.Timeout | undefined
  #isOver = false

  constructor(deps: ChatWatchDeps) {
    this.#deps = deps
  }

  open(platform: ChatPlatform): void {
    this.#platform = platform
  }

  get answersFlags(): boolean {
    return this.#answersFlags
  }

  isWatched(channel: ChatChannel): boolean {
    return this.#feeds.has(keyOf(channel))
  }

  /** As `ChatPlatform.deafIn`. */
  async deafIn(channel: ChatChannel): Promise<string | null> {
    return (await this.#platform?.deafIn(channel)) ?? null
  }

  /** What speaks against that this person links the channel, in words; null: nothing. @throws what the platform answers. */
  async problemWith(channel: ChatChannel, personId: string): Promise<string | null> {
    return (await this.#platform?.mayLink(channel, personId))?.problem ?? null
  }

  /** Left out where nobody listens. */
  hear(channel: ChatChannel, heard: Heard): void {
    this.#feeds.get(keyOf(channel))?.hear(heard)
  }

  /** Asks the hub which channels it wants now. */
  refresh(): void {
    clearTimeout(this.#askAgain)
    this.#refresh().catch((error: unknown) => {
      this.#deps.log.debug({ err: error }, 'channels to watch not known')
      if (!this.#isOver) this.#askAgain = setTimeout(() => this.refresh(), ASK_AGAIN_MS)
    })
  }

  /** The hub or the platform was away. */
  catchUp(): void {
    for (const feed of this.#feeds.values()) feed.catchUp()
  }

  async close(): Promise<void> {
    this.#isOver = true
    clearTimeout(this.#askAgain)
    await Promise.all([...this.#feeds.values()].map((feed) => feed.close()))
  }

  async #refresh(): Promise<void> {
    const platform = this.#platform
    if (platform === undefined) return
    const { hub, files, log } = this.#deps
    const { channels, flags } = await hub.request('chats:watch', {})
    if (this.#isOver) return
    this.#answersFlags = flags
    platform.listen(channels.length > 0)
    const wanted = new Map(
      channels.filter(({ askedBy }) => askedBy === null).map((channel) => [keyOf(channel), channel]),
    )
    for (const [key, feed] of this.#feeds) {
      if (wanted.has(key)) continue
      this.#feeds.delete(key)
      void feed.close()
    }
    for (const [key, { workspaceId, channelId }] of wanted) {
      if (this.#feeds.has(key)) continue
      const feed = new ChatFeed({ workspaceId, channelId }, { hub, platform, files, log })
      this.#feeds.set(key, feed)
      feed.catchUp()
    }
    for (const channel of channels) if (channel.askedBy !== null) void this.#check(platform, channel, channel.askedBy)
  }

  async #check(platform: ChatPlatform, { workspaceId, channelId }: WatchedChannel, askedBy: string): Promise<void> {
    const channel = { workspaceId, channelId }
    const key = `${keyOf(channel)} ${askedBy}`
    if (this.#checking.has(key)) return
    this.#checking.add(key)
    try {
      const found = await platform.mayLink(channel, askedBy)
      await this.#deps.hub.request('chats:checked', { channel, askedBy, ...found })
    } catch (error) {
      // It is asked for again with the next look.
      this.#deps.log.debug({ err: error, channelId }, 'not found out whether a channel may be linked')
      if (!this.#isOver) this.#askAgain = setTimeout(() => this.refresh(), ASK_AGAIN_MS)
    } finally {
      this.#checking.delete(key)
    }
  }
}

function keyOf({ workspaceId, channelId }: ChatChannel): string {
  return `${workspaceId} ${channelId}`
}
