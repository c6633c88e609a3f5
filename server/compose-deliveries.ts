import { PlatformLinkService } from './bot-gateway/platform-link-service.ts'
import { BotsAtHand } from './deliveries/bots-at-hand.ts'
import { alertDelivery, alertEdit, channelDelivery, personalDelivery } from './deliveries/alert-delivery.ts'
import { deliveryNudger } from './deliveries/delivery-nudger.ts'
import { DeliveryRecords, type DeliveryRecordsDeps } from './deliveries/delivery-records.ts'
import type { DeliveryFollower } from './deliveries/delivery-follower.ts'
import { DeliveryService } from './deliveries/delivery-service.ts'
import { followedBy } from './deliveries/followed-by.ts'
import { PausedTargets, type PausedTargetsDeps } from './deliveries/paused-targets.ts'
import { ChatCopies } from './links/chat-copies.ts'
import type { MemberService } from './members/member-service.ts'
import type { Background } from './platform/background.ts'
import type { Metrics } from './platform/metrics.ts'

export interface ComposeDeliveriesDeps extends PausedTargetsDeps, DeliveryRecordsDeps {
  members: MemberService
  /** Of announcements, which are made after the outbox. */
  steps: () => Pick<DeliveryFollower, 'sent'>
  metrics: Metrics
  background: Background
  publicUrl: () => string
}

const FORGET_EVERY_MS = 3_600_000

/** Puts together the outbox, and the ways in which others put something into it. */
export function composeDeliveries(deps: ComposeDeliveriesDeps) {
  const { queries, members, background } = deps
  const copies = new ChatCopies()
  const paused = new PausedTargets(deps)
  const follower = followedBy(copies, deps.steps)
  const atHand = new BotsAtHand(deps.now)
  const deliveries = new DeliveryService({ ...deps, paused, follower, atHand, random: Math.random })
  const records = new DeliveryRecords(deps)
  const links = new PlatformLinkService({ queries, publicUrl: deps.publicUrl, now: deps.now })
  const nudge = deliveryNudger(deliveries, background)
  const ways = { deliveries, paused, links, members, nudgeSoon: nudge.soon }
  return {
    atHand,
    copies,
    paused,
    deliveries,
    records,
    links,
    nudgeSoon: nudge.soon,
    deliver: alertDelivery(ways),
    postInChannel: channelDelivery(ways),
    deliverPersonal: personalDelivery(ways),
    editAlerts: alertEdit(ways),
    /** From now on this process looks for what is due, and deletes what is older than `keepMs`. */
    start(keepMs: number) {
      nudge.start()
      background.every(FORGET_EVERY_MS, () => records.forget(keepMs), 'old deliveries not deleted')
    },
    close: () => nudge.close(),
  }
}
