import { sql } from 'kysely'
import { type InsightMeasure, SMALLEST_GROUP } from '../../shared/insights.ts'
import type { Queries } from '../platform/database.ts'
import { answerSpans, type Counting, DAY_MS, dayOf, type DayCount, runCounts } from './count-days.ts'

/** What is told of a niche: rooms belong to none. */
const MEASURES: readonly InsightMeasure[] = [
  'joined',
  'left',
  'gigsShared',
  'gigsFound',
  'gigsWon',
  'deliveriesSent',
  'deliveriesFailed',
  'reports',
]
/** What its members say anywhere: of a few people it would be who said how much. */
const OF_MANY: readonly InsightMeasure[] = ['messages', 'comments']

export function nicheMeasures(members: number): InsightMeasure[] {
  return members >= SMALLEST_GROUP ? [...MEASURES, ...OF_MANY] : [...MEASURES]
}

/** Counts what happened around a niche from a moment on, day by day. No text is read. */
export async function countNicheDays(queries: Queries, nicheId: string, from: number): Promise<DayCount[]> {
  return await runCounts(queries, countsOf(nicheId, from))
}

function countsOf(nicheId: string, from: number): Record<string, Counting> {
  const members = sql`(select member_id from niche_members where niche_id = ${nicheId})`
  const belongs = (column: string) =>
    sql`${sql.ref(column)} like ${`%${JSON.stringify(nicheId).replace(/[\\%_]/g, String.raw`\$&`)}%`} escape '\\'`
  const since = (column: string) => sql`${sql.ref(column)} >= ${from} group by 1`
  const gigs = (wherePosted: ReturnType<typeof sql>): Counting =>
    sql`select ${dayOf('created_at')} as day, count(*) as count from gigs
      where ${belongs('niche_ids')} and posted_by ${wherePosted} and ${since('created_at')}`
  // Announcements and events are found by the subject of their deliveries.
  const deliveries = (column: string, states: readonly string[]): Counting =>
    sql`select ${dayOf(column)} as day, count(*) as count from deliveries
      where state in (${sql.join(states)}) and subject in (
        select 'announcement:' || id from announcements where niche_id = ${nicheId}
        union all select 'event:' || id from events where niche_id = ${nicheId}
        union all select 'event:' || id || ':people' from events where niche_id = ${nicheId}
      ) and ${since(column)}`
  return {
    joined: sql`select ${dayOf('joined_at')} as day, count(*) as count from niche_members
      where niche_id = ${nicheId} and ${since('joined_at')}`,
    left: sql`select day, count from niche_leavings where niche_id = ${nicheId} and day >= ${from / DAY_MS}`,
    messages: sql`select ${dayOf('sent_at')} as day, count(*) as count from room_messages
      where member_id in ${members} and ${since('sent_at')}`,
    people: sql`select ${dayOf('sent_at')} as day, count(distinct member_id) as count from room_messages
      where member_id in ${members} and ${since('sent_at')}`,
    comments: sql`select day, count(*) as count from (
        select ${dayOf('at')} as day from board_comments where author in ${members} and at >= ${from}
        union all
        select ${dayOf('created_at')} as day from document_comments
          where author_id in ${members} and created_at >= ${from}
      ) as said group by day`,
    gigsShared: gigs(sql`is not null`),
    gigsFound: gigs(sql`is null`),
    gigsWon: sql`select ${dayOf('given_at')} as day, count(*) as count
      from gig_feedback join gigs on gigs.id = gig_feedback.gig_id
      where ${belongs('gigs.niche_ids')} and gig_feedback.kind = 'won' and ${since('given_at')}`,
    deliveriesSent: deliveries('sent_at', ['sent']),
    deliveriesFailed: deliveries('due_at', ['dead', 'expired']),
    reports: sql`select ${dayOf('moderation_reports.at')} as day, count(*) as count
      from moderation_reports join moderation_cases on moderation_cases.id = moderation_reports.case_id
      where ${belongs('moderation_cases.niche_ids')} and ${since('moderation_reports.at')}`,
    // How soon the first of its members went for a gig.
    ...answerSpans(
      sql`
      select gigs.created_at as asked, min(gig_feedback.given_at) as answered
      from gig_feedback join gigs on gigs.id = gig_feedback.gig_id
      where ${belongs('gigs.niche_ids')} and gig_feedback.member_id in ${members}
        and gig_feedback.kind in ('saved', 'applied', 'won') and gigs.created_at >= ${from}
      group by gigs.id, gigs.created_at`,
      from,
    ),
  }
}
