import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'
import { gigTrust } from './gigs.ts'

/** For so long after it was first given, a review or an answer may be changed. */
export const REVIEW_EDITABLE_MS = 14 * 86_400_000

export const reviewInput = z.object({
  /** 1 to 5. */
  rating: z.number().int().min(1).max(5),
  /** When the money came; null: not said, or nothing was due. */
  paid: z.enum(['on_time', 'late', 'never']).nullable().default(null),
  /** How the other side answered; null: not said. */
  response: z.enum(['quick', 'slow', 'none']).nullable().default(null),
  words: z.string().trim().max(1000).default(''),
})
export type ReviewInput = z.infer<typeof reviewInput>

export const review = reviewInput.extend({
  id,
  gigId: id,
  author: z.object({ memberId: id, name: z.string() }),
  createdAt: epochMs,
  updatedAt: epochMs,
  /** A moderator took it away: it says nothing, and counts for nothing. */
  withheld: z.boolean(),
  answer: z.object({ text: z.string(), at: epochMs }).nullable(),
  /** Whether I may change it, or answer it, now. */
  mayChange: z.boolean(),
  mayAnswer: z.boolean(),
})
export type Review = z.infer<typeof review>

/** What reviews come to. */
export const reviewNumbers = z.object({
  reviews: z.number().int(),
  /** Mean of the ratings; null: none. */
  rating: z.number().nullable(),
  paid: z.object({ on_time: z.number().int(), late: z.number().int(), never: z.number().int() }),
  response: z.object({ quick: z.number().int(), slow: z.number().int(), none: z.number().int() }),
})
export type ReviewNumbers = z.infer<typeof reviewNumbers>

export const clientHistory = z.object({
  /** As the gig names its client; null: it names none, so nothing can be said of them. */
  client: z.string().nullable(),
  numbers: reviewNumbers,
  /** What the reviews say of trust, named, as in a gig's own signals. */
  signals: gigTrust.shape.signals,
  /** Gigs of this client here that everybody may see, and how many of them members say they won. */
  gigs: z.number().int(),
  won: z.number().int(),
  /** Newest first, at most 50. */
  reviews: z.array(review),
  /** Whether I may say something of the client: I have won this gig. */
  mayReview: z.boolean(),
  /** For who posted the gig: those who say that they won it, with what was said of them. */
  winners: z.array(z.object({ memberId: id, name: z.string(), review: review.nullable() })),
})
export type ClientHistory = z.infer<typeof clientHistory>

const gigParams = z.object({ communityId: id, gigId: id })
const reviewParams = z.object({ communityId: id, reviewId: id })

export const reviewEndpoints = {
  client: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/gigs/:gigId/client',
    summary: 'What members say of a gig’s client, and what I may say',
    tag: 'reviews',
    access: 'gigs:read',
    params: gigParams,
    answer: clientHistory,
  }),
  give: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/gigs/:gigId/review',
    summary: 'Say how it was: of the client of a gig that I won, or of somebody who won a gig of mine',
    tag: 'reviews',
    access: 'gigs:write',
    params: gigParams,
    /** `memberId`: who won it; absent: the client. */
    body: reviewInput.extend({ memberId: id.optional() }),
    answer: review,
  }),
  answer: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/reviews/:reviewId/answer',
    summary: 'Answer a review of me',
    tag: 'reviews',
    access: 'gigs:write',
    params: reviewParams,
    body: z.object({ text: z.string().trim().min(1).max(1000) }),
    answer: review,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/api/communities/:communityId/reviews/:reviewId',
    summary: 'Take a review of mine back; admins remove any, with an entry in the audit log',
    tag: 'reviews',
    access: 'gigs:write',
    params: reviewParams,
  }),
  ofMe: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/reviews/mine',
    summary: 'What clients say of me',
    tag: 'reviews',
    access: 'gigs:read',
    params: communityParams,
    answer: z.object({ numbers: reviewNumbers, reviews: z.array(review) }),
  }),
}
