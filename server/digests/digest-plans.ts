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

export function planOf(owner: { memberId: string; communityId: string }, profile: Profile | undefined, row?: Row): DigestPlan {
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

/** Counts the next time anew where the settings say something else than before. `by`: as it is stored. */
export async function putPlan(queries: Queries, plan: DigestPlan, by: DigestWay | null, now: number): Promise<void> {
  const basis = basisOf(plan)
  const isSame = basis === plan.basis
  const change = {
    kinds: JSON.stringify(plan.kinds.filter((kind) => kind !== 'gigs')),
    by,
    since: JSON.stringify(plan.since),
    basis,
    next_at: isSame ? plan.nextAt : plan.kinds.length === 0 ? null : (nextDigestAt(plan.times, now) ?? null),
    problem: plan.problem,
  }
  await queries
    .insertInto('digests')
    .values({ member_id: plan.memberId, community_id: plan.communityId, ...change })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet(change))
    .execute()
}
