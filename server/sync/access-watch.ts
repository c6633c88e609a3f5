import { CLOSE } from '../../shared/collab-protocol.ts'
import { HubError } from '../../shared/errors.ts'
import type { DocumentService } from '../documents/document-service.ts'
import type { EventBus, HubEvents } from '../platform/event-bus.ts'
import type { Log } from '../platform/log.ts'
import { limited } from './admission.ts'
import type { DocumentSocket } from './document-socket.ts'
import type { FanOut } from './fan-out.ts'
import type { LiveDocument } from './live-document.ts'
import type { LiveDocuments } from './live-documents.ts'

export interface AccessWatchDeps {
  documents: LiveDocuments
  permits: DocumentService
  isTokenValid: (tokenId: string) => Promise<boolean>
  events: EventBus
  fanOut: FanOut | undefined
  log: Log
}

const LOOK_AT_ALL_MS = 60_000

/** Keeps open sockets to what their members may do now. */
export class AccessWatch {
  readonly #deps: AccessWatchDeps
  readonly #ends: (() => void)[] = []

  constructor(deps: AccessWatchDeps) {
    this.#deps = deps
    this.#ends.push(
      deps.events.subscribe('access:changed', (change) => this.#look((socket) => isTouched(socket, change))),
    )
    // News goes over Redis, and a token may simply expire.
    if (deps.fanOut !== undefined) this.#ends.push(deps.fanOut.onGap(() => this.#look(() => true)))
    const timer = setInterval(() => this.#look(() => true), LOOK_AT_ALL_MS)
    timer.unref()
    this.#ends.push(() => clearInterval(timer))
  }

  close(): void {
    for (const end of this.#ends) end()
  }

  #look(concerns: (socket: DocumentSocket) => boolean): void {
    for (const [document, socket] of this.#deps.documents.sockets()) {
      if (!concerns(socket)) continue
      this.#lookAt(document, socket).catch((error: unknown) => {
        this.#deps.log.error({ err: error }, 'access not checked again; the socket is closed')
        socket.close(CLOSE.tryLater, 'the hub cannot check your access just now')
      })
    }
  }

  async #lookAt(document: LiveDocument, socket: DocumentSocket): Promise<void> {
    const { principal } = socket
    if (principal.kind === 'token' && !(await this.#deps.isTokenValid(principal.tokenId))) {
      socket.close(CLOSE.unauthenticated, 'the token is no longer valid')
      return
    }
    const couldWrite = socket.mayWrite
    try {
      socket.permit = limited(await this.#deps.permits.permitForSync(principal, document.id), socket.most)
    } catch (error) {
      if (!(error instanceof HubError)) throw error
      socket.close(CLOSE.forbidden, 'you may no longer read this document')
      return
    }
    if (socket.mayWrite && !couldWrite) document.askForUpdates(socket)
  }
}

function isTouched(socket: DocumentSocket, change: HubEvents['access:changed']): boolean {
  const { principal, permit } = socket
  if (change.documentId !== null) return permit.documentId === change.documentId
  if (change.tokenId !== null) return principal.kind === 'token' && principal.tokenId === change.tokenId
  if (principal.kind === 'session') return principal.accountId === change.accountId
  return principal.kind === 'token' && principal.memberId === change.memberId
}
