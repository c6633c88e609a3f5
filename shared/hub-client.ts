import type { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { errorBody, HubError } from './errors.ts'

export interface HubApiOptions {
  /** Origin of the hub, e.g. 'http://127.0.0.1:3000'; '' for the page's own. */
  baseUrl: string
  /** An API token; absent in the browser, where the session cookie goes along. */
  token?: string
  /** Milliseconds until a call is given up. */
  timeoutMs?: number
}

type Part<Key extends string, Schema extends z.ZodType> =
  {} extends z.input<Schema> ? { [K in Key]?: z.input<Schema> } : { [K in Key]: z.input<Schema> }

/** What a call of an endpoint needs: `params`, `query` and `body`, each only where something in it is required. */
export type RequestOf<E> =
  E extends Endpoint<infer P, infer Q, infer B, z.ZodType>
    ? Part<'params', P> & Part<'query', Q> & Part<'body', B>
    : never

type AnswerOf<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer A> ? z.output<A> : never

/** The hub's HTTP API, typed by the endpoints of `shared/`. */
export class HubApi {
  readonly #options: HubApiOptions

  constructor(options: HubApiOptions) {
    this.#options = options
  }

  /** @throws HubError with the hub's own code; 'unavailable' when the hub cannot be reached in time. */
  async call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<AnswerOf<E>> {
    const { params, query, body } = request as {
      params?: object
      query?: object
      body?: object | Uint8Array<ArrayBuffer>
    }
    const response = await this.#fetch(endpoint, urlOf(endpoint.path, params, query), body)
    if (!response.ok) throw await errorOf(response)
    if (endpoint.status === 204) return undefined as AnswerOf<E>
    if (endpoint.answerType === 'file') return new Uint8Array(await response.arrayBuffer()) as AnswerOf<E>
    return endpoint.answer.parse(await response.json()) as AnswerOf<E>
  }

  async #fetch(
    endpoint: Endpoint,
    path: string,
    body: object | Uint8Array<ArrayBuffer> | undefined,
  ): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json' }
    if (this.#options.token !== undefined) headers['authorization'] = `Bearer ${this.#options.token}`
    const init: RequestInit = {
      method: endpoint.method.toUpperCase(),
      headers,
      signal: AbortSignal.timeout(this.#options.timeoutMs ?? 15_000),
    }
    if (body instanceof Uint8Array) {
      headers['content-type'] = 'application/octet-stream'
      init.body = body
    } else if (endpoint.method !== 'get' && endpoint.method !== 'delete') {
      headers['content-type'] = 'application/json'
      init.body = JSON.stringify(body ?? {})
    }
    try {
      return await fetch(this.#options.baseUrl + path, init)
    } catch (cause) {
      throw new HubError('unavailable', 'The hub cannot be reached.', { cause })
    }
  }
}

function urlOf(path: string, params: object | undefined, query: object | undefined): string {
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = (params as Record<string, unknown> | undefined)?.[name]
    return encodeURIComponent(String(value))
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null) search.set(name, String(value))
  }
  return search.size === 0 ? filled : `${filled}?${search.toString()}`
}

/** What the hub answered that is no success. */
export async function errorOf(response: Response): Promise<HubError> {
  const parsed = errorBody.safeParse(await response.json().catch(() => undefined))
  if (!parsed.success) return new HubError('internal', `The hub answered with status ${response.status}.`)
  const { code, message, details, refused } = parsed.data.error
  return new HubError(code, message, { details, refused })
}
