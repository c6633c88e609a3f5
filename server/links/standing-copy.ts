import { setTimeout as sleep } from 'node:timers/promises'
import type { DeliveryService } from '../deliveries/delivery-service.ts'
import type { Queries } from '../platform/database.ts'
import type { ChatCopies } from './chat-copies.ts'
import { type LinkRow, targetOf } from './link-store.ts'

/** How long what a person answers is waited for, while a bot is just posting it. */
const COPY_WAIT = { everyMs: 100, times: 30 }

export interface StandingCopyDeps {
  queries: Queries
  copies: ChatCopies
  deliveries: Pick<DeliveryService, 'isOnTheWay'>
}

/**
 * What a message in a linked channel is to its room. Somebody may be quick: a copy that is answered, reacted to or translated
 * stands there, and its bot has not said so yet.
 * @returns undefined when the room does not know it.
 */
export async function standingCopy(
  { queries, copies, deliveries }: StandingCopyDeps,
  link: LinkRow,
  externalId: string,
): ReturnType<ChatCopies['find']> {
  let isComing = true
  for (let times = 0; times <= COPY_WAIT.times; times += 1) {
    const found = await copies.find(queries, link.id, externalId)
    if (found !== undefined || !isComing) return found
    // It may have come just now: then it is looked for once more.
    isComing = await deliveries.isOnTheWay(targetOf(link))
    if (isComing) await sleep(COPY_WAIT.everyMs)
  }
  return undefined
}
