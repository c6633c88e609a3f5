import { sql } from 'kysely'
import {
  ANSWER_SPANS,
  INSIGHT_MEASURES,
  type Insights,
  type InsightStep,
  SMALLEST_GROUP,
} from '../../shared/insights.ts'
import type { Member } from '../../shared/members.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Queries } from '../platform/database.ts'
import { countDays, DAY_MS, type DayCount } from './count-days.ts'

export interface InsightServiceDeps {
  queries: Queries
  niches: NicheService
  profiles: ProfileService
  now: () => number
}

/** What is older is counted anew when somebody looks. */
const FRESH_MS = 600_000
const LONGEST_DAYS = 365
const ROWS_AT_ONCE = 500

/** How a community does, in counts of days. */
export class InsightService {
  readonly #deps: InsightServiceDeps

  constructor(deps: InsightServiceDeps) {
    this.#deps = deps
  }

  /** @throws HubError 'forbidden' for who moderates nothing. */
  async read(member: Member, days: number): Promise<Insights> {
    const { queries, niches, now } = this.#deps
    await niches.requireModerator(member)
    const { communityId } = member
    const countedAt = await this.count(communityId, FRESH_MS)
    const today = Math.floor(now() / DAY_MS)
    const counts = await this.#counts(communityId, today - days, today)
    const { members } = await queries
      .selectFrom('members')
      .select(({ fn }) => fn.countAll<number | string>().as('members'))
      .where('community_id', '=', communityId)
      .where('role', '!=', 'guest')
      .executeTakeFirstOrThrow()
    const step = days <= 30 ? 'day' : days <= 90 ? 'week' : 'month'
    const total = (measure: DayCount['measure']) => sum(counts.filter((row) => row.measure === measure))
    return {
      members: Number(members),
      step,
      steps: stepsOf(counts, today, days, step),
      languages: await this.#languages(communityId),
      answers: Object.fromEntries(ANSWER_SPANS.map((span) => [span, total(span)])) as Insights['answers'],
      countedAt,
    }
  }

  /**
   * The sums of as many days before those of `read`; null: they are not counted as far back as that.
   * @throws HubError 'forbidden' for who moderates nothing.
   */
  async before(member: Member, days: number): Promise<InsightStep['counts'] | null> {
    const { queries, niches, now } = this.#deps
    await niches.requireModerator(member)
    const { communityId } = member
    await this.count(communityId, FRESH_MS)
    const end = Math.floor(now() / DAY_MS) - days
    const first = await queries
      .selectFrom('insight_days')
      .select(({ fn }) => fn.min('day').as('day'))
      .where('community_id', '=', communityId)
      .executeTakeFirst()
    if (first?.day == null || first.day > end - days + 1) return null
    return sumsOf(await this.#counts(communityId, end - days, end))
  }

  /** Counts every community, so that what is deleted after a while was counted before. */
  async countAll(): Promise<void> {
    const rows = await this.#deps.queries.selectFrom('communities').select('id').execute()
    for (const { id } of rows) await this.count(id, FRESH_MS)
  }

  /** @returns when it was counted, at most `freshMs` ago. */
  async count(communityId: string, freshMs: number): Promise<number> {
    const { queries, now } = this.#deps
    const at = now()
    const state = await queries
      .selectFrom('insight_states')
      .select('counted_at')
      .where('community_id', '=', communityId)
      .executeTakeFirst()
    if (state !== undefined && at - state.counted_at < freshMs) return state.counted_at
    // The last day was not over when it was counted.
    const since = state?.counted_at ?? at - LONGEST_DAYS * DAY_MS
    const firstDay = Math.floor(since / DAY_MS)
    const counted = await countDays(queries, communityId, firstDay * DAY_MS)
    await queries.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom('insight_days')
        .where('community_id', '=', communityId)
        .where('day', '>=', firstDay)
        .execute()
      const values = counted.map((row) => ({ community_id: communityId, ...row }))
      for (let from = 0; from < values.length; from += ROWS_AT_ONCE) {
        await transaction
          .insertInto('insight_days')
          .values(values.slice(from, from + ROWS_AT_ONCE))
          // Another process counts the same.
          .onConflict((conflict) =>
            conflict.columns(['community_id', 'day', 'measure']).doUpdateSet({ count: sql<number>`excluded.count` }),
          )
          .execute()
      }
      await transaction
        .insertInto('insight_states')
        .values({ community_id: communityId, counted_at: at })
        .onConflict((conflict) => conflict.column('community_id').doUpdateSet({ counted_at: at }))
        .execute()
    })
    return at
  }

  /** @param after the day before the first one. */
  async #counts(communityId: string, after: number, last: number): Promise<DayCount[]> {
    const rows = await this.#deps.queries
      .selectFrom('insight_days')
      .select(['day', 'measure', 'count'])
      .where('community_id', '=', communityId)
      .where('day', '>', after)
      .where('day', '<=', last)
      .execute()
    return rows as DayCount[]
  }

  async #languages(communityId: string): Promise<Insights['languages']> {
    const readers = new Map<string, Set<string>>()
    for (const [memberId, languages] of await this.#deps.profiles.languagesIn(communityId)) {
      for (const language of languages) {
        readers.set(language, (readers.get(language) ?? new Set()).add(memberId))
      }
    }
    const all = [...readers].map(([language, who]) => ({ language, members: who.size }))
    const other = new Set([...readers.values()].filter(({ size }) => size < SMALLEST_GROUP).flatMap((who) => [...who]))
    return {
      known: all
        .filter(({ members }) => members >= SMALLEST_GROUP)
        .toSorted((a, b) => b.members - a.members || (a.language < b.language ? -1 : 1)),
      other: other.size >= SMALLEST_GROUP ? other.size : null,
    }
  }
}

function stepsOf(counts: readonly DayCount[], today: number, days: number, step: Insights['step']): InsightStep[] {
  const byStep = new Map<string, DayCount[]>()
  for (let day = today - days + 1; day <= today; day += 1) {
    byStep.set(startOf(day, today, step), [])
  }
  for (const row of counts) byStep.get(startOf(row.day, today, step))?.push(row)
  return [...byStep].map(([day, rows]) => {
    const people = Math.max(0, ...rows.filter(({ measure }) => measure === 'people').map(({ count }) => count))
    return {
      day,
      counts: sumsOf(rows),
      people: people === 0 || people >= SMALLEST_GROUP ? people : null,
    }
  })
}

function sumsOf(rows: readonly DayCount[]): InsightStep['counts'] {
  return Object.fromEntries(
    INSIGHT_MEASURES.map((measure) => [measure, sum(rows.filter((row) => row.measure === measure))]),
  ) as InsightStep['counts']
}

/** Weeks end today; months are those of the calendar. */
function startOf(day: number, today: number, step: Insights['step']): string {
  const first = step === 'week' ? today - Math.floor((today - day) / 7) * 7 - 6 : day
  const iso = new Date(first * DAY_MS).toISOString()
  return step === 'month' ? `${iso.slice(0, 7)}-01` : iso.slice(0, 10)
}

function sum(rows: readonly DayCount[]): number {
  return rows.reduce((total, { count }) => total + count, 0)
}
