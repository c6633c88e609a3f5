import type { GigCard } from '../../shared/deliveries.ts'
import type { PlatformLinkService } from '../bot-gateway/platform-link-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import type { DeliveryService } from './delivery-service.ts'

const ALERT_EXPIRES_MS = 24 * 3_600_000

export interface AlertDeliveryDeps {
  deliveries: DeliveryService
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

/**
 * Puts an alert for a member into the outbox, in the transaction that caused it. One person gets one alert: on the
 * first of their platforms on which they are linked. @returns false when they are linked on none.
 */
export function alertDelivery({ deliveries, links, members, nudgeSoon }: AlertDeliveryDeps) {
  return async (
    queries: Queries,
    { communityId, memberId, platforms, content, dedupeKey }: Alert,
  ): Promise<boolean> => {
    const accountId = await members.accountOf(memberId, queries)
    if (accountId === undefined) return false
    const linked = await links.linksOf(accountId, queries)
    const chosen = platforms.flatMap((platform) => linked.find((link) => link.platform === platform) ?? [])[0]
    if (chosen === undefined) return false
    const enqueued = await deliveries.enqueue(queries, {
      communityId,
      memberId,
      target: chosen.target,
      content,
      dedupeKey,
      expiresInMs: ALERT_EXPIRES_MS,
    })
    if (enqueued) nudgeSoon()
    return enqueued
  }
}
