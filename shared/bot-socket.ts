import { io, type Socket } from 'socket.io-client'
import {
  botRequests,
  BOTS_NAMESPACE,
  type BotAnswer,
  type BotRequest,
  type BotRequestName,
  type BotToHub,
  type HubToBot,
} from './bot-protocol.ts'
import { HubError } from './errors.ts'
import type { Result } from './live-protocol.ts'

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
