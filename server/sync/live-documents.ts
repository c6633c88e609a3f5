import { NotFoundError } from '../../shared/errors.ts'
import { CLOSE } from '../../shared/collab-protocol.ts'
import type { DocumentSocket } from './document-socket.ts'
import { LiveDocument, type LiveDocumentDeps } from './live-document.ts'

/** How long a document stays after its last socket: people reload pages. */
const LINGER_MS = 10_000
/** Pub/sub can lose messages without a word; each open document looks into the log this often. */
const RESYNC_MS = 15_000
const SWEEP_MS = 5_000
/** How long a reader may be behind. */
const STUCK_MS = 30_000

/** The documents that are in motion on this node. Each is loaded once, however many open it at once. */
export class LiveDocuments {
  readonly #deps: LiveDocumentDeps
  readonly #open = new Map<string, LiveDocument>()
  readonly #loading = new Map<string, Promise<LiveDocument>>()
  readonly #timer: NodeJS.Timeout
  readonly #idleSince = new Map<string, number>()
  readonly #ends: (() => void)[] = []
  #resyncedAt = performance.now()

  constructor(deps: LiveDocumentDeps) {
    this.#deps = deps
    this.#ends.push(
      deps.groupCommit.onCommit((commits) => {
        for (const commit of commits) this.#open.get(commit.documentId)?.committed(commit)
        deps.brake.look()
      }),
    )
    if (deps.fanOut !== undefined) this.#ends.push(deps.fanOut.onGap(() => this.#resyncAll()))
    deps.fanOut?.onNodeGone((nodeId) => {
      for (const document of this.#open.values()) document.nodeGone(nodeId)
    })
    this.#timer = setInterval(() => this.#sweep(), SWEEP_MS)
    this.#timer.unref()
  }

  /** @throws NotFoundError. */
  async get(documentId: string): Promise<LiveDocument> {
    const open = this.#open.get(documentId)
    if (open !== undefined) return open
    const loading = this.#loading.get(documentId) ?? this.#load(documentId)
    this.#loading.set(documentId, loading)
    try {
      return await loading
    } finally {
      this.#loading.delete(documentId)
    }
  }

  /** Every open socket of this node. */
  *sockets(): Iterable<[LiveDocument, DocumentSocket]> {
    for (const document of this.#open.values()) for (const socket of document.sockets) yield [document, socket]
  }

  /** Closes all sockets with 1001. What they brought is still on its way to the log: close that next. */
  close(): void {
    clearInterval(this.#timer)
    for (const document of this.#open.values()) document.close(CLOSE.goingAway, 'the hub is stopping')
    for (const end of this.#ends) end()
  }

  async #load(documentId: string): Promise<LiveDocument> {
    const stored = await this.#deps.updateLog.load(documentId)
    if (stored === undefined) throw new NotFoundError('document', documentId)
    const document = new LiveDocument(documentId, stored, this.#deps)
    this.#open.set(documentId, document)
    this.#deps.metrics.syncDocuments.set(this.#open.size)
    return document
  }

  #resyncAll(): void {
    this.#resyncedAt = performance.now()
    for (const document of this.#open.values()) document.resyncAll()
  }

  #sweep(): void {
    const now = performance.now()
    const isResyncDue = this.#deps.fanOut !== undefined && now - this.#resyncedAt > RESYNC_MS
    if (isResyncDue) this.#resyncedAt = now
    for (const [id, document] of this.#open) {
      if (isResyncDue) document.resync()
      for (const socket of document.sockets) socket.closeIfStuck(STUCK_MS)
      if (document.isCompactionDue) document.compact()
      if (!document.isIdle) {
        this.#idleSince.delete(id)
        continue
      }
      const since = this.#idleSince.get(id) ?? now
      this.#idleSince.set(id, since)
      if (now - since < LINGER_MS) continue
      // So that it is read as one snapshot when it is next opened.
      if (document.hasTail) {
        document.compact()
        continue
      }
      document.close(CLOSE.goingAway, 'idle')
      this.#open.delete(id)
      this.#idleSince.delete(id)
    }
    this.#deps.metrics.syncDocuments.set(this.#open.size)
  }
}
