import { z } from 'zod'
import { announcementCard, type AnnouncementCard, announcementStep } from './announcement-card.ts'
import { chatPlace, chatPost, chatReactions } from './chat-posts.ts'
import { coffeeCard, type CoffeeCard } from './coffee-card.ts'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'
import { eventCard, type EventCard } from './event-card.ts'
import { feedback, reason } from './gigs.ts'

/** 'discord', 'slack', or whatever a third bot calls itself. */
export const platform = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/)

/** Where a delivery goes: a channel of a workspace, a person by direct message, or the workspace itself. Ids are the platform's own. */
export const deliveryTarget = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('channel'),
    platform,
    workspaceId: z.string().max(64).nullable(),
    channelId: z.string().min(1).max(64),
  }),
  z.object({
    kind: z.literal('person'),
    platform,
    workspaceId: z.string().max(64).nullable(),
    personId: z.string().min(1).max(64),
  }),
  /** The workspace itself, e.g. for an event of a Discord server. */
  z.object({ kind: z.literal('workspace'), platform, workspaceId: z.string().min(1).max(64) }),
])
export type DeliveryTarget = z.infer<typeof deliveryTarget>

/** What a gig alert says; platforms render it with their own means. All texts are plain, without markup. */
export const gigCard = z.object({
  type: z.literal('gig_alert'),
  gigId: id,
  communityId: id,
  communityName: z.string(),
  title: z.string(),
  company: z.string().nullable(),
  /** 0 to 1; null: not matched with anybody (a channel post). */
  score: z.number().min(0).max(1).nullable(),
  /** e.g. '€65–80 / h'; null: the post does not say. */
  pay: z.string().nullable(),
  /** Short facts for one line: 'Remote', 'EU', '20 h a week'. */
  facts: z.array(z.string()),
  reasons: z.array(reason),
  status: z.enum(['open', 'closed']),
  /** Apply here. */
  url: z.string().nullable(),
  /** The gig in the hub's web client. */
  hubUrl: z.string(),
  source: z.object({ name: z.string(), url: z.string().nullable() }),
  /** In which pay, facts and reasons are said, as a code; absent: en. */
  language: z.string().optional(),
  /** How the score was made: 'rules' says no AI model took part. */
  rankedBy: z.enum(['rules', 'model']),
  matcherVersion: z.string(),
  /** What its receiver has said of the gig, so that a card that is edited keeps showing it. */
  feedback: feedback.nullable().default(null),
})
export type GigCard = z.infer<typeof gigCard>

export const textMessage = z.object({
  type: z.literal('text'),
  markdown: z.string().max(20_000),
  /** The message that it answers, in its thread where the platform has threads. */
  answers: chatPlace.optional(),
})

/** What came together since the last digest. */
export const digestMessage = z.object({
  type: z.literal('digest'),
  /** Of all of it, for a mail. */
  subject: z.string(),
  markdown: z.string().max(20_000),
  /** Of the texts. */
  language: z.string(),
  /** On the button that stops them; null: this part has none, the last one has it. */
  stopLabel: z.string().nullable(),
})
export type DigestMessage = z.infer<typeof digestMessage>

export const deliveryContent = z.discriminatedUnion('type', [
  gigCard,
  textMessage,
  announcementCard,
  eventCard,
  coffeeCard,
  announcementStep,
  digestMessage,
  chatPost,
  chatReactions,
])
/** What the hub itself says. */
export type CardOrText =
  | GigCard
  | AnnouncementCard
  | EventCard
  | CoffeeCard
  | DigestMessage
  | z.infer<typeof textMessage>
export type DeliveryContent = z.infer<typeof deliveryContent>

/** waiting: due or backing off. leased: a bot has it. dead: given up, with the reason. expired: too late to be of use. */
export const DELIVERY_STATES = ['waiting', 'leased', 'sent', 'dead', 'expired'] as const
export const deliveryState = z.enum(DELIVERY_STATES)

