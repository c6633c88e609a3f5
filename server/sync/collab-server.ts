import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { CLOSE } from '../../shared/collab-protocol.ts'
import type { SyncLimits } from '../config.ts'
import type { Log } from '../platform/log.ts'
import type { Metrics } from '../platform/metrics.ts'
import { type Admission, type Admitted, bringsCookieOnly, COLLAB_PATH, type Refusal } from './admission.ts'
import { DocumentSocket } from './document-socket.ts'
import { generationMessage } from './frames.ts'
import { SocketCounts } from './socket-counts.ts'

const PING_MS = 30_000

export interface CollabServerDeps {
  admission: Admission
  isOwnOrigin: (request: IncomingMessage) => boolean
  addressOf: (request: IncomingMessage) => string
  limits: SyncLimits
  metrics: Metrics
  log: Log
}

/** Takes y-websocket clients in at `/collab/:documentId`, and counts them. */
export class CollabServer {
  readonly #deps: CollabServerDeps
  readonly #server: WebSocketServer
  readonly #byOwner = new SocketCounts()
  readonly #byAddress = new SocketCounts()
  readonly #alive = new WeakSet<WebSocket>()
  readonly #ping: NodeJS.Timeout
  #handshakes = 0

  constructor(deps: CollabServerDeps) {
    this.#deps = deps
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: deps.limits.frameBytes,
      // Frames are small and many: compressing them costs more than it saves, and memory per socket.
      perMessageDeflate: false,
      // Text frames are refused unread.
      skipUTF8Validation: true,
    })
    this.#ping = setInterval(() => this.#pingAll(), PING_MS)
    this.#ping.unref()
  }

  /** @returns false when the request is for somebody else. */
  handleUpgrade(request: IncomingMessage, raw: Duplex, head: Buffer): boolean {
    // Looked at before it is parsed: of '//' no URL can be made.
    if (request.url?.startsWith(COLLAB_PATH) !== true) return false
    const url = new URL(request.url, 'http://hub')
    raw.on('error', () => raw.destroy())
    const { limits, isOwnOrigin, addressOf, log } = this.#deps
    const address = addressOf(request)
    if (this.#byAddress.of(address) >= limits.socketsPerAddress) {
      refuseHandshake(raw, '429 Too Many Requests')
    } else if (this.#handshakes >= limits.handshakes) {
      refuseHandshake(raw, '503 Service Unavailable')
    } else if (bringsCookieOnly(request, url) && !isOwnOrigin(request)) {
      refuseHandshake(raw, '403 Forbidden')
    } else {
      this.#handshakes += 1
      this.#byAddress.add(address)
      raw.once('close', () => this.#byAddress.remove(address))
      this.#admit(request, url, raw, head)
        .catch((error: unknown) => {
          log.error({ err: error }, 'document socket not admitted')
          raw.destroy()
        })
        .finally(() => (this.#handshakes -= 1))
    }
    return true
  }

  /** Waits a moment for clients to answer the close that `LiveDocuments.close` has sent, then cuts them off. */
  async close(graceMs = 500): Promise<void> {
    clearInterval(this.#ping)
    this.#server.close()
    const { clients } = this.#server
    const deadline = performance.now() + graceMs
    while (clients.size > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20))
    for (const socket of clients) socket.terminate()
  }

  async #admit(request: IncomingMessage, url: URL, raw: Duplex, head: Buffer): Promise<void> {
    const admitted = await this.#deps.admission.look(request, url)
    if (raw.destroyed) return
    this.#server.handleUpgrade(request, raw, head, (socket) => {
      // Refused after the handshake: a browser is not shown the status of one that failed, only a close code.
      const answer = 'code' in admitted ? admitted : (this.#tooMany(admitted) ?? admitted)
      if (!('code' in answer)) {
        this.#attach(socket, raw, answer)
        return
      }
      this.#deps.metrics.syncClosed.inc({ code: String(answer.code) })
      socket.on('error', () => {})
      socket.close(answer.code, answer.reason)
    })
  }

  #tooMany({ owner, document }: Admitted): Refusal | undefined {
    const { limits } = this.#deps
    if (this.#byOwner.of(owner) >= limits.socketsPerMember) {
      return { code: CLOSE.rateLimited, reason: 'too many open documents' }
    }
    if (document.sockets.size >= limits.socketsPerDocument) {
      return { code: CLOSE.rateLimited, reason: 'too many people in this document' }
    }
    return undefined
  }

  #attach(socket: WebSocket, raw: Duplex, admitted: Admitted): void {
    const { limits, metrics } = this.#deps
    const { owner, document } = admitted
    const client = new DocumentSocket({ ...admitted, socket, raw, limits, metrics })
    this.#byOwner.add(owner)
    metrics.syncSockets.inc()
    this.#alive.add(socket)
    socket.on('pong', () => this.#alive.add(socket))
    socket.on('error', () => {}) // 'close' follows
    socket.on('close', () => {
      document.leave(client)
      this.#byOwner.remove(owner)
      metrics.syncSockets.dec()
    })
    socket.on('message', (data, isBinary) => {
      if (!client.isOpen) return
      if (isBinary && data instanceof Buffer) document.receive(data, client)
      else client.close(CLOSE.malformedFrame, 'a text frame')
    })
    if (admitted.wantsGeneration) client.tell(generationMessage(admitted.permit.generation))
    document.join(client)
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

function refuseHandshake(raw: Duplex, status: string): void {
  raw.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
