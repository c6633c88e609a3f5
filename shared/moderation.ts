import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'

/** What a member can report. */
export const SUBJECT_KINDS = [
  'message',
  'gig',
  'review',
  'card_comment',
  'document_comment',
  'announcement',
  'card',
  'member',
] as const

export const subject = z.object({
  kind: z.enum(SUBJECT_KINDS),
  id,
  /** The room of a message; the board or document of a card or comment; null: it stands in none. */
  placeId: id.nullable().default(null),
})
export type Subject = z.infer<typeof subject>

/** Why something is reported, and by which rule it is decided. */
export const RULES = ['spam', 'scam', 'harassment', 'hate', 'private_data', 'off_topic', 'other'] as const
export const rule = z.enum(RULES)
export type Rule = z.infer<typeof rule>

/** What a moderator can do. To mute and to ban is for admins. */
export const ACTIONS = ['dismiss', 'remove', 'warn', 'mute', 'ban'] as const
export const moderationAction = z.enum(ACTIONS)
export type ModerationAction = z.infer<typeof moderationAction>

export const MAX_MUTE_DAYS = 90

const words = z.string().trim().max(1000)
/** Its subject reads it. */
const reason = z.string().trim().min(3).max(1000)

export const newReport = z.object({ subject, rule, words: words.default('') })

const person = z.object({ memberId: id.nullable(), name: z.string() })

export const appeal = z.object({
  words: z.string(),
  at: epochMs,
  state: z.enum(['open', 'granted', 'refused']),
  /** Of who decided it. */
  reason: z.string().nullable(),
  decidedAt: epochMs.nullable(),
})

/** What was decided, as the one whom it is about reads it. */
export const decision = z.object({
  id,
  communityId: id,
  communityName: z.string(),
  subject,
  /** Of what it is about: where it stood, and what it said. */
  title: z.string(),
  text: z.string(),
  path: z.string(),
  action: moderationAction,
  rule,
  reason: z.string(),
  at: epochMs,
  /** Of a mute. */
  until: epochMs.nullable(),
  /** Somebody took it back. */
  liftedAt: epochMs.nullable(),
  appeal: appeal.nullable(),
  mayAppeal: z.boolean(),
})
export type Decision = z.infer<typeof decision>

/** With what only moderators read. */
export const moderatedDecision = decision.extend({
  moderator: person,
  member: person,
  /** Whether I may decide its appeal, or lift it. */
  mayDecide: z.boolean(),
})
export type ModeratedDecision = z.infer<typeof moderatedDecision>

export const moderationCase = z.object({
  id,
  subject,
  title: z.string(),
  /** What it said when it was last reported, at most 2000 characters. */
  text: z.string(),
  path: z.string(),
  author: person,
  nicheIds: z.array(id),
  state: z.enum(['open', 'dismissed', 'acted']),
  openedAt: epochMs,
  /** Newest first, at most 20. */
  reports: z.array(z.object({ by: person, rule, words: z.string(), at: epochMs })),
  reportCount: z.number().int(),
  decisions: z.array(moderatedDecision),
  /** What was said around it, oldest first; of messages only. */
  around: z.array(z.object({ author: z.string(), text: z.string(), at: epochMs, isIt: z.boolean() })),
  /** What I may do about it now. */
  mayDo: z.array(moderationAction),
})
export type ModerationCase = z.infer<typeof moderationCase>

export const newDecision = z
  .object({
    /** Several at once, e.g. to remove and to warn; 'dismiss' stands alone. */
    actions: z.array(moderationAction).min(1).max(4),
    rule,
    reason,
    muteDays: z.number().int().min(1).max(MAX_MUTE_DAYS).default(7),
  })
  .refine(({ actions }) => !actions.includes('dismiss') || actions.length === 1, {
    message: 'stands alone',
    path: ['actions'],
  })
export type NewDecision = z.infer<typeof newDecision>

