import { z } from 'zod'
import { deliveryContent, deliveryReceipt, deliveryTarget, gigCard, platform } from './deliveries.ts'
import { epochMs, id } from './endpoint.ts'
import { feedback, reason } from './gigs.ts'
import type { Result } from './live-protocol.ts'

/**
 * What a bot and the hub say to each other over Socket.IO, namespace `/bots`.
 * The handshake's `auth` is `botAuth`; every request is acknowledged with a `Result`.
 * Bots ask for work (lease, send, settle); the hub only nudges them when there is some, so that a bot that
 * dies holds nothing longer than its lease, and any number of bots may serve one platform.
 */
export const BOTS_NAMESPACE = '/bots'

export const botAuth = z.object({
  /** An API token with the scope `bot`. */
  token: z.string().min(1).max(200),
  platform,
})
export type BotAuth = z.infer<typeof botAuth>

/** A person as the platform knows them; which platform is known from the socket. */
export const platformPerson = z.object({
  workspaceId: z.string().max(64).nullable(),
  personId: z.string().min(1).max(64),
  personName: z.string().max(200),
})
export type PlatformPerson = z.infer<typeof platformPerson>

export const leasedDelivery = z.object({
  id,
  /** Must be given back when it is settled: a lease that ran out settles nothing. */
  leaseId: z.string(),
  /** 1 for the first. Above 1, an earlier attempt may have got through: look before sending again. */
  attempt: z.number().int().min(1),
  target: deliveryTarget,
  content: deliveryContent,
  leasedUntil: epochMs,
})
export type LeasedDelivery = z.infer<typeof leasedDelivery>

export const deliveryOutcome = z.discriminatedUnion('status', [
  z.object({ status: z.literal('sent'), receipt: deliveryReceipt }),
  /** Final: the target is gone, forbids it, or refuses this message. */
  z.object({
    status: z.literal('refused'),
    reason: z.enum(['target_gone', 'forbidden', 'dm_closed', 'invalid_message']),
    message: z.string().max(500),
  }),
  /** Not now: a limit, or the platform fails. `retryAt` only where the platform said when. */
  z.object({ status: z.literal('later'), retryAt: epochMs.nullable(), message: z.string().max(500) }),
])
export type DeliveryOutcome = z.infer<typeof deliveryOutcome>

/** Answers about a person: one who is not linked yet gets a one-time link to show. */
const unlinked = z.object({ linked: z.literal(false), linkUrl: z.string(), expiresAt: epochMs })

export const botRequests = {
  hello: {
    request: z.object({
      name: z.string().max(80),
      workspaces: z.array(z.object({ id: z.string().max(64), name: z.string().max(200) })).max(2500),
      inviteUrl: z.url().nullable(),
    }),
    answer: z.object({ leaseMs: z.number(), pollMs: z.number(), maxLease: z.number().int() }),
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
    request: z.object({ id, leaseId: z.string().max(64), outcome: deliveryOutcome }),
    /** False: the lease had run out, so the outcome was only noted. */
    answer: z.object({ settled: z.boolean() }),
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
      }),
    ]),
  },
  'links:start': {
    request: z.object({ person: platformPerson }),
    answer: z.object({ alreadyLinked: z.boolean(), linkUrl: z.string(), expiresAt: epochMs }),
  },
} as const

export type BotRequestName = keyof typeof botRequests
export type BotRequest<N extends BotRequestName> = z.infer<(typeof botRequests)[N]['request']>
export type BotAnswer<N extends BotRequestName> = z.infer<(typeof botRequests)[N]['answer']>

/** Bot to hub. */
export type BotToHub = {
  [N in BotRequestName]: (request: BotRequest<N>, acknowledge: (result: Result<BotAnswer<N>>) => void) => void
}

/** Hub to bot: a nudge, without content. Lease. */
export interface HubToBot {
  'deliveries:available': () => void
}
