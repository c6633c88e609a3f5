import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'
import { currency, payPeriod } from './profiles.ts'

/** Where in the gig's text something was read: UTF-16 offsets, [start, end). */
export const evidence = z.object({ field: z.string(), start: z.number().int(), end: z.number().int() })
export type Evidence = z.infer<typeof evidence>

export const pay = z.object({
  /** Whole or fractional units of the currency, not cents; null: not said. */
  min: z.number().nonnegative().nullable(),
  max: z.number().nonnegative().nullable(),
  currency,
  period: payPeriod,
})
export type Pay = z.infer<typeof pay>

export const remoteMode = z.enum(['remote', 'hybrid', 'onsite', 'either'])
export const contractType = z.enum(['full', 'part', 'contract', 'intern'])
export const seniority = z.enum(['intern', 'junior', 'mid', 'senior', 'lead'])

/** What a post says of the frame of the work; null: it does not say. */
export const gigTerms = z.object({
  /** A week: at least, at most. */
  hours: z.tuple([z.number(), z.number()]).nullable(),
  /** How long it goes: at least, at most. */
  months: z.tuple([z.number(), z.number()]).nullable(),
  /** 'asap', a day (YYYY-MM-DD) or a month (YYYY-MM). */
  start: z.string().nullable(),
  /** The last day to apply, YYYY-MM-DD. */
  closes: z.string().nullable(),
  /** An address of the web or for mail, else the post's own sentence. */
  apply: z.string().nullable(),
})
export type GigTerms = z.infer<typeof gigTerms>

/** What parsing found in the text of a gig; every field stands on `evidence`. */
export const parsedGig = z.object({
  roles: z.array(z.string()),
  seniority: seniority.nullable(),
  skills: z.object({ must: z.array(z.string()), nice: z.array(z.string()) }),
  pay: pay.nullable(),
  types: z.array(contractType),
  mode: remoteMode.nullable(),
  /** ISO 3166-1 alpha-2, or EU, EMEA, LATAM, APAC …; null: not said. */
  regions: z.array(z.string()).nullable(),
  /** True: people elsewhere are ruled out by the text. */
  regionsHard: z.boolean(),
  /** Lowest and highest UTC offset in hours; null: not said. */
  tz: z.tuple([z.number(), z.number()]).nullable(),
  /** ISO 639-1. */
  languages: z.array(z.string()),
  /** Absent: read before posts were read for them. */
  terms: gigTerms.optional(),
  evidence: z.array(evidence),
})
export type ParsedGig = z.infer<typeof parsedGig>

/** How far a post may be trusted, by signals that each have a name. */
export const gigTrust = z.object({
  /** 0 to 1; 1: nothing speaks against it. */
  score: z.number().min(0).max(1),
  /** True: held back until a person has looked at it. */
  flagged: z.boolean(),
  signals: z.array(
    z.object({
      name: z.string(),
      text: z.string(),
      /** Log-odds towards a scam; below 0 speaks for the post. */
      weight: z.number(),
    }),
  ),
  /** The admin who decided otherwise, and why. */
  overruled: z.object({ memberId: id, at: epochMs, reason: z.string() }).nullable(),
})
export type GigTrust = z.infer<typeof gigTrust>

export const gig = z.object({
  id,
  communityId: id,
  title: z.string(),
  company: z.string().nullable(),
  /** Plain text that `evidence` points into. */
  text: z.string(),
  /** Where it was posted and is applied for. */
  url: z.string().nullable(),
  /** As the source's terms want it named. */
  source: z.object({ feedId: id.nullable(), name: z.string(), url: z.string().nullable() }),
  parsed: parsedGig,
  /** The model that had a part in what was read; null: rules alone. */
  refinedBy: z.string().nullable(),
  /** The member who posted it here; null: a source brought it. */
  postedBy: id.nullable(),
  /** held: flagged, and seen by admins and who posted it only. early: open, for members of its niches. */
  status: z.enum(['open', 'closed', 'held', 'early']),
  /** The niches that it was posted to or that ask for its like. */
  nicheIds: z.array(id),
  /** Only members of its niches see it until then (null: ever); null: it is for all. */
  early: z.object({ until: epochMs.nullable() }).nullable(),
  trust: gigTrust,
  postedAt: epochMs,
  /** When it arrived at the hub. */
  createdAt: epochMs,
  updatedAt: epochMs,
})
export type Gig = z.infer<typeof gig>

