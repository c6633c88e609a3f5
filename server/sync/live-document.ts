import { CLOSE } from '../../shared/collab-protocol.ts'
import { NotFoundError } from '../../shared/errors.ts'
import type { SyncLimits } from '../config.ts'
import type { Log } from '../platform/log.ts'
import type { Metrics } from '../platform/metrics.ts'
import { AwarenessRelay } from './awareness-relay.ts'
import { CatchUp } from './catch-up.ts'
import type { Compactor } from './compactor.ts'
import { DocumentState } from './document-state.ts'
import type { DocumentSocket } from './document-socket.ts'
import type { FanOut, FanOutMessage } from './fan-out.ts'
import { type ClientFrame, decodeFrame, isEmptyUpdate, step1Message, updateMessage } from './frames.ts'
import type { Commit, GroupCommit } from './group-commit.ts'
import { decodeStateVector } from './known-clocks.ts'
import type { Merger } from './merger.ts'
import { Relay } from './relay.ts'
import { TailCompaction } from './tail-compaction.ts'
import { type ClockRange, shapeOf } from './update-shape.ts'
import type { StoredDocument, UpdateLog } from './update-log.ts'
import type { WriterBrake } from './writer-brake.ts'

export interface LiveDocumentDeps {
  updateLog: UpdateLog
  groupCommit: GroupCommit
  merger: Merger
  compactor: Compactor
  brake: WriterBrake
  /** Absent: one node. */
  fanOut: FanOut | undefined
  limits: SyncLimits
  metrics: Metrics
  log: Log
}

const RESYNC_LIMIT = 10_000
/** What a step 1 costs of a socket's budget: its answer may be the whole document. */
const STEP1_COST = 100
const MOST_INCOMPLETE = 8

/**
 * A document in motion, with its sockets: relays what they bring at once, and hands it to the group commit. Loaded whole
 * before its first socket is let in.
 */
export class LiveDocument {
  readonly id: string
  readonly #deps: LiveDocumentDeps
  readonly #sockets = new Set<DocumentSocket>()
  readonly #awareness: AwarenessRelay
  readonly #state: DocumentState
  readonly #relay: Relay
  readonly #catchUp: CatchUp
  readonly #tail: TailCompaction
  /** Sockets that have durable frames since the last commit. */
  readonly #toTell = new Set<DocumentSocket>()
  /** All updates of the log up to this one are in `#state`. */
  #seq: number
  /** On their way to the log, in order. */
  readonly #uncommitted: Uint8Array[] = []
  /** Who waits for one of them. */
  readonly #onDurable = new Map<Uint8Array, (() => void)[]>()
  #holders = 0
  #resyncing: Promise<void> | undefined
  #leaveFanOut: (() => void) | undefined

