import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'
import { reviewNumbers } from './reviews.ts'

/** For so long after it was given, a vouch, a referral or an answer may be changed; a vouch may be withdrawn at any time. */
export const VOUCH_EDITABLE_MS = 14 * 86_400_000
/** New ones of one member in thirty days: a word that is given to everybody says nothing. */
export const MAX_VOUCHES_A_MONTH = 10
export const MAX_REFERRALS_A_MONTH = 30

const person = z.object({ memberId: id, name: z.string() })
const words = z.string().trim().max(1000)

export const vouchInput = z.object({
  skill: z.string().trim().min(1).max(60),
  /** How one knows. */
  words: words.default(''),
})

export const vouch = z.object({
  id,
  niche: z.object({ id, name: z.string() }),
  author: person,
  /** The vocabulary's name of it. */
  skill: z.string(),
  words: z.string(),
  createdAt: epochMs,
  answer: z.object({ text: z.string(), at: epochMs }).nullable(),
  /** Whether I may change, withdraw or answer it, now. */
  mayChange: z.boolean(),
  mayWithdraw: z.boolean(),
  mayAnswer: z.boolean(),
})
export type Vouch = z.infer<typeof vouch>

const referrals = z.object({
  /** Gigs for which others were referred, or were referred to somebody. */
  made: z.number().int(),
  /** Those of them that were won by who was referred. */
  won: z.number().int(),
})

/** What others say of a member, in figures. */
export const trustFigures = z.object({
  memberId: id,
  vouches: z.number().int(),
  reviews: z.number().int(),
  /** Mean of the reviews by clients; null: none. */
  rating: z.number().nullable(),
  referralsWon: z.number().int(),
})
export type TrustFigures = z.infer<typeof trustFigures>

export const memberTrust = z.object({
  /** By niche and skill, newest first within each; at most 100. */
  vouches: z.array(vouch),
  /** What clients say of the member's work. */
  reviews: reviewNumbers,
  /** By the member, of others. */
  referrals,
  /** In which niches I may vouch for the member. */
  mayVouchIn: z.array(z.object({ id, name: z.string() })),
})
export type MemberTrust = z.infer<typeof memberTrust>

const referral = z.object({
  words: z.string(),
  at: epochMs,
  answer: z.object({ text: z.string(), at: epochMs }).nullable(),
})

export const gigReferrals = z.object({
  toMe: z.array(referral.extend({ by: person, mayAnswer: z.boolean() })),
  byMe: z.array(referral.extend({ to: person, won: z.boolean(), mayChange: z.boolean() })),
})
export type GigReferrals = z.infer<typeof gigReferrals>

const memberParams = z.object({ communityId: id, memberId: id })
const vouchParams = z.object({ communityId: id, vouchId: id })
const gigParams = z.object({ communityId: id, gigId: id })

export const vouchEndpoints = {
  figures: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/trust',
    summary: 'What members say of each other, in figures; members of whom nothing is said are left out',
    tag: 'trust',
    access: 'gigs:read',
    params: communityParams,
    answer: z.object({ figures: z.array(trustFigures) }),
  }),
  of: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/members/:memberId/trust',
    summary: 'Vouches for a member, with the figures of reviews and referrals',
    tag: 'trust',
    access: 'gigs:read',
    params: memberParams,
    answer: memberTrust,
  }),
  give: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/niches/:nicheId/members/:memberId/vouch',
    summary: 'Vouch for a skill of a member of a niche that I am in; again, to change my words',
    tag: 'trust',
    access: 'gigs:write',
    params: memberParams.extend({ nicheId: id }),
    body: vouchInput,
    answer: vouch,
  }),
  answer: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/vouches/:vouchId/answer',
    summary: 'Answer a vouch for me',
    tag: 'trust',
    access: 'gigs:write',
    params: vouchParams,
    body: z.object({ text: words.min(1) }),
    answer: vouch,
  }),
  withdraw: endpoint({
    method: 'delete',
    path: '/api/communities/:communityId/vouches/:vouchId',
    summary: 'Withdraw a vouch; moderators of the niche withdraw any, with an entry in the audit log',
    tag: 'trust',
    access: 'gigs:write',
    params: vouchParams,
  }),
  referrals: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/gigs/:gigId/referrals',
    summary: 'Who referred me for a gig, and whom I did',
    tag: 'trust',
    access: 'gigs:read',
    params: gigParams,
    answer: gigReferrals,
  }),
  refer: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/gigs/:gigId/referrals/:memberId',
    summary: 'Refer a member for a gig that both of us may see; they are told by whom. Again, to change my words',
    tag: 'trust',
    access: 'gigs:write',
    params: gigParams.extend({ memberId: id }),
    body: z.object({ words: words.default('') }),
    answer: gigReferrals,
  }),
  answerReferral: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/gigs/:gigId/referrals/:memberId/answer',
    summary: 'Answer the member who referred me',
    tag: 'trust',
    access: 'gigs:write',
    params: gigParams.extend({ memberId: id }),
    body: z.object({ text: words.min(1) }),
    answer: gigReferrals,
  }),
}
