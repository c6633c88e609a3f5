import type { DeliveryOutcome } from '../../shared/bot-protocol.ts'
import type { DeliveryContent } from '../../shared/deliveries.ts'

/** A channel in which the bot may write and not react is none to be paused. */
export function outcomeFor({ type }: DeliveryContent, outcome: DeliveryOutcome): DeliveryOutcome {
  return type === 'chat_reactions' && outcome.status === 'refused' ? { ...outcome, reason: 'invalid_message' } : outcome
}
