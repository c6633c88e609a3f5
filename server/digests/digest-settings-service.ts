import { alertSettings } from '../../shared/alerts.ts'
import {
  DIGEST_WAYS,
  type DigestInput,
  type DigestKind,
  type DigestSettings,
  type DigestWay,
} from '../../shared/digests.ts'
import type { Member } from '../../shared/members.ts'
import { profileInput } from '../../shared/profiles.ts'
import type { PlatformLinkService } from '../bot-gateway/platform-link-service.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import { type DigestPlan, planOf, putPlan, recount, rowOf } from './digest-plans.ts'

export interface DigestSettingsServiceDeps {
  queries: Queries
  members: MemberService
  profiles: ProfileService
  links: PlatformLinkService
  /** Whether there is a mail server. */
  sendsMail: boolean
  now: () => number
}

/** Which notifications a section of the digest holds, so that they do not come as messages of their own. */
const HELD: Record<string, DigestKind> = {
  mention: 'mentions',
  reply: 'mentions',
  due: 'due',
  overdue: 'due',
  announcement: 'announcements',
}

/** What each member wants of a digest. */
export class DigestSettingsService {
  readonly #deps: DigestSettingsServiceDeps

  constructor(deps: DigestSettingsServiceDeps) {
    this.#deps = deps
  }

  async plan(member: Pick<Member, 'id' | 'communityId'>): Promise<DigestPlan> {
    const { queries, profiles } = this.#deps
    const row = await rowOf(queries, member.id)
    return planOf({ memberId: member.id, communityId: member.communityId }, await profiles.get(member.id), row)
  }

  async get(member: Member): Promise<DigestSettings> {
    const { kinds, ways: chosen, times, nextAt, problem } = await this.plan(member)
    const ways = await this.#waysOf(member)
    return {
      kinds,
      by: DIGEST_WAYS.find((way) => chosen[0] === way) ?? ways[0] ?? 'mail',
      hour: times.digestHour,
      day: times.digestDay,
      timeZone: times.timeZone,
      nextAt,
      problem,
      ways,
    }
  }

  /** Hour, day and whether gigs are in it are kept with the alerts. @param timeZone - for who has no profile yet. */
  async save(member: Member, input: DigestInput, timeZone = 'UTC'): Promise<DigestSettings> {
    const { queries, profiles, now } = this.#deps
    const before = await this.plan(member)
    const known = await profiles.get(member.id)
    const { kinds, by, hour, day } = input
    const profile = profileInput.parse(known ?? { timeZone })
    const alerts = {
      ...profile.alerts,
      // Who has made no profile has asked for no gigs.
      ...(known === undefined ? { enabled: false } : {}),
      ...gigsAfter(before.kinds, kinds),
      digestHour: hour,
      digestDay: day,
    }
    await profiles.save(member, { ...profile, alerts: alertSettings.parse(alerts) })
    const since = Object.fromEntries(
      kinds.map((kind) => [kind, before.kinds.includes(kind) ? (before.since[kind] ?? now()) : now()]),
    )
    const after = await this.plan(member)
    await putPlan(queries, { ...after, kinds, since, problem: null }, by, now())
    return await this.get(member)
  }

  /** No digest from now on; gigs that were in it do not come one by one instead. */
  async stop(member: Member): Promise<DigestSettings> {
    const { by, hour, day, timeZone } = await this.get(member)
    return await this.save(member, { kinds: [], by, hour, day }, timeZone)
  }

  /** After something else has changed the profile: counts the next time anew where that needs it. */
  async follow(memberId: string): Promise<void> {
    const { queries, members, now } = this.#deps
    const member = await members.get(memberId)
    if (member === undefined) return
    const row = await rowOf(queries, memberId)
    const plan = await this.plan(member)
    if (row === undefined && plan.kinds.length === 0) return
    await recount(queries, plan, now())
  }

  /** Whether a notification of this kind comes with the member's digest, and not by itself. */
  async holds(queries: Queries, memberId: string, kind: string): Promise<boolean> {
    const section = HELD[kind]
    if (section === undefined) return false
    const row = await rowOf(queries, memberId)
    return row !== undefined && (JSON.parse(row.kinds) as string[]).includes(section)
  }

  /** The members of a community whose announcements come with their digest. */
  async withAnnouncements(queries: Queries, communityId: string): Promise<ReadonlySet<string>> {
    const rows = await queries
      .selectFrom('digests')
      .select('member_id')
      .where('community_id', '=', communityId)
      .where('kinds', 'like', '%"announcements"%')
      .execute()
    return new Set(rows.map((row) => row.member_id))
  }

  async #waysOf(member: Member): Promise<DigestWay[]> {
    const { members, links, sendsMail } = this.#deps
    const accountId = await members.accountOf(member.id)
    const linked = accountId === undefined ? [] : (await links.linksOf(accountId)).map(({ platform }) => platform)
    return DIGEST_WAYS.filter((way) => (way === 'mail' ? sendsMail : linked.includes(way)))
  }
}

/** Taken out of a digest that goes on, gigs come one by one again; with the whole digest they stop. */
function gigsAfter(before: readonly DigestKind[], after: readonly DigestKind[]) {
  if (after.includes('gigs')) return { enabled: true, mode: 'digest' as const }
  if (!before.includes('gigs')) return {}
  return after.length === 0 ? { enabled: false, mode: 'digest' as const } : { mode: 'instant' as const }
}
