import { z } from 'zod'
import { communityParams, endpoint } from './endpoint.ts'
import { currency } from './profiles.ts'

/** Fewer gigs than this are chance, and are not shown as a band. */
export const MIN_GIGS_PER_BAND = 5

/** What half of the gigs pay: a quarter pays less than `low`, a quarter more than `high`. Per hour. */
export const rateBand = z.object({
  name: z.string(),
  n: z.number().int(),
  low: z.number(),
  mid: z.number(),
  high: z.number(),
})
export type RateBand = z.infer<typeof rateBand>

export const marketMonth = z.object({
  /** YYYY-MM, UTC. */
  month: z.string(),
  gigs: z.number().int(),
  /** Gigs that say what they pay by the hour, day, week, month or year. */
  paid: z.number().int(),
  /** Per hour; null: too few to say. */
  mid: z.number().nullable(),
})
export type MarketMonth = z.infer<typeof marketMonth>

/** A skill that gigs ask for which suit a member but for it. */
export const skillGap = z.object({
  skill: z.string(),
  /** Gigs, open and open to the member, that ask for it and score at least `NEAR_FIT`. */
  gigs: z.number().int(),
  /** By how much it would raise their scores, on average, 0 to 1. */
  lift: z.number(),
  /** How many of them would then reach the member's threshold of alerts, and do not now. */
  reached: z.number().int(),
})
export type SkillGap = z.infer<typeof skillGap>
export const NEAR_FIT = 0.3

export const bidSuggestion = z.object({
  /** What comparable gigs pay; four of five are expected in it. */
  low: z.number(),
  mid: z.number(),
  high: z.number(),
  /** How many gigs of the hub stand behind it. */
  n: z.number().int(),
  /** Never below the member's floor. */
  suggested: z.number(),
  floor: z.number().nullable(),
  /** Why this sum: the middle of the market, the member's target, the floor, or a floor that the market does not pay. */
  because: z.enum(['market', 'target', 'floor', 'floor_above_market']),
})
export type BidSuggestion = z.infer<typeof bidSuggestion>

export const market = z.object({
  /** All sums are per hour in it: the member's own, else EUR. */
  currency,
  /** Of which day the exchange rates are, YYYY-MM-DD. */
  ratesDate: z.iso.date(),
  /** Gigs of the last twelve months, and how many of them say a comparable pay. */
  gigs: z.number().int(),
  paid: z.number().int(),
  bands: z.object({ skills: z.array(rateBand), levels: z.array(rateBand), regions: z.array(rateBand) }),
  /** Twelve, oldest first. */
  months: z.array(marketMonth),
  /** Skills that a larger share of gigs asks for than in the two months before; null: too few gigs to say. */
  rising: z
    .array(z.object({ skill: z.string(), gigs: z.number().int(), before: z.number().int(), growth: z.number() }))
    .nullable(),
  /** Null: no profile. */
  gaps: z.array(skillGap).nullable(),
  /** Null: no profile, or too few gigs that say what they pay. */
  bid: bidSuggestion.nullable(),
})
export type Market = z.infer<typeof market>

export const marketEndpoints = {
  look: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/market',
    summary: 'What gigs of this hub pay and ask for, what is rising, what I lack, and a rate for me',
    tag: 'market',
    access: 'gigs:read',
    params: communityParams,
    answer: market,
  }),
}