export const reason = z.object({
  /** The named feature behind it, e.g. 'must-have skills'. */
  feature: z.string(),
  kind: z.enum(['for', 'against', 'neutral']),
  /** Plain words with the numbers. */
  text: z.string(),
  /** Its share of the score, -1 to 1. */
  weight: z.number(),
})
export type Reason = z.infer<typeof reason>

/** 'not_relevant' lowers the like of it for this member; null takes feedback back. */
export const feedbackKind = z.enum(['saved', 'applied', 'talking', 'won', 'lost', 'not_relevant'])
export const NOT_RELEVANT_REASONS = ['skills', 'pay', 'place', 'hours', 'client', 'seen_before', 'other'] as const
export const feedback = z.object({
  kind: feedbackKind,
  reason: z.enum(NOT_RELEVANT_REASONS).nullable().default(null),
  note: z.string().trim().max(500).default(''),
})
export type Feedback = z.infer<typeof feedback>

/** A scored (gig, profile) pair. */
export const gigMatch = z.object({
  gig,
  memberId: id,
  /** 0 to 1. */
  score: z.number().min(0).max(1),
  /** False: a hard rule of the gig or of the profile is not met; `reasons` names it. */
  eligible: z.boolean(),
  reasons: z.array(reason),
  /** Of the matcher that scored it, e.g. 'rules-1'. */
  matcherVersion: z.string(),
  matchedAt: epochMs,
  feedback: feedback.nullable(),
})
export type GigMatch = z.infer<typeof gigMatch>

/** Of `n` matches near a score that members answered, the share that they took up, and between what it is likely to lie. */
export const takenUp = z.object({ n: z.number().int(), share: z.number(), low: z.number(), high: z.number() })
export type TakenUp = z.infer<typeof takenUp>

/** What the hub can read. The first four are forms that any site may have; the others are one site's or service's own. */
export const FEED_KINDS = [
  'rss',
  'json-feed',
  'json-ld',
  'csv',
  'weworkremotely',
  'remoteok',
  'remotive',
  'jobicy',
  'himalayas',
  'arbeitnow',
  'workingnomads',
  'hacker-news',
  'greenhouse',
  'lever',
  'ashby',
  'workable',
] as const
export type FeedKind = (typeof FEED_KINDS)[number]
export const newFeed = z.object({
  kind: z.enum(FEED_KINDS),
  name: z.string().trim().min(1).max(80),
  url: z.url({ protocol: /^https?$/ }).max(2000),
  /** How often it is asked, at the least; a feed's own ttl may make it longer. */
  intervalMinutes: z.number().int().min(1).max(10_080).default(60),
})

export const feedHealth = z.object({
  id,
  communityId: id,
  kind: z.enum(FEED_KINDS),
  name: z.string(),
  url: z.string(),
  intervalMinutes: z.number().int(),
  enabled: z.boolean(),
  lastPolledAt: epochMs.nullable(),
  lastSuccessAt: epochMs.nullable(),
  nextPollAt: epochMs.nullable(),
  lastError: z.string().nullable(),
  itemsSeen: z.number().int(),
  /** Items of the last poll that could not be read; their neighbours were kept. */
  itemsBroken: z.number().int(),
})
export type FeedHealth = z.infer<typeof feedHealth>

const gigParams = z.object({ communityId: id, gigId: id })
const feedParams = z.object({ communityId: id, feedId: id })

