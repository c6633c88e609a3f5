import { type ChatChannel, type ChatEvent, MOST_CHAT_EVENTS } from '../../shared/bot-chats.ts'
import { HubError } from '../../shared/errors.ts'
import { BackOff } from '../back-off.ts'
import type { BotLog } from '../bot-log.ts'
import type { HubRequests } from '../hub-requests.ts'
import type { ChatFiles } from './chat-files.ts'
import type { ChatPlatform, Heard } from './chat-platform.ts'

const MOST_WAITING = 500
/** Characters of one request. */
const MOST_TOLD = 200_000

export interface ChatFeedDeps {
  hub: HubRequests
  platform: Pick<ChatPlatform, 'missed'>
  files: ChatFiles
  log: BotLog
}

/**
 * Tells the hub what happens in one channel, in order, each thing until the hub has stored it. What it has missed while
 * this bot or the hub was away is read from the platform first.
 */
export class ChatFeed {
  readonly #channel: ChatChannel
  readonly #deps: ChatFeedDeps
  readonly #stop = new AbortController()
  readonly #backOff = new BackOff(500, 30_000)
  #waiting: Heard[] = []
  #isCaughtUp = false
  #running: Promise<void> | undefined

  constructor(channel: ChatChannel, deps: ChatFeedDeps) {
    this.#channel = channel
    this.#deps = deps
  }

  hear(heard: Heard): void {
    if (this.#waiting.length >= MOST_WAITING) {
      // The platform keeps them too: from there they are read when the hub is back.
      this.#waiting = []
      this.#isCaughtUp = false
    }
    this.#waiting.push(heard)
    this.#run()
  }

  /** Something may have been missed. */
  catchUp(): void {
    this.#isCaughtUp = false
    this.#run()
  }

  async close(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  #run(): void {
    this.#running ??= this.#tellAll().finally(() => {
      this.#running = undefined
      if (this.#hasWork) this.#run()
    })
  }

  get #hasWork(): boolean {
    return !this.#stop.signal.aborted && (!this.#isCaughtUp || this.#waiting.length > 0)
  }

  async #tellAll(): Promise<void> {
    const { log } = this.#deps
    while (this.#hasWork) {
      try {
        if (this.#isCaughtUp) await this.#tellSome(this.#waiting)
        else await this.#tellMissed()
        this.#backOff.reset()
      } catch (error) {
        log.debug({ err: error, channelId: this.#channel.channelId }, 'hub not told of a conversation')
        await this.#backOff.wait(this.#stop.signal)
      }
    }
  }

  async #tellMissed(): Promise<void> {
    const channel = this.#channel
    this.#isCaughtUp = true
    try {
      const since = await this.#deps.hub.request('chats:resume', { channel })
      // What was written until now is read from the platform, as it reads by now.
      this.#waiting = this.#waiting.filter(({ event: { kind } }) => kind === 'deleted' || kind === 'reacted')
      const missed = await this.#deps.platform.missed(channel, since)
      while (missed.length > 0 && !this.#stop.signal.aborted) await this.#tellSome(missed)
    } catch (error) {
      this.#isCaughtUp = false
      throw error
    }
  }

  /** Takes out what the hub has by then. */
  async #tellSome(waiting: Heard[]): Promise<void> {
    const some = batchOf(waiting)
    const events: ChatEvent[] = []
    for (const { event, attachments } of some) {
      events.push(
        event.kind === 'posted' && attachments.length > 0
          ? { kind: 'posted', message: { ...event.message, ...(await this.#deps.files.take(this.#channel, event.message, attachments)) } }
          : event,
      )
    }
    try {
      await this.#deps.hub.request('chats:tell', { channel: this.#channel, events })
    } catch (error) {
      if (!(error instanceof HubError) || error.code !== 'invalid_input') throw error
      this.#deps.log.warn({ err: error, channelId: this.#channel.channelId }, 'part of a conversation not taken by the hub')
    }
    waiting.splice(0, some.length)
  }
}

function batchOf(waiting: readonly Heard[]): Heard[] {
  let characters = 0
  const some: Heard[] = []
  for (const heard of waiting.slice(0, MOST_CHAT_EVENTS)) {
    characters += 'message' in heard.event ? heard.event.message.markdown.length : 100
    if (some.length > 0 && characters > MOST_TOLD) break
    some.push(heard)
  }
  return some
}
