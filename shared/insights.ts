import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'

/** Fewer people than this are not shown as a group of their own. */
export const SMALLEST_GROUP = 5
export const INSIGHT_DAYS = [30, 90, 365] as const

/** What is counted for each day (UTC), and nothing else of what people do. */
export const INSIGHT_MEASURES = [
  'joined',
  'left',
  'messages',
  'comments',
  'gigsShared',
  'gigsFound',
  'gigsWon',
  'deliveriesSent',
  'deliveriesFailed',
  'reports',
] as const
export type InsightMeasure = (typeof INSIGHT_MEASURES)[number]

/** How soon the first answer in a thread came. */
export const ANSWER_SPANS = ['tenMinutes', 'hour', 'fourHours', 'day', 'later'] as const

const count = z.number().int()

export const insightStep = z.object({
  /** Its first day, 'YYYY-MM-DD'. */
  day: z.string(),
  counts: z.record(z.enum(INSIGHT_MEASURES), count),
  /** Who wrote in rooms, on its busiest day; null: fewer than five. */
  people: count.nullable(),
})
export type InsightStep = z.infer<typeof insightStep>

export const insights = z.object({
  /** Null: of the whole community. */
  nicheId: id.nullable().default(null),
  /** Members now, without guests. */
  members: count,
  /** Oldest first: days, weeks or months. */
  step: z.enum(['day', 'week', 'month']),
  steps: z.array(insightStep),
  /** Those that are told; the others are zero. Of a niche with few members, what they say is not. */
  measures: z.array(z.enum(INSIGHT_MEASURES)).default([...INSIGHT_MEASURES]),
  /** How many members read a language by their profiles, the most first; `other`: all of fewer than five. */
  languages: z.object({
    known: z.array(z.object({ language: z.string(), members: count })),
    /** Members with a profile who read another language; null: fewer than five. */
    other: count.nullable(),
  }),
  /** Of threads; of a niche, how soon the first of its members saved, applied for or won a gig. */
  answers: z.record(z.enum(ANSWER_SPANS), count),
  countedAt: epochMs,
})
export type Insights = z.infer<typeof insights>

export const insightEndpoints = {
  read: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/insights',
    summary:
      'How a community does, in counts only: for admins and the moderators of niches; of a niche, for its own moderators',
    tag: 'insights',
    access: 'moderation:write',
    params: communityParams,
    query: z.object({
      days: z
        .enum(INSIGHT_DAYS.map(String) as [string, ...string[]])
        .default('30')
        .transform(Number),
      /** Of this niche alone. */
      nicheId: id.optional(),
    }),
    answer: insights,
  }),
}
