import type { Gig } from '../../../shared/gigs.ts'
import type { MemberService } from '../../members/member-service.ts'
import type { Queries } from '../../platform/database.ts'
import type { Live } from '../../platform/live/live-hub.ts'
import type { Metrics } from '../../platform/metrics.ts'
import { type GigAccess, isTakeable } from '../early-access/gig-access.ts'
import { inputsOf } from '../fairness/score-log.ts'
import type { GigStore } from '../gig-store.ts'
import type { MemberMatches, Suited } from '../member-matches.ts'
import type { MeaningIndex } from '../meaning/meaning-index.ts'
import type { AlertService } from './alert-service.ts'

/** An older post is no news: a new feed brings its whole history at once. */
const ALERT_WITHIN_MS = 3 * 86_400_000
/** So long alerts wait for a model; then they go by the rules. */
const WAIT_MS = 2 * 60_000
const WAITING_AT_ONCE = 100

export interface GigNewsDeps {
  queries: Queries
  store: GigStore
  matches: MemberMatches
  meanings: Pick<MeaningIndex, 'isKnown'>
  members: MemberService
  access: GigAccess
  live: Live
  /** Sends an alert or keeps it for later, in the transaction that caused it. */
  planAlert: AlertService['plan']
  metrics: Metrics
  now: () => number
}

/** Who is to hear of a gig; `waits`: that is not known before a model has said what it means. */
export interface News {
  found: readonly Suited[]
  waits: boolean
  communityName: string
  /** Who was told of it before. */
  told: ReadonlySet<string>
}

export function isNews(since: number, now: number): boolean {
  return now - since <= ALERT_WITHIN_MS
}

const NONE: News = { found: [], waits: false, communityName: '', told: new Set() }

/** Whom a new gig is told to, with the score that its page shows. */
export class GigNews {
  readonly #deps: GigNewsDeps

  constructor(deps: GigNewsDeps) {
    this.#deps = deps
  }

  /** Before the transaction that stores the gig, which must be in the index by then. `since`: when it became news. */
  async of(gig: Gig, since: number, audience: ReadonlySet<string> | undefined): Promise<News> {
    const { meanings, now } = this.#deps
    if (!isTakeable(gig) || !isNews(since, now())) return NONE
    return meanings.isKnown(gig) ? await this.#find(gig, audience) : { ...NONE, waits: true }
  }

  /** In that transaction. */
  async plan(queries: Queries, gig: Gig, news: News): Promise<void> {
    if (news.waits) {
      const row = { gig_id: gig.id, due_at: this.#deps.now() + WAIT_MS }
      await queries
        .insertInto('gig_alerts_to_come')
        .values(row)
        .onConflict((conflict) => conflict.column('gig_id').doNothing())
        .execute()
    }
    for (const one of news.found) await this.#alert(queries, gig, one, news.communityName)
  }

  /** After it. */
  tell(gig: Gig, { found, told }: News): void {
    for (const one of found) {
      // What was changed, or read anew, is no second piece of news.
      if (!told.has(one.person.memberId)) {
        this.#deps.live.toMember(one.person.memberId, 'gig:matched', this.#matched(gig, one))
      }
    }
  }

  /** Alerts that waited for a model: once it has answered, or has not for too long. */
  async sendWaiting(): Promise<void> {
    const { queries, store, meanings, access, now } = this.#deps
    const waiting = await queries
      .selectFrom('gig_alerts_to_come')
      .selectAll()
      .orderBy('due_at')
      .limit(WAITING_AT_ONCE)
      .execute()
    for (const { gig_id: gigId, due_at: dueAt } of waiting) {
      const gig = await store.get(gigId)
      if (gig === undefined || (dueAt > now() && isTakeable(gig) && !meanings.isKnown(gig))) continue
      const news = isTakeable(gig) ? await this.#find(gig, await access.audienceOf(gig)) : NONE
      const isMine = await queries.transaction().execute(async (transaction) => {
        const taken = await transaction.deleteFrom('gig_alerts_to_come').where('gig_id', '=', gigId).executeTakeFirst()
        // Another process may be at it as well.
        if (taken.numDeletedRows === 0n) return false
        await this.plan(transaction, gig, news)
        return true
      })
      if (isMine) this.tell(gig, news)
    }
  }

  async #find(gig: Gig, audience: ReadonlySet<string> | undefined): Promise<News> {
    const { matches, members, store, metrics } = this.#deps
    const { found, looked } = await matches.suited(gig, audience)
    metrics.matches.inc(looked)
    if (found.length === 0) return NONE
    const communityName = (await members.community(gig.communityId))?.name ?? ''
    return { found, waits: false, communityName, told: await store.matchedBefore(gig.id) }
  }

  async #alert(queries: Queries, gig: Gig, one: Suited, communityName: string): Promise<void> {
    const { person, match } = one
    const matched = this.#matched(gig, one)
    await this.#deps.store.recordMatch(queries, {
      gig_id: gig.id,
      member_id: person.memberId,
      community_id: gig.communityId,
      score: match.score,
      reasons: JSON.stringify(match.reasons),
      matcher_version: matched.matcherVersion,
      inputs: JSON.stringify(inputsOf(person, gig.parsed)),
      matched_at: matched.matchedAt,
    })
    const { memberId, communityId, updatedAt } = person
    await this.#deps.planAlert(queries, matched, { ...person.profile, memberId, communityId, updatedAt }, communityName)
  }

  #matched(gig: Gig, { person, match }: Suited) {
    const matcherVersion = this.#deps.matches.versionOf(gig.communityId, match)
    return { gig, memberId: person.memberId, ...match, matcherVersion, matchedAt: this.#deps.now(), feedback: null }
  }
}
