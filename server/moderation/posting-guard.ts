import { HubError } from '../../shared/errors.ts'
import type { Queries } from '../platform/database.ts'
import { createLimiter, type Limiter } from '../platform/limiter.ts'
import { prepared } from '../platform/prepared.ts'
import type { RedisConnections } from '../platform/redis.ts'
import { findBlocked } from './blocked-words.ts'
import type { PostingLimits } from './posting-config.ts'

export interface Post {
  communityId: string
  /** Null: somebody on a chat platform, or who came by a share link. */
  memberId: string | null
  kind: 'message' | 'comment' | 'announcement' | 'event' | 'gig' | 'report'
  /** What it says. */
  text: string
  /** Absent: it is new. What is changed, or comes from a platform with limits of its own, does not count. */
  counts?: boolean
}

export interface PostingGuardDeps {
  queries: Queries
  redis: RedisConnections | undefined
  limits: PostingLimits
  now: () => number
}

const MINUTE = 60
const DAY = 86_400

/** What has a blocked word is not posted; gigs, announcements and events wait for a moderator instead, see `blockedIn`. */
const REFUSED = new Set<Post['kind']>(['message', 'comment'])

/** Whether a member may post now: not muted, not too fast, and without a word that is blocked. */
export class PostingGuard {
  readonly #deps: PostingGuardDeps
  readonly #limiters: Partial<Record<Post['kind'], Limiter>>

  constructor(deps: PostingGuardDeps) {
    this.#deps = deps
    const { limits, redis } = deps
    const limiter = (name: string, points: number, seconds: number) => createLimiter({ name, points, seconds, redis })
    this.#limiters = {
      message: limiter('messages', limits.messagesPerMinute, MINUTE),
      comment: limiter('comments', limits.commentsPerMinute, MINUTE),
      gig: limiter('gigs', limits.gigsPerDay, DAY),
      report: limiter('reports', limits.reportsPerDay, DAY),
    }
  }

  /** @throws HubError 'forbidden', 'rate_limited' or 'invalid_input', each with `refused` that says why. */
  async admit({ communityId, memberId, kind, text, counts = true }: Post): Promise<void> {
    if (memberId !== null && kind !== 'report') await this.#requireUnmuted(memberId)
    const word = REFUSED.has(kind) ? await this.blockedIn(communityId, [], text) : undefined
    if (word !== undefined) throw blockedWord(word)
    if (memberId === null || !counts) return
    const retryAfterMs = await this.#limiters[kind]?.take(memberId)
    if (retryAfterMs === undefined) return
    throw new HubError('rate_limited', `That was a lot at once. You can go on in ${inWords(retryAfterMs)}.`, {
      refused: { why: 'too_fast', retryAfterMs },
    })
  }

  /**
   * @param passed words that may stand there.
   * @returns the first blocked word of the community or of one of the niches that a text has.
   */
  async blockedIn(
    communityId: string,
    nicheIds: readonly string[],
    text: string,
    passed: readonly string[] = [],
  ): Promise<string | undefined> {
    const rows = await blockedWords(this.#deps.queries, { communityId, nicheIds: ['', ...nicheIds] })
    const words = rows.flatMap(({ words: ofOne }) => JSON.parse(ofOne) as string[])
    return findBlocked(
      text,
      words.filter((word) => !passed.includes(word)),
    )
  }

  async #requireUnmuted(memberId: string): Promise<void> {
    const { queries, now } = this.#deps
    const mute = await queries
      .selectFrom('moderation_decisions')
      .select('until')
      .where('member_id', '=', memberId)
      .where('action', '=', 'mute')
      .where('until', '>', now())
      .where('lifted_at', 'is', null)
      .orderBy('until', 'desc')
      .executeTakeFirst()
    if (mute?.until == null) return
    const { until } = mute
    throw new HubError('forbidden', `A moderator muted you until ${new Date(until).toISOString()}. You can appeal.`, {
      refused: { why: 'muted', until },
    })
  }
}

const blockedWords = prepared((queries: Queries, of: { communityId: string; nicheIds: readonly string[] }) =>
  queries
    .selectFrom('blocked_words')
    .select('words')
    .where('community_id', '=', of.communityId)
    .where('niche_id', 'in', of.nicheIds),
)

export function blockedWord(word: string): HubError {
  return new HubError('invalid_input', `“${word}” is a blocked word here. Say it without.`, {
    refused: { why: 'blocked_word', word },
  })
}

function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  if (seconds < 120) return seconds === 1 ? 'a second' : `${seconds} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`
}
