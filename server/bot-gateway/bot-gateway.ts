import type { Namespace, Server, Socket } from 'socket.io'
import {
  botAuth,
  botRequests,
  BOTS_NAMESPACE,
  type BotAnswer,
  type BotRequest,
  type BotRequestName,
  type BotToHub,
  type HubToBot,
  type LeasedDelivery,
} from '../../shared/bot-protocol.ts'
import { HubError, parseOrThrow } from '../../shared/errors.ts'
import type { Result } from '../../shared/live-protocol.ts'
import type { BotsAtHand } from '../deliveries/bots-at-hand.ts'
import type { EventBus } from '../platform/event-bus.ts'
import { toHubError } from '../platform/http/errors.ts'
import type { Log } from '../platform/log.ts'
import type { Principal } from '../platform/principal.ts'
import type { BotHandlers } from './bot-handlers.ts'
import type { PlatformStatusBoard } from './platform-status.ts'

interface BotSocketData {
  platform: string
  principal: Principal
}
type BotNamespace = Namespace<BotToHub, HubToBot, Record<string, never>, BotSocketData>
type BotSocket = Socket<BotToHub, HubToBot, Record<string, never>, BotSocketData>

export interface BotGatewayDeps {
  io: Server
  /** @returns undefined unless the token has the scope `bot`. */
  authenticateBot: (token: string) => Promise<Principal | undefined>
  isTokenValid: (tokenId: string) => Promise<boolean>
  handlers: BotHandlers
  status: PlatformStatusBoard
  atHand: Pick<BotsAtHand, 'gone'>
  events: EventBus
  log: Log
}

/** The door of the bots: namespace `/bots` of Socket.IO, as `shared/bot-protocol.ts` says. */
export class BotGateway {
  readonly #deps: BotGatewayDeps
  readonly #namespace: BotNamespace
  readonly #unsubscribe: (() => void)[]
  /** None of them rejects. */
  readonly #answering = new Set<Promise<void>>()
  #isClosing = false

  constructor(deps: BotGatewayDeps) {
    this.#deps = deps
    this.#namespace = deps.io.of(BOTS_NAMESPACE) as unknown as BotNamespace
    this.#namespace.use((socket, next) => {
      this.#admit(socket).then(
        () => next(),
        (error: Error) => next(error),
      )
    })
    this.#namespace.on('connection', (socket) => this.#serve(socket))
    this.#unsubscribe = [
      // Each process nudges its own bots: the event itself has come to all of them.
      deps.events.subscribe('deliveries:available', ({ platform }) => {
        this.#namespace.local.to(`platform:${platform}`).emit('deliveries:available')
      }),
      deps.events.subscribe('chats:changed', ({ platform }) => {
        this.#namespace.local.to(`platform:${platform}`).emit('chats:changed')
      }),
      deps.events.subscribe('access:changed', () => void this.#dropRevoked()),
    ]
  }

  /** Lets what is being answered end, for the store is closed soon after; what comes later is told to come again. */
  async close(): Promise<void> {
    for (const end of this.#unsubscribe) end()
    this.#isClosing = true
    await Promise.all(this.#answering)
  }

  async #admit(socket: BotSocket): Promise<void> {
    const auth = botAuth.safeParse(socket.handshake.auth)
    if (!auth.success) throw new Error('invalid_input')
    const principal = await this.#deps.authenticateBot(auth.data.token)
    if (principal === undefined) throw new Error('unauthenticated')
    socket.data.platform = auth.data.platform
    socket.data.principal = principal
  }

  #serve(socket: BotSocket): void {
    const { platform } = socket.data
    const { status, atHand, log } = this.#deps
    status.opened(socket, platform)
    log.info({ platform }, 'bot connected')
    void socket.join(`platform:${platform}`)
    socket.on('disconnect', (reason) => {
      status.closed(socket)
      atHand.gone(socket)
      log.info({ platform, reason }, 'bot disconnected')
    })
    for (const name of Object.keys(botRequests) as BotRequestName[]) this.#listen(socket, name)
  }

  #listen(socket: BotSocket, name: BotRequestName): void {
    const listener = (request: unknown, acknowledge: unknown) => {
      if (typeof acknowledge !== 'function') return
      const answering: Promise<void> = this.#answer(socket, name, request)
        .then(
          (result) => (acknowledge as (result: Result<unknown>) => void)(result),
          () => {},
        )
        .finally(() => this.#answering.delete(answering))
      this.#answering.add(answering)
    }
    socket.on(name, listener)
  }

  async #answer<N extends BotRequestName>(socket: BotSocket, name: N, request: unknown): Promise<Result<BotAnswer<N>>> {
    try {
      if (this.#isClosing) throw new HubError('unavailable', 'The hub is stopping.')
      const parsed = parseOrThrow(botRequests[name].request, request, 'request') as BotRequest<N>
      const { platform, principal } = socket.data
      const hand = (deliveries: readonly LeasedDelivery[]) => void socket.emit('deliveries:leased', deliveries)
      const bot = { bot: socket, platform, communityId: communityOf(principal), hand }
      return { ok: true, value: await this.#deps.handlers[name](parsed, bot) }
    } catch (thrown) {
      const error = toHubError(thrown)
      if (error.code === 'internal') this.#deps.log.error({ err: thrown, request: name }, 'bot request failed')
      return { ok: false, ...error.toBody() }
    }
  }

  async #dropRevoked(): Promise<void> {
    for (const socket of this.#namespace.sockets.values()) {
      const { principal } = socket.data
      if (principal.kind !== 'token') continue
      const isValid = await this.#deps.isTokenValid(principal.tokenId).catch(() => false)
      if (!isValid) socket.disconnect(true)
    }
  }
}

/** A token's bot serves the community that made the token; the hub's own bots serve all. */
function communityOf(principal: Principal): string | undefined {
  if (principal.kind === 'token') return principal.communityId
  if (principal.kind === 'hub') return undefined
  throw new HubError('forbidden', 'A bot needs a token.')
}
