import type { Namespace, Server, Socket } from 'socket.io'
import { LIVE_NAMESPACE, type LiveEvents, type ServerToWeb } from '../../../shared/live-protocol.ts'
import { headersOf } from '../http/mount.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Authenticate } from '../principal.ts'

/** Tells web clients what has just happened. What they miss while away they read again by HTTP. */
export interface Live {
  toMember<K extends keyof LiveEvents>(memberId: string, name: K, payload: LiveEvents[K]): void
  /** Its guests, too: what they may not read must not be in it. */
  toCommunity<K extends keyof LiveEvents>(communityId: string, name: K, payload: LiveEvents[K]): void
  toEach<K extends keyof LiveEvents>(memberIds: readonly string[], name: K, payload: LiveEvents[K]): void
  /** All of a community but its guests. */
  toMembers<K extends keyof LiveEvents>(communityId: string, name: K, payload: LiveEvents[K]): void
}

export interface Membership {
  memberId: string
  communityId: string
  isGuest: boolean
}

interface LiveSocketData {
  accountId: string
  memberships: Membership[]
}

type LiveNamespace = Namespace<Record<string, never>, ServerToWeb, Record<string, never>, LiveSocketData>

export interface LiveHubDeps {
  io: Server
  authenticate: Authenticate
  isOwnOrigin: (request: Socket['request']) => boolean
  membershipsOf: (accountId: string) => Promise<Membership[]>
  metrics: Metrics
  log: Log
}

const ONLINE_EVERY_MS = 500

export class LiveHub implements Live {
  readonly #namespace: LiveNamespace
  readonly #deps: LiveHubDeps
  readonly #tellOnlineSoon = new Map<string, NodeJS.Timeout>()

  constructor(deps: LiveHubDeps) {
    this.#deps = deps
    this.#namespace = deps.io.of(LIVE_NAMESPACE) as LiveNamespace
    this.#namespace.use((socket, next) => {
      this.#admit(socket).then(
        () => next(),
        (error: Error) => next(error),
      )
    })
    this.#namespace.on('connection', (socket) => {
      deps.metrics.liveSockets.inc()
      for (const { communityId, memberId, isGuest } of socket.data.memberships) {
        void socket.join([`community:${communityId}`, `member:${memberId}`])
        if (!isGuest) void socket.join(`members:${communityId}`)
      }
      this.#tellOnline(socket.data.memberships)
      socket.on('disconnect', () => {
        deps.metrics.liveSockets.dec()
        this.#tellOnline(socket.data.memberships)
      })
    })
  }

  toMember<K extends keyof LiveEvents>(memberId: string, name: K, payload: LiveEvents[K]): void {
    this.#emit(`member:${memberId}`, name, payload)
  }

  toCommunity<K extends keyof LiveEvents>(communityId: string, name: K, payload: LiveEvents[K]): void {
    this.#emit(`community:${communityId}`, name, payload)
  }

  toMembers<K extends keyof LiveEvents>(communityId: string, name: K, payload: LiveEvents[K]): void {
    this.#emit(`members:${communityId}`, name, payload)
  }

  toEach<K extends keyof LiveEvents>(memberIds: readonly string[], name: K, payload: LiveEvents[K]): void {
    // To no audience at all would be to everybody.
    if (memberIds.length > 0) {
      this.#emit(
        memberIds.map((id) => `member:${id}`),
        name,
        payload,
      )
    }
  }

  /** Memberships changed: the sockets of that account are dropped, come back, and are admitted anew. */
  refresh(accountId: string): void {
    for (const socket of this.#namespace.sockets.values()) {
      // Not `disconnect()`: after that socket.io clients stay away.
      if (socket.data.accountId === accountId) socket.conn.close()
    }
  }

  close(): void {
    for (const timer of this.#tellOnlineSoon.values()) clearTimeout(timer)
    this.#tellOnlineSoon.clear()
  }

  #emit(audience: string | string[], name: string, payload: unknown): void {
    ;(this.#namespace.to(audience) as unknown as { emit(name: string, payload: unknown): void }).emit(name, payload)
  }

  async #admit(socket: Socket & { data: LiveSocketData }): Promise<void> {
    if (!this.#deps.isOwnOrigin(socket.request)) throw new Error('forbidden')
    const principal = await this.#deps.authenticate({ headers: headersOf(socket.request) })
    if (principal?.kind !== 'session') throw new Error('unauthenticated')
    socket.data.accountId = principal.accountId
    socket.data.memberships = await this.#deps.membershipsOf(principal.accountId)
  }

  /** Once per community and half second: a thousand people who reconnect at once must not make a million messages. */
  #tellOnline(memberships: readonly Membership[]): void {
    for (const { communityId } of memberships) {
      if (this.#tellOnlineSoon.has(communityId)) continue
      const timer = setTimeout(() => {
        this.#tellOnlineSoon.delete(communityId)
        this.#onlineIn(communityId).then(
          (memberIds) => this.toCommunity(communityId, 'online', { communityId, memberIds }),
          (error: unknown) => this.#deps.log.warn({ err: error, communityId }, 'who is online is not known'),
        )
      }, ONLINE_EVERY_MS)
      timer.unref()
      this.#tellOnlineSoon.set(communityId, timer)
    }
  }

  async #onlineIn(communityId: string): Promise<string[]> {
    const sockets = await this.#namespace.in(`community:${communityId}`).fetchSockets()
    const ids = sockets.flatMap((socket) =>
      socket.data.memberships.filter((m) => m.communityId === communityId).map((m) => m.memberId),
    )
    return [...new Set(ids)].toSorted()
  }
}
