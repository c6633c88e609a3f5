import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
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
      headers: Object.fromEntries(init.headers instanceof Headers ? init.headers : new Headers(init.headers)),
      ...(typeof init.body === 'string' ? { body: init.body } : {}),
      signal: init.signal ?? AbortSignal.timeout(60_000),
    })
    return new NodeResponse(url, response) as unknown as Response
  }
}

/**
 * As much of a `Response` as the SDK uses. A web stream around what Node reads costs as much as all the rest of a call, and
 * `Headers` as much as reading the answer.
 */
class NodeResponse implements Pick<Response, 'url' | 'status' | 'ok' | 'text' | 'json'> {
  readonly url: string
  readonly status: number
  /** By names in small letters, by which the SDK asks. */
  readonly headers = new Map<string, string>()
  readonly body: IncomingMessage

  constructor(url: string, response: IncomingMessage) {
    this.url = url
    this.status = response.statusCode ?? 502
    for (const [name, value] of Object.entries(response.headers)) {
      if (typeof value === 'string') this.headers.set(name, value)
    }
    this.body = response
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300
  }

  async text(): Promise<string> {
    return await text(this.body)
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text())
  }
}
