import { Readable } from 'node:stream'
import { guardedRequest } from '../platform/http/guarded-fetch.ts'

/** As the SDK of OpenAI wants it; only what it uses. */
export type ModelFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/**
 * Reaches models at public addresses, and at those that the operator has named: an admin of a community may not look
 * into the operator's network by naming a model there.
 */
export function modelFetch(allowHosts: readonly string[]): ModelFetch {
  const request = guardedRequest(allowHosts, 'MODEL_ALLOW_HOSTS')
  return async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input)
    const response = await request(url, {
      method: init.method === 'GET' ? 'GET' : 'POST',
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === 'string' ? { body: init.body } : {}),
      signal: init.signal ?? AbortSignal.timeout(60_000),
    })
    const headers = new Headers()
    for (const [name, value] of Object.entries(response.headers)) {
      if (typeof value === 'string') headers.set(name, value)
    }
    return new Response(Readable.toWeb(response) as ReadableStream, { status: response.statusCode ?? 502, headers })
  }
}
