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
  type PlatformPerson,
} from '../../shared/bot-protocol.ts'
import { HubError, parseOrThrow } from '../../shared/errors.ts'
import type { Result } from '../../shared/live-protocol.ts'
import { type DeliveryService, LEASE_MS, MAX_LEASE } from '../deliveries/delivery-service.ts'
import type { EventBus } from '../platform/event-bus.ts'
import { toHubError } from '../platform/http/errors.ts'
import type { Log } from '../platform/log.ts'
import type { Principal } from '../platform/principal.ts'
import type { GigsForPeople } from './gigs-for-people.ts'
import type { PlatformLinkService } from './platform-link-service.ts'
import type { PlatformStatusBoard } from './platform-status.ts'

const POLL_MS = 5_000

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
  deliveries: DeliveryService
  gigs: GigsForPeople
  links: PlatformLinkService
  status: PlatformStatusBoard
  events: EventBus
  log: Log
}

type Handlers = { [N in BotRequestName]: (request: BotRequest<N>, socket: BotSocket) => Promise<BotAnswer<N>> }

/** The door of the bots: namespace `/bots` of Socket.IO, as `shared/bot-protocol.ts` says. */
export class BotGateway {
  readonly #deps: BotGatewayDeps
  readonly #namespace: BotNamespace
  readonly #unsubscribe: (() => void)[]

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
      deps.events.subscribe('access:changed', () => void this.#dropRevoked()),
    ]
  }

  close(): void {
    for (const end of this.#unsubscribe) end()
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
    const { status, log } = this.#deps
    status.opened(socket, platform)
    log.info({ platform }, 'bot connected')
    void socket.join(`platform:${platform}`)
    socket.on('disconnect', (reason) => {
      status.closed(socket)
      log.info({ platform, reason }, 'bot disconnected')
    })
    for (const name of Object.keys(botRequests) as BotRequestName[]) this.#listen(socket, name)
  }

  #listen(socket: BotSocket, name: BotRequestName): void {
    const listener = (request: unknown, acknowledge: unknown) => {
      if (typeof acknowledge !== 'function') return
      this.#answer(socket, name, request).then(
        (result) => (acknowledge as (result: Result<unknown>) => void)(result),
        () => {},
      )
    }
    socket.on(name, listener)
  }

  async #answer<N extends BotRequestName>(socket: BotSocket, name: N, request: unknown): Promise<Result<BotAnswer<N>>> {
    try {
      const parsed = parseOrThrow(botRequests[name].request, request, 'request') as BotRequest<N>
      return { ok: true, value: await this.#handlers[name](parsed, socket) }
    } catch (thrown) {
      const error = toHubError(thrown)
      if (error.code === 'internal') this.#deps.log.error({ err: thrown, request: name }, 'bot request failed')
      return { ok: false, ...error.toBody() }
    }
  }

  readonly #handlers: Handlers = {
    hello: async (hello, socket) => {
      this.#deps.status.said(socket, { hello })
      return { leaseMs: LEASE_MS, pollMs: POLL_MS, maxLease: MAX_LEASE }
    },
    health: async (health, socket) => {
      this.#deps.status.said(socket, { health })
      return {}
    },
    'deliveries:lease': async ({ max }, { data }) => ({
      deliveries: await this.#deps.deliveries.lease(data.platform, max, communityOf(data.principal)),
    }),
    'deliveries:settle': async (request, { data }) => ({
      settled: await this.#deps.deliveries.settle(data.platform, request, communityOf(data.principal)),
    }),
    'gigs:forPerson': ({ person, limit }, { data }) =>
      this.#forLinked(data, person, async (accountId) => ({
        linked: true,
        gigs: await this.#deps.gigs.best(accountId, limit, communityOf(data.principal)),
      })),
    'gigs:feedback': ({ person, gigId, feedback }, { data }) =>
      this.#forLinked(data, person, async (accountId) => ({
        linked: true,
        ...(await this.#deps.gigs.giveFeedback(accountId, gigId, feedback, communityOf(data.principal))),
      })),
    'gigs:why': ({ person, gigId }, { data }) =>
      this.#forLinked(data, person, async (accountId) => ({
        linked: true,
        ...(await this.#deps.gigs.why(accountId, gigId, communityOf(data.principal))),
      })),
    'links:start': async ({ person }, { data }) => {
      const alreadyLinked = (await this.#deps.links.accountOf(data.platform, person)) !== undefined
      return { alreadyLinked, ...(await this.#deps.links.start(data.platform, person)) }
    },
  }

  async #forLinked<T>(
    { platform }: BotSocketData,
    person: PlatformPerson,
    work: (accountId: string) => Promise<T>,
  ): Promise<T | { linked: false; linkUrl: string; expiresAt: number }> {
    const accountId = await this.#deps.links.accountOf(platform, person)
    if (accountId !== undefined) return await work(accountId)
    return { linked: false, ...(await this.#deps.links.start(platform, person)) }
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
