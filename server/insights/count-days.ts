import { type RawBuilder, sql } from 'kysely'
import type { ANSWER_SPANS, InsightMeasure } from '../../shared/insights.ts'
import type { Queries } from '../platform/database.ts'

export const DAY_MS = 86_400_000

type Span = (typeof ANSWER_SPANS)[number]
export type Measure = InsightMeasure | 'people' | Span

export interface DayCount {
  day: number
  measure: Measure
  count: number
}

const MINUTE_MS = 60_000

export type Counting = RawBuilder<{ day: number | string; count: number | string }>

/** Those that a gig may come to later, once everybody sees it. */
const OF_GIGS = ['gigsShared', 'gigsFound', 'gigsWon'] as const

/** Counts what happened in a community from a moment on, day by day. No text is read. */
export async function countDays(queries: Queries, communityId: string, from: number): Promise<DayCount[]> {
  return await runCounts(queries, countsOf(communityId, from))
}

/** The same of gigs alone. */
export async function countGigs(queries: Queries, communityId: string, from: number): Promise<DayCount[]> {
  const counts = countsOf(communityId, from)
  return await runCounts(queries, Object.fromEntries(OF_GIGS.map((measure) => [measure, counts[measure]])))
}

export async function runCounts(queries: Queries, counts: Record<string, Counting>): Promise<DayCount[]> {
  const counted: DayCount[] = []
  for (const [measure, query] of Object.entries(counts)) {
    const { rows } = await query.execute(queries)
    counted.push(
      ...rows.map(({ day, count }) => ({ day: Number(day), measure: measure as Measure, count: Number(count) })),
    )
  }
  return counted
}

/** Integers are divided to integers on both databases. */
export function dayOf(column: string): RawBuilder<unknown> {
  return sql`${sql.ref(column)} / ${sql.lit(DAY_MS)}`
}

function countsOf(communityId: string, from: number): Record<Measure, Counting> {
  const day = dayOf
  const simple = (column: string, source: RawBuilder<unknown>, what = sql`count(*)`): Counting =>
    sql`select ${day(column)} as day, ${what} as count ${source} and ${sql.ref(column)} >= ${from} group by 1`
  const rooms = sql`from room_messages where community_id = ${communityId}`
  // What only the members of a niche see is not even a number to others.
  const forAll = sql`gigs.members_only = 0 and gigs.early_until is null`
  const gigs = sql`from gigs where community_id = ${communityId} and ${forAll}`
  const deliveries = (states: readonly string[]) =>
    sql`from deliveries where community_id = ${communityId} and state in (${sql.join(states)})`
  return {
    joined: simple('joined_at', sql`from members where community_id = ${communityId}`),
    left: simple(
      'at',
      sql`from audit_log where community_id = ${communityId} and action in ('member.left', 'member.removed')`,
    ),
    messages: simple('sent_at', rooms),
    people: simple('sent_at', rooms, sql`count(distinct author_key)`),
    comments: sql`select day, count(*) as count from (
        select ${day('board_comments.at')} as day from board_comments
          join documents on documents.id = board_comments.document_id
          where documents.community_id = ${communityId} and board_comments.at >= ${from}
        union all
        select ${day('document_comments.created_at')} as day from document_comments
          join document_threads on document_threads.id = document_comments.thread_id
          join documents on documents.id = document_threads.document_id
          where documents.community_id = ${communityId} and document_comments.created_at >= ${from}
      ) as said group by day`,
    gigsShared: simple('created_at', sql`${gigs} and posted_by is not null`),
    gigsFound: simple('created_at', sql`${gigs} and posted_by is null`),
    gigsWon: simple(
      'given_at',
      sql`from gig_feedback join gigs on gigs.id = gig_feedback.gig_id
        where gigs.community_id = ${communityId} and gig_feedback.kind = 'won' and ${forAll}`,
    ),
    deliveriesSent: simple('sent_at', deliveries(['sent'])),
    deliveriesFailed: simple('due_at', deliveries(['dead', 'expired'])),
    reports: simple(
      'at',
      sql`from moderation_reports join moderation_cases on moderation_cases.id = moderation_reports.case_id
        where moderation_cases.community_id = ${communityId}`,
    ),
    ...answersOf(communityId, from),
  }
}

/** Threads by when their first answer by somebody else came, on the day on which it came. */
function answersOf(communityId: string, from: number): Record<Span, Counting> {
  return answerSpans(
    sql`select root.sent_at as asked, min(answer.sent_at) as answered
      from room_messages as answer join room_messages as root on root.id = answer.thread_id
      where answer.community_id = ${communityId} and answer.author_key <> root.author_key
        and root.id in (select thread_id from room_messages
          where community_id = ${communityId} and thread_id is not null and sent_at >= ${from})
      group by root.id, root.sent_at`,
    from,
  )
}

/** @param threads rows of when something was `asked` and first `answered`. */
export function answerSpans(threads: RawBuilder<unknown>, from: number): Record<Span, Counting> {
  const within = (atLeast: number, below: number | undefined): Counting => sql`
    select answered / ${sql.lit(DAY_MS)} as day, count(*) as count from (${threads}) as threads
    where answered >= ${from} and answered - asked >= ${atLeast}
      ${below === undefined ? sql`` : sql`and answered - asked < ${below}`}
    group by 1`
  const [ten, hour, four, day] = [10 * MINUTE_MS, 60 * MINUTE_MS, 240 * MINUTE_MS, DAY_MS]
  return {
    // A clock of a platform may be behind.
    tenMinutes: within(-DAY_MS, ten),
    hour: within(ten, hour),
    fourHours: within(hour, four),
    day: within(four, day),
    later: within(day, undefined),
  }
}
