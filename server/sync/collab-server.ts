import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { CLOSE, DOCUMENT_SCHEMA_VERSION } from '../../shared/collab-protocol.ts'
import { id as idSchema } from '../../shared/endpoint.ts'
import { HubError } from '../../shared/errors.ts'
import type { SyncLimits } from '../config.ts'
import type { DocumentPermit, DocumentService } from '../documents/document-service.ts'
import type { EventBus, HubEvents } from '../platform/event-bus.ts'
import { headersOf } from '../platform/http/mount.ts'
import type { Log } from '../platform/log.ts'
import type { Metrics } from '../platform/metrics.ts'
import { type Authenticate, type Principal, principalKey } from '../platform/principal.ts'
import { DocumentSocket } from './document-socket.ts'
import type { LiveDocument } from './live-document.ts'
import type { LiveDocuments } from './live-documents.ts'

const PREFIX = '/collab/'
const PING_MS = 30_000
/** Handshakes that are being looked at; more than this at once are told to come later. */
const MOST_HANDSHAKES = 2000

export interface CollabServerDeps {
  documents: LiveDocuments
  permits: DocumentService
  authenticate: Authenticate
  isTokenValid: (tokenId: string) => Promise<boolean>
  isOwnOrigin: (request: IncomingMessage) => boolean
  addressOf: (request: IncomingMessage) => string
  events: EventBus
  limits: SyncLimits
  metrics: Metrics
  log: Log
}

interface Refusal {
  code: number
  reason: string
}

/** Lets y-websocket clients in at `/collab/:documentId`: who they are, what they may, how many they are. */
export class CollabServer {
  readonly #deps: CollabServerDeps
  readonly #server: WebSocketServer
  readonly #byOwner = new Map<string, number>()
  readonly #byAddress = new Map<string, number>()
  readonly #alive = new WeakSet<WebSocket>()
  readonly #ping: NodeJS.Timeout
  readonly #unsubscribe: () => void
  #handshakes = 0