export const MAX_BLOCKED_WORDS = 200
export const blockedWords = z.object({
  /** Whole words or phrases; case, accents and width make no difference. */
  words: z.array(z.string().trim().min(2).max(60)).max(MAX_BLOCKED_WORDS),
})

const caseParams = communityParams.extend({ caseId: id })
const decisionParams = communityParams.extend({ decisionId: id })
const nicheQuery = z.object({
  /** Absent: of the whole community. */
  nicheId: id.optional(),
})

export const moderationEndpoints = {
  report: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/reports',
    summary: 'Report something to the moderators; again, to change what I said of it',
    tag: 'moderation',
    access: 'moderation:write',
    params: communityParams,
    body: newReport,
    answer: z.object({ caseId: id }),
  }),
  queue: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/moderation/cases',
    summary: 'What was reported, for its moderators: admins see all, a niche’s moderators what belongs to it',
    tag: 'moderation',
    access: 'moderation:write',
    params: communityParams,
    query: z.object({ state: z.enum(['open', 'settled']).default('open') }),
    answer: z.object({
      cases: z.array(moderationCase),
      /** Decisions whose appeal waits. */
      appeals: z.array(moderatedDecision),
      /** Gigs that wait because of what they say. */
      heldGigs: z.number().int(),
      /** Announcements and events that do. */
      heldPosts: z.number().int(),
    }),
  }),
  decide: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/moderation/cases/:caseId/decisions',
    summary: 'Decide what was reported; the one whom it is about reads what, why and by which rule',
    tag: 'moderation',
    access: 'moderation:write',
    params: caseParams,
    body: newDecision,
    answer: z.object({ decisions: z.array(moderatedDecision) }),
  }),
  decideOnMember: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/members/:memberId/decisions',
    summary: 'Warn, mute or ban a member whom nobody has reported (admins)',
    tag: 'moderation',
    access: 'moderation:write',
    params: communityParams.extend({ memberId: id }),
    body: newDecision,
    answer: z.object({ decisions: z.array(moderatedDecision) }),
  }),
  lift: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/moderation/decisions/:decisionId/lift',
    summary: 'Take a decision back: what was removed stands again, who was muted may write, who was banned may join',
    tag: 'moderation',
    access: 'moderation:write',
    params: decisionParams,
    body: z.object({ reason }),
    answer: moderatedDecision,
    status: 200,
  }),
  decideAppeal: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/moderation/decisions/:decisionId/appeal',
    summary: 'Decide an appeal; for another moderator than the one who decided, where there is one',
    tag: 'moderation',
    access: 'moderation:write',
    params: decisionParams,
    body: z.object({ granted: z.boolean(), reason }),
    answer: moderatedDecision,
    status: 200,
  }),
  mine: endpoint({
    method: 'get',
    path: '/api/me/decisions',
    summary: 'What was decided about me and what I wrote, in all communities; also where I am banned',
    tag: 'moderation',
    access: 'moderation:write',
    answer: z.object({ decisions: z.array(decision) }),
  }),
  appeal: endpoint({
    method: 'post',
    path: '/api/me/decisions/:decisionId/appeal',
    summary: 'Appeal a decision about me, once',
    tag: 'moderation',
    access: 'moderation:write',
    params: z.object({ decisionId: id }),
    body: z.object({ words: reason }),
    answer: decision,
    status: 200,
  }),
  blockedWords: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/blocked-words',
    summary: 'The blocked words of the community (admins) or of a niche (its moderators, too)',
    tag: 'moderation',
    access: 'moderation:write',
    params: communityParams,
    query: nicheQuery,
    answer: blockedWords,
  }),
  setBlockedWords: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/blocked-words',
    summary: 'Set the blocked words; what has one is refused; a gig, an announcement and an event wait for a moderator',
    tag: 'moderation',
    access: 'moderation:write',
    params: communityParams,
    query: nicheQuery,
    body: blockedWords,
    answer: blockedWords,
  }),
}
