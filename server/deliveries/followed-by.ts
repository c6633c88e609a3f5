import type { DeliveryFollower } from './delivery-follower.ts'

/** One that knows what is to be sent, and another that is told afterwards. `also`: made later than the outbox. */
export function followedBy(first: DeliveryFollower, also: () => Pick<DeliveryFollower, 'sent'>): DeliveryFollower {
  return {
    atLease: (...about) => first.atLease(...about),
    async sent(...about) {
      await first.sent(...about)
      await also().sent(...about)
    },
  }
}