export const gigEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/gigs',
    summary: 'Gigs with my match, best first or newest first',
    tag: 'gigs',
    access: 'gigs:read',
    params: communityParams,
    query: z.object({
      sort: z.enum(['match', 'newest']).default('match'),
      /** Only gigs whose match is at least this, 0 to 1. */
      minScore: z.coerce.number().min(0).max(1).default(0),
      /** Also gigs that are closed to me (place, hours …), with why. */
      ineligible: z.stringbool().default(false),
      /** Comma-separated: gigs that ask for any of them. */
      skills: z
        .string()
        .max(1000)
        .transform((text) =>
          text
            .split(',')
            .map((skill) => skill.trim())
            .filter((skill) => skill !== ''),
        )
        .optional(),
      /** At the most they pay at least this per hour, in the currency of my rate floor, else in EUR. */
      minPay: z.coerce.number().min(0).max(1_000_000).optional(),
      mode: remoteMode.optional(),
      type: contractType.optional(),
      /** ISO 3166-1 alpha-2 or a group such as EU: gigs that are open to it; those that name no place are. */
      region: z.string().max(20).optional(),
      /** As sources are named. */
      source: z.string().max(200).optional(),
      /** Without those that I gave feedback on. */
      unanswered: z.stringbool().default(false),
      limit: z.coerce.number().int().min(1).max(100).default(30),
      offset: z.coerce.number().int().min(0).max(10_000).default(0),
    }),
    answer: z.object({
      /** `match` is null while I have no profile. */
      gigs: z.array(z.object({ gig, match: gigMatch.omit({ gig: true }).nullable() })),
      total: z.number().int(),
      /** What open gigs can be filtered by, the most common first. */
      facets: z.object({ skills: z.array(z.string()), regions: z.array(z.string()), sources: z.array(z.string()) }),
    }),
  }),
  get: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/gigs/:gigId',
    summary: 'One gig with my match',
    tag: 'gigs',
    access: 'gigs:read',
    params: gigParams,
    answer: z.object({
      gig,
      match: gigMatch.omit({ gig: true }).nullable(),
      /** Skills that my profile does not have, and what my match would be if it had this one; the best first. */
      wouldChange: z.array(z.object({ skill: z.string(), score: z.number() })),
      /** What such a score has been worth in this community; null: too few members have answered. */
      takenUp: takenUp.nullable(),
    }),
  }),
  giveFeedback: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/gigs/:gigId/feedback',
    summary: 'Saved, applied, won, or not relevant and why',
    tag: 'gigs',
    access: 'gigs:write',
    params: gigParams,
    body: feedback,
  }),
  takeBackFeedback: endpoint({
    method: 'delete',
    path: '/api/communities/:communityId/gigs/:gigId/feedback',
    summary: 'Take my feedback back',
    tag: 'gigs',
    access: 'gigs:write',
    params: gigParams,
  }),
  listHeld: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/held-gigs',
    summary:
      'Gigs that are held back because of what they say, newest first, for admins and the moderators of their niches',
    tag: 'gigs',
    access: 'moderation:write',
    params: communityParams,
    answer: z.object({ gigs: z.array(gig) }),
  }),
  moderate: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/gigs/:gigId/moderation',
    summary: 'Release a held gig, hold an open one, or close one, with a reason that goes into the audit log',
    tag: 'gigs',
    access: 'moderation:write',
    params: gigParams,
    body: z.object({
      decision: z.enum(['release', 'hold', 'close']),
      reason: z.string().trim().min(1).max(500),
    }),
    answer: gig,
  }),
  listFeeds: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/feeds',
    summary: 'The sources of gigs and how they are',
    tag: 'feeds',
    access: 'gigs:read',
    params: communityParams,
    answer: z.object({ feeds: z.array(feedHealth) }),
  }),
  addFeed: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/feeds',
    summary: 'Add a source (admins)',
    tag: 'feeds',
    access: 'community:admin',
    params: communityParams,
    body: newFeed,
    answer: feedHealth,
  }),
  removeFeed: endpoint({
    method: 'delete',
    path: '/api/communities/:communityId/feeds/:feedId',
    summary: 'Remove a source; its gigs stay',
    tag: 'feeds',
    access: 'community:admin',
    params: feedParams,
  }),
  pollFeed: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/feeds/:feedId/poll',
    summary: 'Ask a source now',
    tag: 'feeds',
    access: 'community:admin',
    params: feedParams,
    answer: feedHealth,
  }),
}
