import type { DeliveryContent, DigestMessage } from '../../shared/deliveries.ts'
import type { DigestKind } from '../../shared/digests.ts'
import type { Member } from '../../shared/members.ts'
import { MAIL } from '../platform/mail/mail-platform.ts'
import type { Personal } from '../deliveries/alert-delivery.ts'
import type { NewDelivery } from '../deliveries/delivery-rows.ts'
import type { AlertService, GigsForDigest } from '../gigs/alerts/alert-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { digestMail, digestPages, type DigestSection } from './digest-pages.ts'
import { basisOf, type DigestPlan } from './digest-plans.ts'
import type { DigestSettingsService } from './digest-settings-service.ts'
import type { DigestSources } from './digest-sources.ts'
import { nextDigestAt, quietUntil } from './digest-times.ts'

const AT_ONCE = 100
const EXPIRES_MS = 24 * 3_600_000
/** A digest that is so late was held up, and may come into hours in which nothing may. */
const LATE_MS = 10 * 60_000

export interface DigestServiceDeps {
  queries: Queries
  settings: DigestSettingsService
  sources: DigestSources
  alerts: AlertService
  members: MemberService
  /** To the first of the ways that can be reached, in the transaction that causes it. @returns false when none can. */
  tell: (queries: Queries, message: Personal) => Promise<boolean>
  enqueue: (queries: Queries, delivery: NewDelivery) => Promise<boolean>
  sendsMail: boolean
  nudgeSoon: () => void
  publicUrl: () => string
  log: Log
  now: () => number
}

/** Sends each member what came together since the last time, at their hour. */
export class DigestService {
  readonly #deps: DigestServiceDeps

  constructor(deps: DigestServiceDeps) {
    this.#deps = deps
  }

  /** Also what became due while no hub ran. One that fails holds up no other. */
  async look(): Promise<void> {
    const { queries, members, log, now } = this.#deps
    const due = await queries
      .selectFrom('digests')
      .select('member_id')
      .where('next_at', '<=', now())
      .orderBy('next_at')
      .limit(AT_ONCE)
      .execute()
    for (const { member_id: memberId } of due) {
      try {
        const member = await members.get(memberId)
        if (member !== undefined) await this.#send(member)
      } catch (error) {
        log.error({ err: error, memberId }, 'digest not sent')
      }
    }
  }

  /** Profiles that asked for a digest of gigs before there were others. */
  async takeOver(): Promise<void> {
    const { queries, settings } = this.#deps
    const rows = await queries
      .selectFrom('profiles')
      .leftJoin('digests', 'digests.member_id', 'profiles.member_id')
      .select('profiles.member_id')
      .where('digests.member_id', 'is', null)
      .where('data', 'like', '%"mode":"digest"%')
      .execute()
    for (const { member_id: memberId } of rows) await settings.follow(memberId)
  }

  async #send(member: Member): Promise<void> {
    const { queries, settings, alerts, now } = this.#deps
    const plan = await settings.plan(member)
    const { nextAt } = plan
    if (nextAt === null) return
    // Another process changed the settings, and its news of it was lost.
    if (plan.basis !== basisOf(plan)) return await settings.follow(member.id)
    const at = now()
    const waitUntil = at - nextAt > LATE_MS ? quietUntil(plan.times, at) : undefined
    if (waitUntil !== undefined) return void (await this.#claim(queries, plan, nextAt, { next_at: waitUntil }))
    const next = nextDigestAt(plan.times, at) ?? null
    const communityName = (await this.#deps.members.community(member.communityId))?.name ?? ''
    const gigs = plan.kinds.includes('gigs') ? await alerts.forDigest(member) : undefined
    const others = await this.#sections(member, plan, at)
    await queries.transaction().execute(async (transaction) => {
      // Whoever is first sends it: with the time, all that was due until then is taken.
      const since = JSON.stringify(Object.fromEntries(plan.kinds.map((kind) => [kind, at])))
      if (!(await this.#claim(transaction, plan, nextAt, { next_at: next, since }))) return
      const sections = await this.#withGigs(transaction, gigs, others, communityName)
      if (sections.length === 0) return
      const digest = { sections, communityName, language: plan.language }
      const isTold = await this.#deliver(transaction, plan, nextAt, digest)
      if (!isTold && gigs !== undefined) await alerts.dropFromDigest(transaction, gigs)
      const problem = isTold ? null : 'unreachable'
      await transaction.updateTable('digests').set({ problem }).where('member_id', '=', member.id).execute()
    })
    this.#deps.nudgeSoon()
  }

  async #claim(
    queries: Queries,
    { memberId }: DigestPlan,
    nextAt: number,
    change: { next_at: number | null; since?: string },
  ): Promise<boolean> {
    const { numUpdatedRows } = await queries
      .updateTable('digests')
      .set(change)
      .where('member_id', '=', memberId)
      .where('next_at', '=', nextAt)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }

  async #sections(member: Member, plan: DigestPlan, at: number): Promise<DigestSection[]> {
    const { sources } = this.#deps
    const { language, times } = plan
    const reader = { member, language, timeZone: times.timeZone, isWeekly: times.digestDay !== null }
    const span = (kind: DigestKind) => ({ since: plan.since[kind] ?? 0, until: at })
    const found: DigestSection[] = []
    if (plan.kinds.includes('announcements')) found.push(await sources.announcements(reader, span('announcements')))
    if (plan.kinds.includes('mentions')) found.push(await sources.mentions(reader, span('mentions')))
    if (plan.kinds.includes('due')) found.push(await sources.due(reader, at))
    return found.filter(({ entries }) => entries.length > 0)
  }

  async #withGigs(
    transaction: Queries,
    gigs: GigsForDigest | undefined,
    others: readonly DigestSection[],
    communityName: string,
  ): Promise<DigestSection[]> {
    if (gigs === undefined) return [...others]
    const { alerts, publicUrl } = this.#deps
    const { entries, more } = await alerts.takeForDigest(transaction, gigs, communityName)
    const section = { kind: 'gigs' as const, entries, more, url: `${publicUrl()}/gigs` }
    return entries.length === 0 ? [...others] : [section, ...others]
  }

  async #deliver(
    transaction: Queries,
    { communityId, memberId, ways }: DigestPlan,
    nextAt: number,
    digest: Parameters<typeof digestPages>[0],
  ): Promise<boolean> {
    const { tell, enqueue, sendsMail } = this.#deps
    const key = (page: number) => `digest:${memberId}:${nextAt}:${page}`
    if (ways[0] === MAIL) {
      const target = { kind: 'person', platform: MAIL, workspaceId: null, personId: memberId } as const
      const content: DeliveryContent = digestMail(digest)
      const mail = { communityId, memberId, target, content, dedupeKey: key(0), expiresInMs: EXPIRES_MS }
      return sendsMail && (await enqueue(transaction, mail))
    }
    const pages: readonly DigestMessage[] = digestPages(digest)
    for (const [index, content] of pages.entries()) {
      const message = { communityId, memberId, platforms: ways, content, dedupeKey: key(index) }
      if (!(await tell(transaction, message))) return false
    }
    return true
  }
}
