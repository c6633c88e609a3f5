import { beat } from '../../platform/beat.ts'
import { FetchRefused, type GuardedFetch, type GuardedResponse } from '../../platform/http/guarded-fetch.ts'
import type { Log } from '../../platform/log.ts'
import type { GigIngest } from '../gig-ingest.ts'
import { FeedError, type FeedPage } from './feed-item.ts'
import type { FeedSource } from './feed-kinds.ts'
import type { FeedRow, FeedStore, PollOutcome } from './feed-store.ts'

const TIMEOUT_MS = 20_000
const MAX_BYTES = 16 * 1024 * 1024
const MINUTE_MS = 60_000
const LONGEST_BACKOFF_MINUTES = 24 * 60
/** Feeds that are asked at once; of one host, one after the other. */
const AT_ONCE = 4
const LOOK_EVERY_MS = 1_000
const CLOSE_EVERY_MS = MINUTE_MS

export interface FeedPollerDeps {
  store: FeedStore
  ingest: GigIngest
  fetch: GuardedFetch
  log: Log
  now: () => number
  random: () => number
}

/** Asks feeds when they are due, one process at a time for each, politely, and keeps how they are. */
export class FeedPoller {
  readonly #deps: FeedPollerDeps
  readonly #hosts = new Map<string, Promise<unknown>>()
  readonly #beats: (() => void)[] = []
  #looking: Promise<void> | undefined
  #closed = false

  constructor(deps: FeedPollerDeps) {
    this.#deps = deps
  }

  start(): void {
    const look = () => void (this.#looking ??= this.#look().finally(() => (this.#looking = undefined)))
    this.#beats.push(
      beat(LOOK_EVERY_MS, look),
      beat(CLOSE_EVERY_MS, () => void this.#closePast()),
    )
  }

  /** Lets a poll that is under way end. */
  async close(): Promise<void> {
    this.#closed = true
    for (const stop of this.#beats) stop()
    await this.#looking
  }

  /** Asks a feed now; what it brought, or why not, is in its row afterwards. */
  async poll(feed: FeedRow): Promise<void> {
    const host = new URL(feed.url).host
    const before = this.#hosts.get(host) ?? Promise.resolve()
    const mine = before.then(() => this.#pollOnce(feed))
    this.#hosts.set(host, mine)
    await mine.finally(() => {
      if (this.#hosts.get(host) === mine) this.#hosts.delete(host)
    })
  }

  async #look(): Promise<void> {
    try {
      const due = await this.#deps.store.claimDue(this.#deps.now(), AT_ONCE)
      await Promise.all(due.map((feed) => this.poll(feed)))
    } catch (error) {
      this.#deps.log.error({ err: error }, 'feeds not looked at')
    }
  }

  async #closePast(): Promise<void> {
    try {
      await this.#deps.ingest.closePast()
    } catch (error) {
      this.#deps.log.error({ err: error }, 'gigs past their day not closed')
    }
  }

  async #pollOnce(feed: FeedRow): Promise<void> {
    if (this.#closed) return
    const outcome = await this.#ask(feed)
    await this.#deps.store.settle(feed.id, outcome, this.#deps.now())
  }

  async #ask(feed: FeedRow): Promise<PollOutcome> {
    const source = await sourceOf(feed)
    try {
      const response = await this.#deps.fetch(feed.url, {
        headers: conditional(feed),
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_BYTES,
      })
      if (response.status === 304)
        return { ok: true, nextPollAt: this.#nextAt(feed, source, undefined), page: undefined, validators: undefined }
      if (response.status !== 200)
        return this.#failed(feed, `the feed answered with status ${response.status}`, response)
      const page = source.read(response.body, this.#deps.now())
      await this.#take(feed, source, page)
      const validators = { etag: response.headers.get('etag'), lastModified: response.headers.get('last-modified') }
      return {
        ok: true,
        nextPollAt: this.#nextAt(feed, source, page.ttlMinutes),
        page: { seen: page.items.length, broken: page.broken },
        validators,
      }
    } catch (error) {
      const isExpected = error instanceof FetchRefused || error instanceof FeedError
      if (!isExpected) this.#deps.log.warn({ err: error, feedId: feed.id }, 'feed not read')
      return this.#failed(feed, error instanceof Error ? error.message : String(error), undefined)
    }
  }

  async #take(feed: FeedRow, { attribution }: FeedSource, page: FeedPage): Promise<void> {
    const source = { feedId: feed.id, name: attribution ?? feed.name, url: null }
    for (const item of page.items) {
      // Its terms want the source named with a link to the post itself.
      try {
        await this.#deps.ingest.take(feed.communityId, { ...item, source: { ...source, url: item.url } })
      } catch (error) {
        page.broken += 1
        this.#deps.log.warn({ err: error, feedId: feed.id, externalId: item.externalId }, 'item not taken in')
      }
    }
  }

  #nextAt(feed: FeedRow, { leastMinutes }: FeedSource, ttlMinutes: number | undefined): number {
    const minutes = Math.max(feed.intervalMinutes, leastMinutes, ttlMinutes ?? 0)
    return Math.round(this.#deps.now() + minutes * MINUTE_MS * (1 + this.#deps.random() / 10))
  }

  /** Doubles the wait with each failure in a row; a server that says when to come back is obeyed. */
  #failed(feed: FeedRow, error: string, response: GuardedResponse | undefined): PollOutcome {
    const minutes = Math.min(feed.intervalMinutes * 2 ** Math.min(feed.failures, 10), LONGEST_BACKOFF_MINUTES)
    const backoff = minutes * MINUTE_MS * (1 + this.#deps.random() / 10)
    const asked = retryAfterMs(response?.headers.get('retry-after') ?? null, this.#deps.now())
    return {
      ok: false,
      nextPollAt: Math.round(this.#deps.now() + Math.max(backoff, asked)),
      error: error.slice(0, 500),
    }
  }
}

/** Readers of HTML and XML take a while to load; a hub that starts has no feed to read yet. */
async function sourceOf({ kind }: FeedRow): Promise<FeedSource> {
  return (await import('./feed-kinds.ts')).FEED_SOURCES[kind]
}

function conditional({ etag, lastModified }: FeedRow): Record<string, string> {
  return {
    'user-agent': 'Guildhall/0.1 (feed reader)',
    accept:
      'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.9, */*;q=0.5',
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  }
}

/** Seconds or a date; 0 when it says nothing. At most a day: no header may silence a feed for good. */
function retryAfterMs(value: string | null, now: number): number {
  if (value === null) return 0
  const wait = /^\d+$/u.test(value) ? Number(value) * 1000 : Date.parse(value) - now
  return Number.isFinite(wait) ? Math.min(Math.max(0, wait), LONGEST_BACKOFF_MINUTES * MINUTE_MS) : 0
}
