import type { DeliveryContent, DeliveryReceipt, DeliveryTarget } from '../../shared/deliveries.ts'
import type { Queries } from '../platform/database.ts'

/** Those who know more of some deliveries than what was put in. */
export interface DeliveryFollower {
  /** What is to be sent, as far as it is only known when it goes out. `attempt`: 1 for the first. */
  atLease(queries: Queries, target: DeliveryTarget, content: DeliveryContent, attempt: number): Promise<DeliveryContent>
  /** It stands there now. Part of the transaction that settles. `isFirst`: nothing of it can have stood there before. */
  sent(
    queries: Queries,
    target: DeliveryTarget,
    content: DeliveryContent,
    receipt: DeliveryReceipt,
    isFirst: boolean,
  ): Promise<void>
}
