import * as Y from 'yjs'
import { CLOSE } from '../../shared/collab-protocol.ts'
import type { SyncLimits } from '../config.ts'
import type { Log } from '../platform/log.ts'
import type { Metrics } from '../platform/metrics.ts'
import { AwarenessStates } from './awareness-states.ts'
import type { DocumentSocket } from './document-socket.ts'
import type { FanOut, FanOutMessage } from './fan-out.ts'
import {
  awarenessFrame,
  type ClientFrame,
  decodeFrame,
  isEmptyUpdate,
  isValidUpdate,
  step1Frame,
  step2Frame,
  updateFrame,
} from './frames.ts'
import type { Commit, GroupCommit } from './group-commit.ts'
import type { Merger } from './merger.ts'
import type { StoredDocument, UpdateLog } from './update-log.ts'

export interface LiveDocumentDeps {
  updateLog: UpdateLog
  groupCommit: GroupCommit
  merger: Merger
  /** Absent: one node. */
  fanOut: FanOut | undefined
  limits: SyncLimits
  metrics: Metrics
  log: Log
}

const EMPTY_UPDATE = Uint8Array.of(0, 0)
const CLIENTS_PER_SOCKET = 64
const RESYNC_LIMIT = 10_000

/**
 * A document in motion, with its sockets. It holds updates as bytes, never a Y.Doc: relays them at once, and hands
 * them to the group commit. Loaded whole before its first socket is let in.
 */
export class LiveDocument {
  readonly id: string
  readonly #deps: LiveDocumentDeps
  readonly #sockets = new Set<DocumentSocket>()
  readonly #awareness: AwarenessStates
  /** Merged, they are the document. */
  #parts: Uint8Array[]
  #bytes: number
  #merging: Promise<void> | undefined
  /** All updates of the log up to this one are in `#parts`. */
  #seq: number
  /** Updates since the log was last compacted. */
  #tail: number
  #uncommitted = 0
  #compacting: Promise<void> | undefined
  #resyncing: Promise<void> | undefined
  #leaveFanOut: (() => void) | undefined

