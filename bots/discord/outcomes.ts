import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import type { DeliveryOutcome } from '../../shared/bot-protocol.ts'
import type { Refusal } from '../../shared/deliveries.ts'

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const REFUSALS: Record<number, Refusal> = {
  10_003: 'target_gone', // Unknown Channel
  10_004: 'target_gone', // Unknown Guild
  10_008: 'message_gone', // Unknown Message
  10_070: 'message_gone', // Unknown Guild Scheduled Event
  10_013: 'target_gone', // Unknown User
  50_033: 'target_gone', // Invalid Recipient(s)
  50_005: 'message_gone', // Cannot edit a message authored by another user
  50_001: 'forbidden', // Missing Access
  50_013: 'forbidden', // Missing Permissions
  50_007: 'dm_closed', // Cannot send messages to this user
  50_278: 'dm_closed', // no guild in common
  50_006: 'invalid_message', // empty
  50_008: 'target_gone', // not a text channel
  50_035: 'invalid_message', // Invalid Form Body
}

/** What a failed call means for the delivery. Anything that is not a refusal of Discord may work later. */
export function outcomeOf(error: unknown): DeliveryOutcome {
  if (error instanceof RateLimitError) return later('Discord asks to wait.', error.retryAfter)
  if (error instanceof DiscordAPIError) {
    const reason = REFUSALS[Number(error.code)] ?? byStatus(error.status)
    if (reason === undefined) return later(`Discord answered ${error.status}: ${error.message}`)
    return { status: 'refused', reason, message: error.message.slice(0, 500) }
  }
  if (error instanceof HTTPError) return later(`Discord answered with status ${error.status}.`)
  return later('Discord did not answer.')
}

function byStatus(status: number): Refusal | undefined {
  if (status === 403) return 'forbidden'
  if (status === 404) return 'target_gone'
  return status === 400 ? 'invalid_message' : undefined
}

function later(message: string, retryAfterMs: number | null = null): DeliveryOutcome {
  return {
    status: 'later',
    retryAfterMs: retryAfterMs === null ? null : Math.ceil(retryAfterMs),
    message: message.slice(0, 500),
  }
}
