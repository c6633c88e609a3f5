import type { Answer } from '../api-server.ts'

/** Discord's own error answers, https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
function refusal(status: number, code: number, message: string): Answer {
  return { status, body: { message, code } }
}

export const UNAUTHORIZED = refusal(401, 0, '401: Unauthorized')
export const NOT_FOUND = refusal(404, 0, '404: Not Found')
export const METHOD_NOT_ALLOWED = refusal(405, 0, '405: Method Not Allowed')
export const UNKNOWN_APPLICATION = refusal(404, 10002, 'Unknown Application')
export const UNKNOWN_CHANNEL = refusal(404, 10003, 'Unknown Channel')
export const UNKNOWN_GUILD = refusal(404, 10004, 'Unknown Guild')
export const UNKNOWN_MEMBER = refusal(404, 10007, 'Unknown Member')
export const UNKNOWN_MESSAGE = refusal(404, 10008, 'Unknown Message')
export const UNKNOWN_USER = refusal(404, 10013, 'Unknown User')
export const UNKNOWN_WEBHOOK = refusal(404, 10015, 'Unknown Webhook')
export const UNKNOWN_INTERACTION = refusal(404, 10062, 'Unknown interaction')
export const UNKNOWN_EVENT = refusal(404, 10070, 'Unknown Guild Scheduled Event')
export const ALREADY_ACKNOWLEDGED = refusal(400, 40060, 'Interaction has already been acknowledged.')
export const MISSING_ACCESS = refusal(403, 50001, 'Missing Access')
export const NOT_THE_AUTHOR = refusal(403, 50005, 'Cannot edit a message authored by another user')
export const EMPTY_MESSAGE = refusal(400, 50006, 'Cannot send an empty message')
export const CANNOT_DM = refusal(403, 50007, 'Cannot send messages to this user')
export const ALREADY_CROSSPOSTED = refusal(400, 40033, 'This message has already been crossposted.')
export const NOT_ON_THIS_CHANNEL = refusal(400, 50024, 'Cannot execute action on this channel type')
export const THREAD_EXISTS = refusal(400, 160004, 'A thread has already been created for this message')
export const MISSING_PERMISSIONS = refusal(403, 50013, 'Missing Permissions')
export const INVALID_WEBHOOK_TOKEN = refusal(401, 50027, 'Invalid Webhook Token')
export const INVALID_RECIPIENTS = refusal(400, 50033, 'Invalid Recipient(s)')

export function rateLimited(retryAfterMs: number, scope: 'user' | 'global' | 'shared'): Answer {
  const seconds = retryAfterMs / 1000
  const headers: Record<string, string> = {
    'retry-after': String(Math.ceil(seconds)),
    'x-ratelimit-scope': scope,
    'x-ratelimit-reset-after': seconds.toFixed(3),
    'x-ratelimit-remaining': '0',
    'x-ratelimit-limit': '5',
    via: '1.1 google',
  }
  if (scope === 'global') headers['x-ratelimit-global'] = 'true'
  const body = { message: 'You are being rate limited.', retry_after: seconds, global: scope === 'global' }
  return { status: 429, headers, body }
}
