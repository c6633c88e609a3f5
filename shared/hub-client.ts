import { io, type Socket } from 'socket.io-client'
import type { z } from 'zod'
import {
  botRequests,
  BOTS_NAMESPACE,
  type BotAnswer,
  type BotRequest,
  type BotRequestName,
  type BotToHub,
  type HubToBot,
} from './bot-protocol.ts'
import type { Endpoint } from './endpoint.ts'
import { errorBody, HubError } from './errors.ts'
import type { Result } from './live-protocol.ts'

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
    const { params, query, body } = request as { params?: object; query?: object; body?: object }
    const response = await this.#fetch(endpoint, urlOf(endpoint.path, params, query), body)
    if (!response.ok) throw await errorOf(response)
    if (endpoint.status === 204) return undefined as AnswerOf<E>
    return endpoint.answer.parse(await response.json()) as AnswerOf<E>
  }

  async #fetch(endpoint: Endpoint, path: string, body: object | undefined): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json' }
    if (this.#options.token !== undefined) headers['authorization'] = `Bearer ${this.#options.token}`
    const init: RequestInit = {
      method: endpoint.method.toUpperCase(),
      headers,
      signal: AbortSignal.timeout(this.#options.timeoutMs ?? 15_000),
    }
    if (endpoint.method !== 'get' && endpoint.method !== 'delete') {
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

export interface BotSocketOptions {
  hubUrl: string
  /** An API token with the scope `bot`. */
  token: string
  platform: string
  /** Milliseconds until a request is given up. */
  timeoutMs?: number
}

const RECONNECT_CAP_MS = 10_000

/** A bot's live connection to the hub; it reconnects by itself, for ever. `close()` ends it. */
export class BotSocket {
  readonly socket: Socket<HubToBot, BotToHub>
  readonly #timeoutMs: number
  #reconnect: ReturnType<typeof setTimeout> | undefined

  constructor(options: BotSocketOptions) {
    this.#timeoutMs = options.timeoutMs ?? 10_000
    this.socket = io(options.hubUrl + BOTS_NAMESPACE, {
      auth: { token: options.token, platform: options.platform },
      transports: ['websocket'],
      reconnectionDelayMax: RECONNECT_CAP_MS,
    })
    // Socket.IO takes a refusal and a disconnect by the hub as final: a hub that restarts does both.
    this.socket.on('connect_error', () => this.#reconnectSoon())
    this.socket.on('disconnect', (reason) => {
      if (reason !== 'io client disconnect') this.#reconnectSoon()
    })
  }

  /** @throws HubError with the hub's code; 'unavailable' when no answer came in time or the hub is away. */
  async request<N extends BotRequestName>(name: N, request: BotRequest<N>): Promise<BotAnswer<N>> {
    if (!this.socket.connected) throw new HubError('unavailable', 'The hub is not connected.')
    let result: Result<unknown>
    try {
      const emitter = this.socket.timeout(this.#timeoutMs) as unknown as {
        emitWithAck(name: string, request: unknown): Promise<Result<unknown>>
      }
      result = await emitter.emitWithAck(name, request)
    } catch (cause) {
      throw new HubError('unavailable', `The hub did not answer '${name}' in time.`, { cause })
    }
    if (!result.ok) throw new HubError(result.error.code, result.error.message, { details: result.error.details })
    return botRequests[name].answer.parse(result.value) as BotAnswer<N>
  }

  close(): void {
    clearTimeout(this.#reconnect)
    this.socket.close()
  }

  #reconnectSoon(): void {
    if (this.socket.active) return
    clearTimeout(this.#reconnect)
    this.#reconnect = setTimeout(() => this.socket.connect(), RECONNECT_CAP_MS * (0.2 + Math.random() * 0.3))
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

async function errorOf(response: Response): Promise<HubError> {
  const parsed = errorBody.safeParse(await response.json().catch(() => undefined))
  if (!parsed.success) return new HubError('internal', `The hub answered with status ${response.status}.`)
  const { code, message, details } = parsed.data.error
  return new HubError(code, message, { details })
}
