import type { DeliveryContent, DeliveryTarget, GigCard } from '../../shared/deliveries.ts'
import type { PlatformLinkService } from '../bot-gateway/platform-link-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import type { DeliveryService } from './delivery-service.ts'
import type { PausedTargets } from './paused-targets.ts'

const EXPIRES_MS = 24 * 3_600_000

export interface AlertDeliveryDeps {
  deliveries: DeliveryService
  paused: PausedTargets
  links: PlatformLinkService
  members: MemberService
  /** Something was put into the outbox by a transaction that is about to end. */
  nudgeSoon: () => void
}

export interface Alert {
  communityId: string
  memberId: string
  /** In the member's order. */
  platforms: readonly string[]
  content: GigCard
  dedupeKey: string
}

export interface Personal extends Omit<Alert, 'content'> {
  content: DeliveryContent
  subject?: string
}

/**
 * Puts a message for a member into the outbox, in the transaction that caused it. One person gets it once: on the first
 * of their platforms on which they are linked and can be reached. @returns false when that is none.
 */
export function personalDelivery({ deliveries, paused, links, members, nudgeSoon }: AlertDeliveryDeps) {
  return async (queries: Queries, { platforms, ...message }: Personal): Promise<boolean> => {
    const { communityId, memberId } = message
    const accountId = await members.accountOf(memberId, queries)
    if (accountId === undefined) return false
    const linked = await links.linksOf(accountId, queries)
    const wanted = platforms.flatMap((platform) => linked.find((link) => link.platform === platform) ?? [])
    const target = await firstReachable(paused, queries, communityId, wanted)
    if (target === undefined) return false
    const enqueued = await deliveries.enqueue(queries, { ...message, target, expiresInMs: EXPIRES_MS })
    if (enqueued) nudgeSoon()
    return enqueued
  }
}

/** Puts a gig alert for a member into the outbox; see `personalDelivery`. */
export function alertDelivery(deps: AlertDeliveryDeps) {
  const deliver = personalDelivery(deps)
  return (queries: Queries, alert: Alert): Promise<boolean> =>
    deliver(queries, { ...alert, subject: gigSubject(alert.content.gigId) })
}

export interface ChannelPost {
  communityId: string
  target: DeliveryTarget
  content: GigCard
  dedupeKey: string
}

/** Puts the card of a gig for a channel into the outbox, in the transaction that caused it; one asked for twice is sent once. */
export function channelDelivery({ deliveries, nudgeSoon }: Pick<AlertDeliveryDeps, 'deliveries' | 'nudgeSoon'>) {
  return async (queries: Queries, post: ChannelPost): Promise<void> => {
    const subject = gigSubject(post.content.gigId)
    const enqueued = await deliveries.enqueue(queries, { ...post, subject, memberId: null, expiresInMs: EXPIRES_MS })
    if (enqueued) nudgeSoon()
  }
}

/**
 * Edits the cards of a gig that changed or closed, in the transaction that changed it: wherever they stand, or before
 * they go out. @param now what a card says now.
 */
export function alertEdit({ deliveries, nudgeSoon }: Pick<AlertDeliveryDeps, 'deliveries' | 'nudgeSoon'>) {
  return async (
    queries: Queries,
    gigId: string,
    now: (card: GigCard, memberId: string | null) => GigCard,
  ): Promise<void> => {
    const platforms = await deliveries.edit(queries, gigSubject(gigId), ({ content, memberId, mayStand }) => {
      if (content.type !== 'gig_alert') return undefined
      const card = now(content, memberId)
      return card.status === 'closed' && !mayStand ? null : card
    })
    if (platforms.size > 0) nudgeSoon()
  }
}

/** By this the cards of a gig are found when it changes. */
function gigSubject(gigId: string): string {
  return `gig:${gigId}`
}

async function firstReachable(
  paused: PausedTargets,
  queries: Queries,
  communityId: string,
  links: readonly { target: DeliveryTarget }[],
): Promise<DeliveryTarget | undefined> {
  for (const { target } of links) {
    if (!(await paused.isPaused(queries, communityId, target))) return target
  }
  return undefined
}