  constructor(deps: CollabServerDeps) {
    this.#deps = deps
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: deps.limits.frameBytes,
      // Frames are small and many: compressing them costs more than it saves, and memory per socket.
      perMessageDeflate: false,
      skipUTF8Validation: true,
    })
    this.#unsubscribe = deps.events.subscribe('access:changed', (change) => this.#recheck(change))
    this.#ping = setInterval(() => this.#pingAll(), PING_MS)
    this.#ping.unref()
  }

  /** @returns false when the request is for somebody else. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const url = new URL(request.url ?? '/', 'http://hub')
    if (!url.pathname.startsWith(PREFIX)) return false
    socket.on('error', () => socket.destroy())
    const address = this.#deps.addressOf(request)
    if ((this.#byAddress.get(address) ?? 0) >= this.#deps.limits.socketsPerAddress) {
      refuseHandshake(socket, '429 Too Many Requests')
    } else if (this.#handshakes >= MOST_HANDSHAKES) {
      refuseHandshake(socket, '503 Service Unavailable')
    } else {
      this.#handshakes += 1
      this.#admit(request, url, socket, head, address)
        .catch((error: unknown) => {
          this.#deps.log.error({ err: error }, 'document socket not admitted')
          socket.destroy()
        })
        .finally(() => (this.#handshakes -= 1))
    }
    return true
  }

  /** Waits a moment for clients to answer the close that `LiveDocuments.close` has sent, then cuts them off. */
  async close(graceMs = 500): Promise<void> {
    clearInterval(this.#ping)
    this.#unsubscribe()
    this.#server.close()
    const { clients } = this.#server
    const deadline = performance.now() + graceMs
    while (clients.size > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20))
    for (const socket of clients) socket.terminate()
  }

  async #admit(request: IncomingMessage, url: URL, raw: Duplex, head: Buffer, address: string): Promise<void> {
    const token = url.searchParams.get('token') ?? undefined
    // A token is no cookie: a page of another site cannot make a browser send it.
    const hasToken = token !== undefined || request.headers.authorization !== undefined
    if (!hasToken && !this.#deps.isOwnOrigin(request)) {
      refuseHandshake(raw, '403 Forbidden')
      return
    }
    const admitted = await this.#look(request, url, token)
    if (raw.destroyed) return
    this.#server.handleUpgrade(request, raw, head, (socket) => {
      // Refused after the handshake: a browser is not shown the status of one that failed, only a close code.
      if ('code' in admitted) {
        this.#deps.metrics.syncRefused.inc({ code: String(admitted.code) })
        socket.on('error', () => {})
        socket.close(admitted.code, admitted.reason)
        return
      }
      this.#attach(socket, admitted, url.searchParams.get('saved') === '1', address)
    })
  }

  async #look(request: IncomingMessage, url: URL, token: string | undefined): Promise<Admitted | Refusal> {
    const documentId = idSchema.safeParse(safeDecode(url.pathname.slice(PREFIX.length)))
    if (!documentId.success) return { code: CLOSE.notFound, reason: 'not a document id' }
    try {
      const principal = await this.#deps.authenticate({ headers: headersOf(request), token })
      if (principal === undefined) return { code: CLOSE.unauthenticated, reason: 'sign in, or send a token' }
      const permit = await this.#deps.permits.permitForSync(principal, documentId.data)
      const owner = principalKey(principal)
      if ((this.#byOwner.get(owner) ?? 0) >= this.#deps.limits.socketsPerMember) {
        return { code: CLOSE.rateLimited, reason: 'too many open documents' }
      }
      if (permit.kind !== 'plain' && isOlder(url.searchParams.get('v'))) {
        return { code: CLOSE.schemaTooOld, reason: 'this client is too old for the document' }
      }
      const document = await this.#deps.documents.get(documentId.data)
      if (document.sockets.size >= this.#deps.limits.socketsPerDocument) {
        return { code: CLOSE.rateLimited, reason: 'too many people in this document' }
      }
      return { principal, owner, permit, document }
    } catch (error) {
      return this.#refusalOf(error)
    }
  }

  #refusalOf(error: unknown): Refusal {
    if (error instanceof HubError) {
      if (error.code === 'not_found') return { code: CLOSE.notFound, reason: 'no such document for you' }
      if (error.code === 'forbidden') return { code: CLOSE.forbidden, reason: error.message.slice(0, 120) }
    }
    this.#deps.log.error({ err: error }, 'document not opened')
    return { code: CLOSE.tryLater, reason: 'the hub cannot open the document just now' }
  }

  #attach(socket: WebSocket, admitted: Admitted, wantsSaved: boolean, address: string): void {
    const { principal, owner, permit, document } = admitted
    const { limits, metrics } = this.#deps
    const client = new DocumentSocket({
      socket,
      principal,
      owner,
      permit,
      wantsSaved,
      bufferBytes: limits.bufferBytes,
      updatesPerSecond: limits.updatesPerSecond,
      metrics,
    })
    count(this.#byOwner, owner, 1)
    count(this.#byAddress, address, 1)
    metrics.syncSockets.inc()
    this.#alive.add(socket)
    socket.on('pong', () => this.#alive.add(socket))
    socket.on('error', () => {}) // 'close' follows
    socket.on('close', () => {
      document.leave(client)
      count(this.#byOwner, owner, -1)
      count(this.#byAddress, address, -1)
      metrics.syncSockets.dec()
    })
    socket.on('message', (data, isBinary) => {
      if (!client.isOpen) return
      if (isBinary && data instanceof Buffer) document.receive(data, client)
      else client.close(CLOSE.malformedFrame, 'a text frame')
    })
    document.join(client)
  }

  /** Looks again at what the sockets that a change touches may do. */
  #recheck(change: HubEvents['access:changed']): void {
    for (const [document, socket] of this.#deps.documents.sockets()) {
      if (!isTouched(socket, change)) continue
      this.#recheckSocket(document, socket).catch((error: unknown) => {
        this.#deps.log.error({ err: error }, 'access not checked again; the socket is closed')
        socket.close(CLOSE.tryLater, 'the hub cannot check your access just now')
      })
    }
  }

  async #recheckSocket(document: LiveDocument, socket: DocumentSocket): Promise<void> {
    const { principal } = socket
    if (principal.kind === 'token' && !(await this.#deps.isTokenValid(principal.tokenId))) {
      socket.close(CLOSE.unauthenticated, 'the token was revoked')
      return
    }
    let permit: DocumentPermit
    try {
      permit = await this.#deps.permits.permitForSync(principal, document.id)
    } catch (error) {
      if (!(error instanceof HubError)) throw error
      socket.close(CLOSE.forbidden, 'you may no longer read this document')
      return
    }
    const couldWrite = socket.mayWrite
    socket.permit = permit
    if (socket.mayWrite && !couldWrite) document.askForUpdates(socket)
  }

  #pingAll(): void {
    for (const socket of this.#server.clients) {
      if (!this.#alive.has(socket)) {
        socket.terminate()
        continue
      }
      this.#alive.delete(socket)
      socket.ping()
    }
  }
}

interface Admitted {
  principal: Principal
  owner: string
  permit: DocumentPermit
  document: LiveDocument
}

function isTouched(socket: DocumentSocket, change: HubEvents['access:changed']): boolean {
  const { principal, permit } = socket
  if (change.documentId !== null) return permit.documentId === change.documentId
  if (change.tokenId !== null) return principal.kind === 'token' && principal.tokenId === change.tokenId
  if (principal.kind === 'session') return principal.accountId === change.accountId
  return principal.kind === 'token' && principal.memberId === change.memberId
}

/** A stock client says no version and is let in; only one that says an older one is known to be older. */
function isOlder(version: string | null): boolean {
  return version !== null && !(Number(version) >= DOCUMENT_SCHEMA_VERSION)
}

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return ''
  }
}

function refuseHandshake(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function count(counts: Map<string, number>, key: string, change: number): void {
  const next = (counts.get(key) ?? 0) + change
  if (next <= 0) counts.delete(key)
  else counts.set(key, next)
}
