import { z } from 'zod'
import { announcementRequests } from './bot-announcements.ts'
import { moderationRequests } from './bot-moderation.ts'
import { coffeeRequests } from './bot-coffee.ts'
import { directoryRequests } from './bot-directory.ts'
import { eventRequests } from './bot-events.ts'
import { digestRequests } from './bot-digests.ts'
import { insightRequests } from './bot-insights.ts'
import { nicheRequests } from './bot-niches.ts'
import { channelKind, chatRequests } from './bot-chats.ts'
import { alertStory, settingsRequests } from './bot-settings.ts'
import { vouchRequests } from './bot-vouches.ts'
import { workRequests } from './bot-work.ts'
import { deliveryContent, deliveryReceipt, deliveryTarget, gigCard, platform, refusal } from './deliveries.ts'
import { epochMs, id } from './endpoint.ts'
import { feedback, reason } from './gigs.ts'
import type { Result } from './live-protocol.ts'
import { platformPerson, unlinked } from './platform-person.ts'

/**
 * What a bot and the hub say to each other over Socket.IO, namespace `/bots`.
 * The handshake's `auth` is `botAuth`; every request is acknowledged with a `Result`.
 * Bots ask for work (lease, send, settle), and are nudged when there is some; to those that say so in their hello the
 * hub also hands work unasked. A bot that dies holds nothing longer than its lease, and any number may serve one platform.
 */
export const BOTS_NAMESPACE = '/bots'

export const botAuth = z.object({
  /** An API token with the scope `bot`. */
  token: z.string().min(1).max(200),
  platform,
})

export const leasedDelivery = z.object({
  id,
  /** Must be given back when it is settled: a lease that ran out settles nothing. */
  leaseId: z.string(),
  /** 1 for the first. Above 1, an earlier attempt may have got through: look before sending again. */
  attempt: z.number().int().min(1),
  target: deliveryTarget,
  content: deliveryContent,
  /** What to change; null: post it anew. */
  edits: deliveryReceipt.nullable(),
  leasedUntil: epochMs,
  /**
   * The id of another one for the same target that this bot has, or had a moment ago: this one may be sent when that one was.
   * If it was not, this one is settled as 'later', with a `retryAfterMs` of 0. Absent: nothing stands before it.
   */
  follows: id.optional(),
})
export type LeasedDelivery = z.infer<typeof leasedDelivery>

export const deliveryOutcome = z.discriminatedUnion('status', [
  z.object({ status: z.literal('sent'), receipt: deliveryReceipt }),
  /** Final: the target is gone or forbids it, the message to edit is gone, or the platform refuses this message. */
  z.object({
    status: z.literal('refused'),
    reason: refusal,
    message: z.string().max(500),
  }),
  /**
   * Not now. With `retryAfterMs`: the platform asked to wait that long, which is no failure. Without: it failed, and
   * after a number of failures the delivery is given up. A span, not a time: clocks need not agree.
   */
  z.object({
    status: z.literal('later'),
    retryAfterMs: z.number().int().min(0).max(86_400_000).nullable(),
    message: z.string().max(500),
  }),
])
export type DeliveryOutcome = z.infer<typeof deliveryOutcome>

/** What became of a delivery that was leased. */
const settlement = z.object({ id, leaseId: z.string().max(64), outcome: deliveryOutcome })
export type Settlement = z.infer<typeof settlement>

const installation = z.object({
  workspaceId: z.string().min(1).max(64),
  workspaceName: z.string().max(200),
  sealed: z.string().min(1).max(4000),
})

