import { webApi } from '@slack/bolt'
import type { DeliveryOutcome } from '../../shared/bot-protocol.ts'
import type { Refusal } from '../../shared/deliveries.ts'

/** Errors of https://docs.slack.dev/reference/methods/chat.postMessage, chat.update, and conversations.open */
const REFUSALS: Record<string, Refusal> = {
  channel_not_found: 'target_gone',
  is_archived: 'target_gone',
  user_not_found: 'target_gone',
  users_not_found: 'target_gone',
  user_disabled: 'target_gone',
  not_in_channel: 'forbidden',
  restricted_action: 'forbidden',
  restricted_action_read_only_channel: 'forbidden',
  restricted_action_thread_only_channel: 'forbidden',
  restricted_action_non_threadable_channel: 'forbidden',
  team_access_not_granted: 'forbidden',
  ekm_access_denied: 'forbidden',
  access_denied: 'forbidden',
  messages_tab_disabled: 'dm_closed',
  cannot_dm_bot: 'dm_closed',
  user_not_visible: 'dm_closed',
  message_not_found: 'message_gone',
  cant_update_message: 'message_gone',
  edit_window_closed: 'message_gone',
  no_text: 'invalid_message',
  msg_too_long: 'invalid_message',
  msg_blocks_too_long: 'invalid_message',
  invalid_blocks: 'invalid_message',
  invalid_blocks_format: 'invalid_message',
  invalid_arguments: 'invalid_message',
  invalid_metadata_format: 'invalid_message',
  metadata_too_large: 'invalid_message',
}

/** What a failed call means for the delivery. Anything that is not a refusal of Slack may work later. */
export function outcomeOf(error: unknown): DeliveryOutcome {
  if (error instanceof webApi.WebAPIRateLimitedError) return later('Slack asks to wait.', error.retryAfter * 1000)
  if (error instanceof webApi.WebAPIHTTPError) return later(`Slack answered with status ${error.statusCode}.`)
  const code = platformError(error)
  if (code === undefined) return later('Slack did not answer.')
  const reason = REFUSALS[code]
  return reason === undefined
    ? later(`Slack answered '${code}'.`)
    : { status: 'refused', reason, message: `Slack answered '${code}'.` }
}

/** @returns Slack's own name of the error, undefined if it did not get to say one. */
export function platformError(error: unknown): string | undefined {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined
}

const TOKEN_ERRORS = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
])

export function isTokenRefused(error: unknown): boolean {
  return TOKEN_ERRORS.has(platformError(error) ?? '')
}

/** @returns the scope that the token lacks, undefined if that is not the error. */
export function missingScope(error: unknown): string | undefined {
  if (!(error instanceof webApi.WebAPIPlatformError) || error.data.error !== 'missing_scope') return undefined
  const { needed } = error.data as { needed?: unknown }
  return typeof needed === 'string' ? needed : 'unknown'
}

function later(message: string, retryAfterMs: number | null = null): DeliveryOutcome {
  return { status: 'later', retryAfterMs, message }
}
