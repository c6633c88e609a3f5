import type { Queries } from '../../platform/database.ts'
import type { GigTables } from '../gig-tables.ts'

export interface PlannedAlert {
  gigId: string
  memberId: string
  communityId: string
  /** waiting: for its hour; digest: for the next digest; dropped: never sent, `why` says why. */
  state: 'waiting' | 'digest' | 'sent' | 'dropped'
  score: number
  /** When it goes out; null: it did, or never will. */
  dueAt: number | null
  why: string
  /** When this became of it. */
  at: number
}

const MAX_DUE = 500
/** So long after its hour no digest has taken it: it is decided on anew. */
const LEFT_BEHIND_MS = 2 * 3_600_000

/** What became of each alert: one row a gig and member. */
export class AlertStore {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  async get(gigId: string, memberId: string): Promise<PlannedAlert | undefined> {
    const row = await this.#queries
      .selectFrom('gig_alerts')
      .selectAll()
      .where('gig_id', '=', gigId)
      .where('member_id', '=', memberId)
      .executeTakeFirst()
    return row === undefined ? undefined : toAlert(row)
  }

  /** Whether it was sent or waits; what was dropped may be thought over when its gig changes. */
  async isPlanned(queries: Queries, gigId: string, memberId: string): Promise<boolean> {
    const row = await queries
      .selectFrom('gig_alerts')
      .select('state')
      .where('gig_id', '=', gigId)
      .where('member_id', '=', memberId)
      .where('state', '!=', 'dropped')
      .executeTakeFirst()
    return row !== undefined
  }

  /** Inserts or replaces. */
  async put(queries: Queries, alert: PlannedAlert): Promise<void> {
    const change = { state: alert.state, score: alert.score, due_at: alert.dueAt, why: alert.why, at: alert.at }
    await queries
      .insertInto('gig_alerts')
      .values({ gig_id: alert.gigId, member_id: alert.memberId, community_id: alert.communityId, ...change })
      .onConflict((conflict) => conflict.columns(['gig_id', 'member_id']).doUpdateSet(change))
      .execute()
  }

  async sentSince(queries: Queries, memberId: string, since: number): Promise<number> {
    const { count } = await queries
      .selectFrom('gig_alerts')
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .where('member_id', '=', memberId)
      .where('state', '=', 'sent')
      .where('at', '>=', since)
      .executeTakeFirstOrThrow()
    return Number(count)
  }

  /** Those whose hour has come, of whole members, at most some hundred. */
  async due(now: number): Promise<PlannedAlert[]> {
    const rows = await this.#queries
      .selectFrom('gig_alerts')
      .selectAll()
      .where((eb) =>
        eb.or([
          eb.and([eb('state', '=', 'waiting'), eb('due_at', '<=', now)]),
          eb.and([eb('state', '=', 'digest'), eb('due_at', '<=', now - LEFT_BEHIND_MS)]),
        ]),
      )
      .orderBy('due_at')
      .orderBy('member_id')
      .orderBy('score', 'desc')
      .limit(MAX_DUE)
      .execute()
    return rows.map(toAlert)
  }

  /** Those that wait for a member's digest, the best first. */
  async inDigestOf(memberId: string): Promise<PlannedAlert[]> {
    const rows = await this.#queries
      .selectFrom('gig_alerts')
      .selectAll()
      .where('member_id', '=', memberId)
      .where('state', '=', 'digest')
      .orderBy('score', 'desc')
      .limit(MAX_DUE)
      .execute()
    return rows.map(toAlert)
  }

  /** Marks alerts as sent. @returns the gigs of those that nobody else had taken. */
  async claim(queries: Queries, alerts: readonly PlannedAlert[]): Promise<ReadonlySet<string>> {
    const mine = new Set<string>()
    for (const { gigId, memberId, state, dueAt } of alerts) {
      const { numUpdatedRows } = await queries
        .updateTable('gig_alerts')
        .set({ state: 'sent', due_at: null, at: dueAt ?? 0 })
        .where('gig_id', '=', gigId)
        .where('member_id', '=', memberId)
        .where('state', '=', state)
        .executeTakeFirst()
      if (numUpdatedRows === 1n) mine.add(gigId)
    }
    return mine
  }

  async drop(queries: Queries, alerts: readonly PlannedAlert[], why: string): Promise<void> {
    for (const alert of alerts) await this.put(queries, { ...alert, state: 'dropped', dueAt: null, why })
  }
}

function toAlert(row: GigTables['gig_alerts']): PlannedAlert {
  return {
    gigId: row.gig_id,
    memberId: row.member_id,
    communityId: row.community_id,
    state: row.state as PlannedAlert['state'],
    score: row.score,
    dueAt: row.due_at,
    why: row.why,
    at: row.at,
  }
}