/** Final refusals of a platform. The first three hold for the target as such, so it is paused. */
export const REFUSALS = ['target_gone', 'forbidden', 'dm_closed', 'message_gone', 'invalid_message'] as const
export const refusal = z.enum(REFUSALS)
export type Refusal = z.infer<typeof refusal>

/** The platform's ids of what was posted, one per part; none: what stood there was taken away. */
export const deliveryReceipt = z.object({
  parts: z.array(z.object({ channelId: z.string().max(64), messageId: z.string().max(64) })).max(20),
})
export type DeliveryReceipt = z.infer<typeof deliveryReceipt>

export const delivery = z.object({
  id,
  communityId: id,
  target: deliveryTarget,
  content: deliveryContent,
  state: deliveryState,
  /** True: it changes a message that an earlier delivery posted. */
  isEdit: z.boolean(),
  attempts: z.number().int(),
  createdAt: epochMs,
  /** Not before; a back-off moves it. */
  dueAt: epochMs,
  expiresAt: epochMs,
  sentAt: epochMs.nullable(),
  receipt: deliveryReceipt.nullable(),
  /** Of the last attempt that failed. */
  lastError: z.string().nullable(),
})
export type Delivery = z.infer<typeof delivery>

/** What happened to a delivery, one entry per attempt. */
export const deliveryAttempt = z.object({
  at: epochMs,
  /**
   * later: the platform failed, counted. limited: the platform asked to wait, not counted. lost: the bot did not come
   * back. resent: an admin sent it again.
   */
  outcome: z.enum(['sent', 'refused', 'later', 'limited', 'lost', 'resent']),
  message: z.string(),
})
export type DeliveryAttempt = z.infer<typeof deliveryAttempt>

/** A target to which nothing is sent any more until somebody who may says otherwise. */
export const pausedTarget = z.object({
  id,
  target: deliveryTarget,
  reason: refusal,
  message: z.string(),
  pausedAt: epochMs,
  /** Deliveries that wait for it. */
  waiting: z.number().int(),
})
export type PausedTarget = z.infer<typeof pausedTarget>

const deliveryParams = z.object({ communityId: id, deliveryId: id })

export const deliveryEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/deliveries',
    summary: 'What was sent where, newest first (admins see all, members their own)',
    tag: 'deliveries',
    access: 'community:read',
    params: communityParams,
    query: z.object({
      state: deliveryState.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ deliveries: z.array(delivery) }),
  }),
  resend: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/deliveries/:deliveryId/resend',
    summary: 'Send a dead or expired delivery again',
    tag: 'deliveries',
    access: 'community:admin',
    params: deliveryParams,
    answer: delivery,
  }),
  history: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/deliveries/:deliveryId/attempts',
    summary: 'What happened to a delivery, oldest first',
    tag: 'deliveries',
    access: 'community:read',
    params: deliveryParams,
    answer: z.object({ attempts: z.array(deliveryAttempt) }),
  }),
  paused: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/paused-targets',
    summary: 'Channels and people that cannot be reached any more (admins see all, members themselves)',
    tag: 'deliveries',
    access: 'community:read',
    params: communityParams,
    answer: z.object({ targets: z.array(pausedTarget) }),
  }),
  resume: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/paused-targets/:pauseId/resume',
    summary: 'Send to a paused target again (admins any, members themselves)',
    tag: 'deliveries',
    access: 'community:read',
    params: z.object({ communityId: id, pauseId: id }),
    status: 204,
  }),
}

/** Deliveries with one key go out in order. */
export function targetKey(target: DeliveryTarget): string {
  return `${target.platform}:${target.workspaceId ?? ''}:${placeIn(target)}`
}

function placeIn(target: DeliveryTarget): string {
  switch (target.kind) {
    case 'channel':
      return `channel:${target.channelId}`
    case 'person':
      return `person:${target.personId}`
    case 'workspace':
      return 'workspace'
  }
}
