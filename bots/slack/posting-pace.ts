import { waitUnless } from '../back-off.ts'

/** https://docs.slack.dev/apis/web-api/rate-limits: one message a second in a channel. */
const BETWEEN_POSTS_MS = 1_000
const MOST_CHANNELS = 10_000

/** Keeps posts to one channel apart, so that Slack need not refuse them. */
export class PostingPace {
  readonly #freeAt = new Map<string, number>()

  /** Resolves when it is this post's turn. @throws when the signal is aborted first. */
  async turn(channelId: string, signal: AbortSignal): Promise<void> {
    const now = performance.now()
    const at = Math.max(now, this.#freeAt.get(channelId) ?? 0)
    this.#forget(now)
    this.#freeAt.set(channelId, at + BETWEEN_POSTS_MS)
    if (at > now) await waitUnless(at - now, signal)
    signal.throwIfAborted()
  }

  #forget(now: number): void {
    if (this.#freeAt.size < MOST_CHANNELS) return
    for (const [channelId, at] of this.#freeAt) if (at <= now) this.#freeAt.delete(channelId)
  }
}