export const botRequests = {
  hello: {
    request: z.object({
      name: z.string().max(80),
      workspaces: z
        .array(
          z.object({
            id: z.string().max(64),
            name: z.string().max(200),
            /** Roles or groups that an admin may let grant something in the hub. */
            roles: z
              .array(z.object({ id: z.string().max(64), name: z.string().max(200) }))
              .max(250)
              .default([]),
            /** Those that everybody there may see, for an admin to choose from. */
            channels: z
              .array(
                z.object({
                  id: z.string().max(64),
                  name: z.string().max(200),
                  kind: channelKind,
                  /** Others can follow it: what stands there can be published to them. */
                  isNews: z.boolean().optional(),
                }),
              )
              .max(500)
              .default([]),
          }),
        )
        .max(2500),
      inviteUrl: z.url().nullable(),
      /** Deliveries that it takes unasked, as `deliveries:leased`, until it has settled them. */
      takes: z.number().int().min(0).max(50).optional(),
      /** Among them may be several for one target: it heeds what each `follows`. */
      queues: z.boolean().optional(),
    }),
    answer: z.object({
      leaseMs: z.number(),
      pollMs: z.number(),
      maxLease: z.number().int(),
      /** By the hub's clock, which `leasedUntil` is told by. */
      now: epochMs,
    }),
  },
  health: {
    request: z.object({
      connected: z.boolean(),
      latencyMs: z.number().nullable(),
      lastEventAt: epochMs.nullable(),
      problems: z.array(z.string().max(300)).max(20),
    }),
    answer: z.object({}),
  },
  'deliveries:lease': {
    request: z.object({ max: z.number().int().min(1).max(50) }),
    answer: z.object({ deliveries: z.array(leasedDelivery) }),
  },
  'deliveries:settle': {
    request: z.object({ settlements: z.array(settlement).min(1).max(50) }),
    answer: z.object({
      /**
       * In their order. 'late': the lease had run out, so the outcome was only noted; 'unknown': there is no such delivery
       * for this bot.
       */
      states: z.array(z.enum(['settled', 'late', 'unknown'])),
      /** It is worth leasing again. */
      more: z.boolean(),
    }),
  },
  'gigs:forPerson': {
    request: z.object({ person: platformPerson, limit: z.number().int().min(1).max(20) }),
    answer: z.discriminatedUnion('linked', [unlinked, z.object({ linked: z.literal(true), gigs: z.array(gigCard) })]),
  },
  'gigs:feedback': {
    request: z.object({ person: platformPerson, gigId: id, feedback: feedback.nullable() }),
    answer: z.discriminatedUnion('linked', [unlinked, z.object({ linked: z.literal(true), title: z.string() })]),
  },
  'gigs:why': {
    request: z.object({ person: platformPerson, gigId: id }),
    answer: z.discriminatedUnion('linked', [
      unlinked,
      z.object({
        linked: z.literal(true),
        title: z.string(),
        score: z.number().min(0).max(1).nullable(),
        eligible: z.boolean(),
        reasons: z.array(reason),
        matcherVersion: z.string(),
        /** What can be muted of it. */
        company: z.string().nullable(),
        skills: z.array(z.string()),
        /** Null: the person has no profile. */
        alert: alertStory.nullable(),
      }),
    ]),
  },
  'links:start': {
    request: z.object({ person: platformPerson }),
    answer: z.object({ alreadyLinked: z.boolean(), linkUrl: z.string(), expiresAt: epochMs }),
  },
  /** Where the platform's app was installed by its people. What opens it is sealed: the hub cannot use it. */
  'installations:list': {
    request: z.object({}),
    answer: z.object({ installations: z.array(installation) }),
  },
  /** Inserts or replaces. */
  'installations:put': {
    request: installation,
    answer: z.object({}),
  },
  /** Where bots of this platform were when they last said hello: who is not there any more was removed meanwhile. */
  'workspaces:known': {
    request: z.object({}),
    answer: z.object({ workspaces: z.array(z.object({ id: z.string(), name: z.string() })) }),
  },
  /** A workspace removed the bot, or took its token back: what was meant for it is cleaned up, and admins are told. */
  'workspaces:left': {
    request: z.object({
      workspaceId: z.string().min(1).max(64),
      workspaceName: z.string().max(200),
      reason: z.enum(['removed', 'revoked']),
    }),
    answer: z.object({}),
  },
  ...workRequests,
  ...settingsRequests,
  ...nicheRequests,
  ...announcementRequests,
  ...moderationRequests,
  ...insightRequests,
  ...vouchRequests,
  ...eventRequests,
  ...directoryRequests,
  ...coffeeRequests,
  ...digestRequests,
  ...chatRequests,
} as const

export type BotRequestName = keyof typeof botRequests
export type BotRequest<N extends BotRequestName> = z.infer<(typeof botRequests)[N]['request']>
export type BotAnswer<N extends BotRequestName> = z.infer<(typeof botRequests)[N]['answer']>

/** Bot to hub. */
export type BotToHub = {
  [N in BotRequestName]: (request: BotRequest<N>, acknowledge: (result: Result<BotAnswer<N>>) => void) => void
}

/** Hub to bot: nudges, without content. */
export interface HubToBot {
  /** Lease. */
  'deliveries:available': () => void
  /** To a bot that `takes` some: leased to it already. */
  'deliveries:leased': (deliveries: readonly LeasedDelivery[]) => void
  /** Ask again which channels to watch. */
  'chats:changed': () => void
}
