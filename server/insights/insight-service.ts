import { sql } from 'kysely'
import {
  ANSWER_SPANS,
  INSIGHT_MEASURES,
  type Insights,
  type InsightStep,
  SMALLEST_GROUP,
} from '../../shared/insights.ts'
import { HubError } from '../../shared/errors.ts'
import type { Member } from '../../shared/members.ts'
import { MAX_EARLY_HOURS } from '../../shared/niches.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { NicheService } from '../niches/niche-service.ts'
import type { Queries } from '../platform/database.ts'
import { countDays, countGigs, DAY_MS, type DayCount } from './count-days.ts'
import { countNicheDays, nicheMeasures } from './count-niche-days.ts'

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
const MOST_NICHES = 200
/** For so long, a gig may have been for the members of a niche alone. */
const EARLY_DAYS = Math.ceil(MAX_EARLY_HOURS / 24) + 1

/** How a community does, in counts of days. */
export class InsightService {
  readonly #deps: InsightServiceDeps
  readonly #niches = new Map<string, { countedAt: number; counts: DayCount[] }>()

  constructor(deps: InsightServiceDeps) {
    this.#deps = deps
  }

  /** Of the community, or of a niche. @throws NotFoundError, HubError 'forbidden' for who does not moderate it. */
  async read(member: Member, days: number, nicheId?: string): Promise<Insights> {
    const { queries, niches, now } = this.#deps
    if (nicheId !== undefined) return await this.#ofNiche(member, days, nicheId)
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
    const languages = await this.#languages(communityId)
    const measures = [...INSIGHT_MEASURES]
    return { nicheId: null, members: Number(members), measures, languages, countedAt, ...drawn(counts, today, days) }
  }

  async #ofNiche(member: Member, days: number, nicheId: string): Promise<Insights> {
    const { niches, now } = this.#deps
    const { members } = await niches.get(member, nicheId)
    if (!(await niches.mayModerate(member, [nicheId]))) {
      throw new HubError('forbidden', 'Insights of a niche are for its moderators, and for admins.')
    }
    const at = now()
    const today = Math.floor(at / DAY_MS)
    const { countedAt, counts } = await this.#countsOfNiche(nicheId, today - days, at)
    const measures = nicheMeasures(members)
    const told = counts.filter(
      ({ measure }) => measure === 'people' || isSpan(measure) || measures.some((one) => one === measure),
    )
    const languages = await this.#languages(member.communityId, await niches.membersOf([nicheId]))
    return { nicheId, members, measures, languages, countedAt, ...drawn(told, today, days) }
  }

  /** Counted when somebody looks, and not again for a while: of a niche nothing is kept. */
  async #countsOfNiche(nicheId: string, after: number, at: number): Promise<{ countedAt: number; counts: DayCount[] }> {
    const key = `${nicheId} ${after}`
    const known = this.#niches.get(key)
    if (known !== undefined && at - known.countedAt < FRESH_MS) return known
    const counts = await countNicheDays(this.#deps.queries, nicheId, (after + 1) * DAY_MS)
    const counted = { countedAt: at, counts }
    this.#niches.delete(key)
    this.#niches.set(key, counted)
    const [oldest] = this.#niches.keys()
    if (this.#niches.size > MOST_NICHES && oldest !== undefined) this.#niches.delete(oldest)
    return counted
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
    const late = await countGigs(queries, communityId, (firstDay - EARLY_DAYS) * DAY_MS)
    await queries.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom('insight_days')
        .where('community_id', '=', communityId)
        .where('day', '>=', firstDay)
        .execute()
      // What only members of a niche saw then is counted where it belongs; what is gone meanwhile stays counted.
      const earlier = late.filter(({ day }) => day < firstDay)
      const values = [...counted, ...earlier].map((row) => ({ community_id: communityId, ...row }))
      for (let from = 0; from < values.length; from += ROWS_AT_ONCE) {
        await transaction
          .insertInto('insight_days')
          .values(values.slice(from, from + ROWS_AT_ONCE))
          // Another process counts the same.
          .onConflict((conflict) =>
            conflict.columns(['community_id', 'day', 'measure']).doUpdateSet({
              count: sql<number>`case when excluded.count > insight_days.count
                then excluded.count else insight_days.count end`,
            }),
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

  async #languages(communityId: string, among?: ReadonlySet<string>): Promise<Insights['languages']> {
    const readers = new Map<string, Set<string>>()
    for (const [memberId, languages] of await this.#deps.profiles.languagesIn(communityId)) {
      if (among?.has(memberId) === false) continue
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

function isSpan(measure: string): boolean {
  return ANSWER_SPANS.some((span) => span === measure)
}

/** What is drawn of counts. */
function drawn(counts: readonly DayCount[], today: number, days: number) {
  const step = days <= 30 ? 'day' : days <= 90 ? 'week' : 'month'
  const total = (measure: DayCount['measure']) => sum(counts.filter((row) => row.measure === measure))
  const answers = Object.fromEntries(ANSWER_SPANS.map((span) => [span, total(span)])) as Insights['answers']
  return { step, steps: stepsOf(counts, today, days, step), answers } as const
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