  constructor(id: string, stored: StoredDocument, deps: LiveDocumentDeps) {
    this.id = id
    this.#deps = deps
    this.#parts = stored.updates
    this.#bytes = stored.updates.reduce((sum, update) => sum + update.byteLength, 0)
    this.#seq = stored.seq
    this.#tail = stored.tail
    this.#awareness = new AwarenessStates({
      stateBytes: deps.limits.awarenessBytes,
      clientsPerSocket: CLIENTS_PER_SOCKET,
    })
    this.#leaveFanOut = deps.fanOut?.subscribe(id, (message) => this.#receiveFromNode(message))
    deps.fanOut?.publish(id, { type: 'queryAwareness' })
    if (this.#tail > deps.limits.compactEvery) this.#compact()
  }

  /** True while nobody needs it here: it may be let go, all of it is in the log. */
  get isIdle(): boolean {
    return this.#sockets.size === 0 && this.#uncommitted === 0 && this.#compacting === undefined
  }

  get sockets(): ReadonlySet<DocumentSocket> {
    return this.#sockets
  }

  join(socket: DocumentSocket): void {
    this.#sockets.add(socket)
    if (socket.mayWrite) this.askForUpdates(socket)
    const states = this.#awareness.all()
    if (states !== undefined) socket.send(awarenessFrame(states))
  }

  leave(socket: DocumentSocket): void {
    this.#sockets.delete(socket)
    const left = this.#awareness.leave(socket)
    if (left !== undefined) this.#relayAwareness(left, socket.owner)
  }

  /** Sync step 1 to the client: it answers with what the hub has not got. */
  askForUpdates(socket: DocumentSocket): void {
    this.state().then(
      (state) => socket.send(step1Frame(Y.encodeStateVectorFromUpdate(state))),
      (error: unknown) => this.#fail(socket, error),
    )
  }

  /** A frame from a socket. Whatever is wrong with it closes that socket, and no other. */
  receive(frame: Uint8Array, from: DocumentSocket): void {
    const decoded = decodeFrame(frame)
    if (decoded === undefined) {
      from.close(CLOSE.malformedFrame, 'not a frame of the protocol')
      return
    }
    this.#deps.metrics.syncBytesIn.inc(frame.byteLength)
    if (!from.withinRate()) {
      from.close(CLOSE.rateLimited, 'too many frames a second')
      return
    }
    this.#answer(decoded, from)
  }

  /**
   * Takes in an edit that the hub itself makes; the caller has made it from `state()`.
   * @returns when it is durable. @throws Error when the document is gone.
   */
  async edit(update: Uint8Array, author: string | null): Promise<void> {
    const seq = await this.#take(update, author, undefined)
    if (seq === undefined) throw new Error(`document ${this.id} is gone`)
  }

  /** The whole document as one update. Shared by all who ask; not to be changed. */
  async state(): Promise<Uint8Array> {
    while (this.#parts.length > 1) {
      this.#merging ??= this.#merge()
      await this.#merging
    }
    return this.#parts[0] ?? EMPTY_UPDATE
  }

  /** The group commit has written updates of this document. */
  committed({ seq, updates }: Commit): void {
    this.#deps.fanOut?.publish(this.id, { type: 'updates', seq, updates: updates.map((update) => update.bytes) })
    if (this.#seq === seq - updates.length) this.#seq = seq
    // Another node wrote in between; what it wrote is not here yet.
    else if (seq > this.#seq) this.resync()
    this.#tail += updates.length
    if (this.#tail > this.#deps.limits.compactEvery) this.#compact()
  }

  /** Reads what other nodes wrote, from the log. */
  resync(): void {
    this.#resyncing ??= this.#readMissed()
      .catch((error: unknown) => this.#deps.log.warn({ err: error, documentId: this.id }, 'missed updates not read yet'))
      .finally(() => (this.#resyncing = undefined))
  }

  /** Ends every socket; resolves when nothing of this document is on its way to the log. */
  close(code: number, reason: string): void {
    for (const socket of this.#sockets) socket.close(code, reason)
    this.#leaveFanOut?.()
    this.#leaveFanOut = undefined
  }

  #answer(frame: ClientFrame, from: DocumentSocket): void {
    switch (frame.type) {
      case 'step1':
        this.#sendMissing(frame.stateVector, from)
        return
      case 'update':
        this.#receiveUpdate(frame.bytes, from)
        return
      case 'awareness':
        this.#receiveAwareness(frame.bytes, from)
        return
      case 'queryAwareness': {
        const states = this.#awareness.all()
        if (states !== undefined) from.send(awarenessFrame(states))
      }
    }
  }

  #sendMissing(stateVector: Uint8Array, to: DocumentSocket): void {
    try {
      Y.decodeStateVector(stateVector)
    } catch {
      to.close(CLOSE.malformedFrame, 'not a state vector')
      return
    }
    // The frame's bytes belong to the socket; the merge may be awaited.
    const known = stateVector.slice()
    this.state().then(
      (state) => to.send(step2Frame(known.length <= 1 ? state : Y.diffUpdate(state, known))),
      (error: unknown) => this.#fail(to, error),
    )
  }

  #receiveUpdate(bytes: Uint8Array, from: DocumentSocket): void {
    const number = from.countFrame()
    if (isEmptyUpdate(bytes)) {
      // Stock clients answer every step 1, also when they have nothing. It is as saved as all before it.
      if (this.#uncommitted === 0) from.saved(number)
      else void this.#deps.groupCommit.flushed().then(() => from.saved(number))
      return
    }
    if (!from.mayWrite) {
      from.close(CLOSE.forbidden, 'you may read this document, not change it')
      return
    }
    if (this.#bytes + bytes.byteLength > this.#deps.limits.documentBytes) {
      from.close(CLOSE.tooLarge, 'the document would be too large')
      return
    }
    if (this.#deps.groupCommit.isFull) {
      from.close(CLOSE.tryLater, 'the hub cannot save just now')
      return
    }
    if (!isValidUpdate(bytes)) {
      from.close(CLOSE.malformedFrame, 'not a Yjs update')
      return
    }
    this.#deps.metrics.syncUpdates.inc()
    // Copied: the bytes are a view into a buffer that the socket reuses.
    void this.#take(bytes.slice(), from.permit.memberId, from).then((seq) => {
      if (seq === undefined) from.close(CLOSE.notFound, 'the document is gone')
      else from.saved(number)
    })
  }

  #receiveAwareness(bytes: Uint8Array, from: DocumentSocket): void {
    const relay = this.#awareness.receive(bytes, from.owner, from)
    if (relay === 'malformed') from.close(CLOSE.malformedFrame, 'not an awareness update')
    else if (relay === 'too large') from.close(CLOSE.tooLarge, 'the awareness state is too large')
    else if (relay !== undefined) this.#relayAwareness(relay, from.owner, from)
  }

  async #take(update: Uint8Array, author: string | null, from: DocumentSocket | undefined): Promise<number | undefined> {
    this.#add(update)
    this.#relay(updateFrame(update), from)
    this.#uncommitted += 1
    try {
      return await this.#deps.groupCommit.append(this.id, { bytes: update, author })
    } finally {
      this.#uncommitted -= 1
    }
  }

  #add(update: Uint8Array): void {
    this.#parts.push(update)
    this.#bytes += update.byteLength
  }

  #relay(frame: Uint8Array, except: DocumentSocket | undefined): void {
    for (const socket of this.#sockets) if (socket !== except) socket.send(frame)
  }

  #relayAwareness(update: Uint8Array, owner: string, except?: DocumentSocket): void {
    this.#relay(awarenessFrame(update), except)
    this.#deps.fanOut?.publish(this.id, { type: 'awareness', update, owner })
  }

  #receiveFromNode(message: FanOutMessage): void {
    switch (message.type) {
      case 'updates':
        if (message.seq <= this.#seq) return
        if (message.seq - message.updates.length !== this.#seq) {
          this.resync()
          return
        }
        this.#seq = message.seq
        for (const update of message.updates) this.#takeFromNode(update)
        return
      case 'awareness': {
        const relay = this.#awareness.receiveFromNode(message.update, message.owner)
        if (relay !== undefined) this.#relay(awarenessFrame(relay), undefined)
        return
      }
      case 'queryAwareness': {
        const own = this.#awareness.all()
        if (own !== undefined) this.#deps.fanOut?.publish(this.id, { type: 'awareness', update: own, owner: 'node' })
      }
    }
  }

  #takeFromNode(update: Uint8Array): void {
    this.#add(update)
    this.#relay(updateFrame(update), undefined)
  }

  async #readMissed(): Promise<void> {
    for (;;) {
      const after = this.#seq
      const missed = await this.#deps.updateLog.readAfter(this.id, after, RESYNC_LIMIT)
      for (const { seq, bytes } of missed) {
        if (seq <= this.#seq) continue
        this.#seq = seq
        this.#takeFromNode(bytes)
      }
      if (missed.length < RESYNC_LIMIT) return
    }
  }

  async #merge(): Promise<void> {
    const taken = this.#parts
    const count = taken.length
    try {
      const merged = await this.#deps.merger.merge(taken.slice(0, count))
      this.#parts = [merged, ...this.#parts.slice(count)]
      this.#bytes = this.#parts.reduce((sum, part) => sum + part.byteLength, 0)
    } finally {
      this.#merging = undefined
    }
  }

  /** Works from the log alone, so that it holds whatever other nodes have written. */
  #compact(): void {
    this.#tail = 0
    this.#compacting ??= (async () => {
      const stored = await this.#deps.updateLog.load(this.id)
      if (stored === undefined || stored.tail === 0) return
      await this.#deps.updateLog.compact(this.id, stored.seq, await this.#deps.merger.merge(stored.updates))
    })()
      .catch((error: unknown) => this.#deps.log.warn({ err: error, documentId: this.id }, 'log not compacted'))
      .finally(() => (this.#compacting = undefined))
  }

  #fail(socket: DocumentSocket, error: unknown): void {
    this.#deps.log.error({ err: error, documentId: this.id }, 'the document could not be merged')
    socket.close(CLOSE.tryLater, 'the hub cannot read the document just now')
  }
}
