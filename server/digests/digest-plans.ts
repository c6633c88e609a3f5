import { z } from 'zod'
import { DIGEST_KINDS, digestKind, type DigestKind, type DigestWay, digestWay } from '../../shared/digests.ts'
import { type Profile, profileInput } from '../../shared/profiles.ts'
import type { Queries } from '../platform/database.ts'
import type { DigestTables } from './digest-tables.ts'
import { type DigestTimes, nextDigestAt } from './digest-times.ts'

type Row = DigestTables['digests']

/** What holds for a member: what is stored here, with what the alerts of the profile say of gigs, hour and day. */
export interface DigestPlan {
  memberId: string
  communityId: string
  kinds: DigestKind[]
  /** The ways that may be tried, in their order. */
  ways: string[]
  times: DigestTimes
  language: string
  since: Partial<Record<DigestKind, number>>
  nextAt: number | null
  /** From what `nextAt` was counted. */
  basis: string
  problem: 'unreachable' | null
}

const storedKinds = z.array(digestKind)
const storedSince = z.partialRecord(digestKind, z.number())

export function planOf(
  owner: { memberId: string; communityId: string },
  profile: Profile | undefined,
  row?: Row,
): DigestPlan {
  const { alerts, timeZone, languages } = profile ?? profileInput.parse({})
  const hasGigs = profile !== undefined && alerts.enabled && alerts.mode === 'digest'
  const stored = new Set<DigestKind>(row === undefined ? [] : storedKinds.parse(JSON.parse(row.kinds)))
  const by = digestWay.safeParse(row?.by).data
  const { digestHour, digestDay, quietHours, daysOff, pausedUntil } = alerts
  return {
    memberId: owner.memberId,
    communityId: owner.communityId,
    kinds: DIGEST_KINDS.filter((kind) => (kind === 'gigs' ? hasGigs : stored.has(kind))),
    ways: by === undefined ? [...alerts.platforms] : [by],
    times: { digestHour, digestDay, quietHours, daysOff, pausedUntil, timeZone },
    language: languages[0] ?? 'en',
    since: row === undefined ? {} : storedSince.parse(JSON.parse(row.since)),
    nextAt: row?.next_at ?? null,
    basis: row?.basis ?? '',
    problem: row?.problem === 'unreachable' ? 'unreachable' : null,
  }
}

/** What `nextAt` is counted from. */
export function basisOf({ times, kinds }: DigestPlan): string {
  return JSON.stringify(kinds.length === 0 ? null : times)
}

export async function rowOf(queries: Queries, memberId: string): Promise<Row | undefined> {
  return await queries.selectFrom('digests').selectAll().where('member_id', '=', memberId).executeTakeFirst()
}

function counted(plan: DigestPlan, now: number): { basis: string; next_at: number | null } {
  const basis = basisOf(plan)
  if (basis === plan.basis) return { basis, next_at: plan.nextAt }
  return { basis, next_at: plan.kinds.length === 0 ? null : (nextDigestAt(plan.times, now) ?? null) }
}

/** Stores it; the next time is counted anew where the settings say something else than before. `by`: as it is chosen. */
export async function putPlan(queries: Queries, plan: DigestPlan, by: DigestWay | null, now: number): Promise<void> {
  const change = {
    kinds: storedOf(plan),
    by,
    since: JSON.stringify(plan.since),
    ...counted(plan, now),
    problem: plan.problem,
  }
  await queries
    .insertInto('digests')
    .values({ member_id: plan.memberId, community_id: plan.communityId, ...change })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet(change))
    .execute()
}

/** Counts the next time anew after the profile has changed, and touches no choice: one that was just made is newer. */
export async function recount(queries: Queries, plan: DigestPlan, now: number): Promise<void> {
  const { memberId, communityId } = plan
  const next = counted(plan, now)
  const fresh = { kinds: storedOf(plan), by: null, since: JSON.stringify(plan.since), problem: null }
  await queries
    .insertInto('digests')
    .values({ member_id: memberId, community_id: communityId, ...fresh, ...next })
    .onConflict((conflict) => conflict.column('member_id').doNothing())
    .execute()
  await queries
    .updateTable('digests')
    .set(next)
    .where('member_id', '=', memberId)
    .where('kinds', '=', fresh.kinds)
    .where('basis', '=', plan.basis)
    .execute()
}

function storedOf({ kinds }: DigestPlan): string {
  return JSON.stringify(kinds.filter((kind) => kind !== 'gigs'))
}
