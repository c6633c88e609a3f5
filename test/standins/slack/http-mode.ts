import { createHmac } from 'node:crypto'
import { asObject, asString, type Json } from '../shapes.ts'

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
export interface HttpMode {
  /** Request URL of the app's manifest. */
  url: string
  signingSecret: string
  now: () => number
}

interface Sent {
  type: string
  payload: Json
  /** Of the Events API: 0 for the first. */
  attempt: number
}

/** What a request of Slack looks like: JSON for events, a form for all else. `atMs`: when it claims to be made. */
export function signedRequest(
  { signingSecret }: Pick<HttpMode, 'signingSecret'>,
  { type, payload, attempt }: Sent,
  atMs: number,
): RequestInit {
  const isEvent = type === 'events_api'
  const body = isEvent ? JSON.stringify(payload) : formOf(type, payload).toString()
  const timestamp = String(Math.floor(atMs / 1000))
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  return {
    method: 'POST',
    headers: {
      'content-type': isEvent ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
      ...(attempt > 0 ? { 'x-slack-retry-num': String(attempt), 'x-slack-retry-reason': 'http_timeout' } : {}),
    },
    body,
  }
}

/** @returns what the app answered, undefined if it did not acknowledge. */
export async function post(mode: HttpMode, sent: Sent, withinMs: number): Promise<{ payload: Json } | undefined> {
  try {
    const request = signedRequest(mode, sent, mode.now())
    const response = await fetch(mode.url, { ...request, signal: AbortSignal.timeout(withinMs) })
    if (response.status !== 200) return undefined
    const text = await response.text()
    return { payload: text === '' ? {} : asObject(JSON.parse(text)) }
  } catch {
    return undefined
  }
}

function formOf(type: string, payload: Json): URLSearchParams {
  if (type === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) })
  return new URLSearchParams(Object.entries(payload).map(([key, value]): [string, string] => [key, asString(value)]))
}
