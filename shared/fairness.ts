import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'
import { reason } from './gigs.ts'

/** Fewer people than this in a group are chance, and might be told apart. */
export const MIN_GROUP = 5
/** The four-fifths rule: a smaller share of the best group's is worth a look. */
export const FOUR_FIFTHS = 0.8

/** By what is known of members and asked of all: nothing else is kept to be compared. */
export const GROUPINGS = ['time', 'language', 'newcomer'] as const

const group = z.object({
  /** time: 'americas', 'europe_africa', 'asia_pacific'. language: 'english', 'other'. newcomer: 'new', 'known'. */
  name: z.string(),
  members: z.number().int(),
  /** How many of them were told of at least one gig. */
  selected: z.number().int(),
  /** Gigs that they were told of, for each of them. */
  exposure: z.number(),
  /** Their share of selected by the best group's; null: too few in it, or nobody was told of anything. */
  ratio: z.number().nullable(),
})
export const fairnessReport = z.object({
  since: epochMs,
  groupings: z.array(z.object({ by: z.enum(GROUPINGS), groups: z.array(group) })),
})
export type FairnessReport = z.infer<typeof fairnessReport>

/** One entry of the log of scores. */
export const scoreEntry = z.object({
  gigId: id,
  title: z.string(),
  score: z.number(),
  reasons: z.array(reason),
  matcherVersion: z.string(),
  /** What was compared: the profile's and the gig's parsed fields. */
  inputs: z.record(z.string(), z.unknown()),
  matchedAt: epochMs,
})
export type ScoreEntry = z.infer<typeof scoreEntry>

export const fairnessEndpoints = {
  report: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/fairness',
    summary: 'Whom gigs are told of, by group, for the time that scores are kept (admins)',
    tag: 'matching',
    access: 'community:admin',
    params: communityParams,
    answer: fairnessReport,
  }),
  scores: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/scores/mine',
    summary: 'The log of my scores that led to alerts: inputs, version and reasons, newest first',
    tag: 'matching',
    access: 'gigs:read',
    params: communityParams,
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    answer: z.object({ scores: z.array(scoreEntry) }),
  }),
}