  constructor(id: string, stored: StoredDocument, deps: LiveDocumentDeps) {
    this.id = id
    this.#deps = deps
    this.#state = new DocumentState(stored, deps.merger)
    this.#seq = stored.seq
    this.#relay = new Relay({
      sockets: this.#sockets,
      onBehind: (socket, missed) => this.#catchUp.fellBehind(socket, missed),
      onFlush: (latencyMs, bytes) => {
        deps.metrics.relaySeconds.observe(latencyMs / 1000)
        deps.metrics.syncBytesOut.inc(bytes)
      },
    })
    this.#catchUp = new CatchUp({
      state: this.#state,
      relay: this.#relay,
      onBehind: () => deps.metrics.syncBehind.inc(),
      onDrained: (socket) => {
        this.#awareness.sendAll(socket)
        socket.tellSaved()
      },
      log: deps.log,
    })
    const { fanOut } = deps
    this.#awareness = new AwarenessRelay({
      sockets: this.#sockets,
      catchUp: this.#catchUp,
      publish: fanOut && ((states) => fanOut.publish(id, { type: 'awareness', states })),
      stateBytes: deps.limits.awarenessBytes,
      metrics: deps.metrics,
    })
    this.#tail = new TailCompaction(
      {
        documentId: id,
        state: this.#state,
        compactor: deps.compactor,
        every: deps.limits.compactEvery,
        firstUncommitted: () => this.#uncommitted[0],
        onDone: () => deps.brake.look(),
        log: deps.log,
      },
      stored.tail.length,
    )
    this.#leaveFanOut = fanOut?.subscribe(
      id,
      (message, nodeId) => this.#receiveFromNode(message, nodeId),
      // Between the load and now another node may have written.
      () => this.resyncAll(),
    )
  }

  /** True while nobody needs it here: it may be let go, all of it is in the log. */
  get isIdle(): boolean {
    const isWorking = this.#uncommitted.length > 0 || this.#tail.isRunning
    return this.#sockets.size === 0 && this.#holders === 0 && !isWorking
  }

  /** Updates wait in the log to be compacted. */
  get hasTail(): boolean {
    return this.#tail.hasTail
  }

  get isCompactionDue(): boolean {
    return this.#tail.isDue
  }

  get sockets(): ReadonlySet<DocumentSocket> {
    return this.#sockets
  }

  join(socket: DocumentSocket): void {
    this.#sockets.add(socket)
    if (socket.mayWrite) this.askForUpdates(socket)
    this.#awareness.sendAll(socket)
  }

  leave(socket: DocumentSocket): void {
    this.#sockets.delete(socket)
    this.#catchUp.forget(socket)
    this.#deps.brake.release(socket)
    this.#toTell.delete(socket)
    this.#awareness.leave(socket)
  }

  /** Sync step 1 to the client: it answers with what the hub has not got. */
  askForUpdates(socket: DocumentSocket): void {
    socket.tell(step1Message(this.#state.stateVector))
  }

  /** A frame from a socket. Whatever is wrong with it closes that socket, and no other. */
  receive(bytes: Uint8Array, from: DocumentSocket): void {
    this.#deps.metrics.syncBytesIn.inc(bytes.byteLength)
    const frame = decodeFrame(bytes)
    if (frame === undefined) {
      from.close(CLOSE.malformedFrame, 'not a frame of the protocol')
    } else if (!isWithinRate(frame, from)) {
      from.close(CLOSE.rateLimited, 'too many frames a second')
    } else {
      this.#answer(frame, from)
    }
  }

  /** Keeps the document here until what is returned is disposed of. */
  hold(): Disposable {
    this.#holders += 1
    return { [Symbol.dispose]: () => void (this.#holders -= 1) }
  }

  /** Resolves when all that the document holds now is durable. */
  async flushed(): Promise<void> {
    const last = this.#uncommitted.at(-1)
    if (last === undefined) return
    await new Promise<void>((resolve) => {
      this.#onDurable.set(last, [...(this.#onDurable.get(last) ?? []), resolve])
    })
  }

  /** The whole document as one update. Shared by all who ask; not to be changed. */
  state(): Promise<Uint8Array> {
    return this.#state.merged()
  }

  /**
   * Takes in an edit that the hub itself makes; the caller has made it from `state()`, and holds the document.
   * @returns when it is durable. @throws Error when the document is gone.
   */
  async edit(update: Uint8Array, author: string | null): Promise<void> {
    const structs = shapeOf(update)?.structs ?? []
    const seq = await new Promise<number | undefined>((resolve) => {
      this.#take(update, structs, author, undefined, resolve)
    })
    if (seq === undefined) throw new NotFoundError('document', this.id)
  }

  /** The group commit has written updates of this document. */
  committed({ seq, updates }: Commit): void {
    this.#deps.fanOut?.publish(this.id, { type: 'updates', seq, updates: updates.map((update) => update.bytes) })
    if (this.#seq === seq - updates.length) this.#seq = seq
    // Another node wrote in between; what it wrote is not here yet.
    else if (seq > this.#seq) this.resync()
    for (const socket of this.#toTell) socket.tellSaved()
    this.#toTell.clear()
    this.#tail.add(updates)
  }

  /** Reads what other nodes wrote, from the log. */
  resync(): void {
    this.#resyncing ??= this.#readMissed()
      .catch((error: unknown) =>
        this.#deps.log.warn({ err: error, documentId: this.id }, 'missed updates not read yet'),
      )
      .finally(() => (this.#resyncing = undefined))
  }

  /** Messages of other nodes may have been lost, those about who is here among them. */
  resyncAll(): void {
    this.resync()
    this.#deps.fanOut?.publish(this.id, { type: 'queryAwareness' })
    this.#awareness.publishOwn()
  }

  nodeGone(nodeId: string): void {
    this.#awareness.leave(nodeId)
  }

  /** Merges the tail of the log into a snapshot. */
  compact(): void {
    this.#tail.start()
  }

  close(code: number, reason: string): void {
    this.#relay.flush()
    for (const socket of this.#sockets) socket.close(code, reason)
    this.#relay.close()
    this.#awareness.close()
    this.#leaveFanOut?.()
    this.#leaveFanOut = undefined
  }

  #answer(frame: ClientFrame, from: DocumentSocket): void {
    switch (frame.type) {
      case 'step1':
        this.#receiveStep1(frame.stateVector, from)
        return
      case 'step2':
      case 'update':
        this.#receiveUpdate(frame.bytes, frame.type === 'step2', from)
        return
      case 'awareness':
        this.#awareness.receive(frame.bytes, from)
        return
      case 'queryAwareness':
        this.#awareness.sendAll(from)
    }
  }

  #receiveStep1(stateVector: Uint8Array, from: DocumentSocket): void {
    if (decodeStateVector(stateVector) === undefined) {
      from.close(CLOSE.malformedFrame, 'not a state vector')
      return
    }
    this.#catchUp.answer(stateVector, from)
  }

  #receiveUpdate(bytes: Uint8Array, isStep2: boolean, from: DocumentSocket): void {
    if (isEmptyUpdate(bytes)) {
      // Stock clients answer every step 1, also when they have nothing.
      if (isStep2 && from.frames.hasGap) {
        this.#refuseIncomplete(from, true)
        return
      }
      from.frames.skip()
      from.tellSaved()
      return
    }
    if (!from.mayWrite) {
      from.close(CLOSE.forbidden, 'you may read this document, not change it')
      return
    }
    if (this.#state.bytes + bytes.byteLength > this.#deps.limits.documentBytes) {
      this.#refuseTooLarge(from)
      return
    }
    if (this.#deps.groupCommit.isFull) {
      from.close(CLOSE.tryLater, 'the hub cannot save just now')
      return
    }
    const shape = shapeOf(bytes)
    if (shape === undefined) {
      from.close(CLOSE.malformedFrame, 'not a Yjs update')
      return
    }
    if (this.#state.lacks(shape)) {
      this.#refuseIncomplete(from, isStep2)
      return
    }
    const number = from.frames.wait()
    if (isStep2) {
      from.frames.makeUp(number)
      from.incomplete = 0
    }
    this.#deps.metrics.syncUpdates.inc()
    // Copied: a view would keep all that came in the same read from the network.
    this.#take(new Uint8Array(bytes), shape.structs, from.permit.memberId, from, (seq) => {
      if (seq === undefined) {
        from.close(CLOSE.notFound, 'the document is gone')
        return
      }
      from.frames.settle(number)
      this.#toTell.add(from)
    })
    if (!this.#keepsUp()) this.#deps.brake.hold(from, () => this.#keepsUp())
  }

  /** The disk is about as fast as the writers. */
  #keepsUp(): boolean {
    return !this.#deps.groupCommit.isBusy && !this.#tail.isOverdue
  }

  /** What is not merged yet may say the same thing many times: only a merged document is known to be too large. */
  #refuseTooLarge(from: DocumentSocket): void {
    if (this.#uncommitted.length > 0 || this.hasTail || this.#tail.isRunning) {
      this.compact()
      from.close(CLOSE.tryLater, 'the document is being compacted')
    } else {
      from.close(CLOSE.tooLarge, 'the document would be too large')
    }
  }

  /** The client has what is missing, or it could not have built upon it: it is asked for all that the hub lacks. */
  #refuseIncomplete(from: DocumentSocket, isAnswer: boolean): void {
    const isAsked = from.frames.hasGap && !isAnswer
    from.frames.miss()
    if (isAsked) return
    from.incomplete += 1
    if (from.incomplete > MOST_INCOMPLETE) from.close(CLOSE.malformedFrame, 'it builds upon what nobody has')
    else this.askForUpdates(from)
  }

  #take(
    update: Uint8Array,
    structs: readonly ClockRange[],
    author: string | null,
    from: DocumentSocket | undefined,
    settle: (seq: number | undefined) => void,
  ): void {
    this.#state.add(update, structs)
    this.#relay.push(updateMessage(update), from, structs)
    this.#uncommitted.push(update)
    this.#deps.groupCommit.append(this.id, { bytes: update, author }, (seq) => {
      this.#uncommitted.shift()
      for (const resolve of this.#onDurable.get(update) ?? []) resolve()
      this.#onDurable.delete(update)
      settle(seq)
    })
  }

  #receiveFromNode(message: FanOutMessage, nodeId: string): void {
    switch (message.type) {
      case 'updates':
        if (message.seq <= this.#seq) return
        if (message.seq - message.updates.length !== this.#seq) {
          this.resync()
          return
        }
        this.#seq = message.seq
        for (const update of message.updates) this.#takeFromLog(update)
        return
      case 'awareness':
        this.#awareness.receiveFromNode(message.states, nodeId)
        return
      case 'queryAwareness':
        this.#awareness.publishOwn()
    }
  }

  #takeFromLog(update: Uint8Array): void {
    const structs = shapeOf(update)?.structs ?? []
    this.#state.add(update, structs)
    this.#relay.push(updateMessage(update), undefined, structs)
  }

  async #readMissed(): Promise<void> {
    for (;;) {
      const missed = await this.#deps.updateLog.readAfter(this.id, this.#seq, RESYNC_LIMIT)
      for (const { seq, bytes } of missed) {
        if (seq <= this.#seq) continue
        this.#seq = seq
        this.#takeFromLog(bytes)
      }
      if (missed.length < RESYNC_LIMIT) return
    }
  }
}

function isWithinRate(frame: ClientFrame, from: DocumentSocket): boolean {
  if (frame.type === 'awareness') return from.cursors.take()
  return from.edits.take(frame.type === 'step1' ? STEP1_COST : 1)
}
