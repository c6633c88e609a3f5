import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { CLOSE } from '../../shared/collab-protocol.ts'
import type { DocumentAccess } from '../../shared/documents.ts'
import type { SyncLimits } from '../config.ts'
import type { DocumentPermit } from '../documents/document-service.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { Principal } from '../platform/principal.ts'
import { type Message, savedMessage } from './frames.ts'
import { Rate } from './rate.ts'
import { SavedFrames } from './saved-frames.ts'

export interface DocumentSocketOptions {
  socket: WebSocket
  /** The connection beneath it: whole messages are written to it past `ws`. */
  raw: Duplex
  principal: Principal
  /** One person for limits and cursors. */
  owner: string
  permit: DocumentPermit
  /** What it may do at most, whatever its member may. */
  most: DocumentAccess
  /** The client asked to be told what is saved. */
  wantsSaved: boolean
  limits: SyncLimits
  metrics: Metrics
}

/** One client's connection to one document. */
export class DocumentSocket {
  readonly principal: Principal
  readonly owner: string
  readonly most: DocumentAccess
  readonly frames = new SavedFrames()
  readonly edits: Rate
  readonly cursors: Rate
  permit: DocumentPermit
  /** How often in a row it sent what builds upon something unknown. */
  incomplete = 0
  readonly #options: DocumentSocketOptions
  #told = 0
  #behindSince: number | undefined

  constructor(options: DocumentSocketOptions) {
    this.#options = options
    this.principal = options.principal
    this.owner = options.owner
    this.most = options.most
    this.permit = options.permit
    this.edits = new Rate(options.limits.updatesPerSecond)
    this.cursors = new Rate(options.limits.awarenessPerSecond)
  }

  get isOpen(): boolean {
    const { socket } = this.#options
    return socket.readyState === socket.OPEN
  }

  get mayWrite(): boolean {
    return this.permit.access === 'write'
  }

  /** More waits for it than it may cost; it is sent nothing until it has drained. */
  get isBehind(): boolean {
    return this.#behindSince !== undefined
  }

  /**
   * `rest`: of a message that ends before it; not to be changed any more.
   * @returns false when it is behind, by this message: it was not sent. One that finds nothing waiting may be of any size.
   */
  send(message: Message, rest?: Uint8Array): boolean {
    const { raw, limits } = this.#options
    if (!this.isOpen) return true
    if (this.isBehind) return false
    const waiting = raw.writableLength
    // Below its mark a stream tells nobody when it has drained.
    const bytes = message.byteLength + (rest?.byteLength ?? 0)
    if (waiting > raw.writableHighWaterMark && waiting + bytes > limits.bufferBytes) {
      this.#behindSince = performance.now()
      return false
    }
    if (rest === undefined) {
      raw.write(message)
    } else {
      raw.cork()
      raw.write(message)
      raw.write(rest)
      raw.uncork()
    }
    return true
  }

  /** Sends what is small and seldom, also above the bound; nothing while it is behind. */
  tell(message: Message): void {
    if (this.isOpen && !this.isBehind) this.#options.raw.write(message)
  }

  /** `caughtUp` is called once it has read all that waited for it. */
  whenDrained(caughtUp: () => void): void {
    this.#options.raw.once('drain', () => {
      this.#behindSince = undefined
      if (this.isOpen) caughtUp()
    })
  }

  /** Gives up on a reader that has been behind for too long. */
  closeIfStuck(forMs: number): void {
    if (this.#behindSince === undefined || performance.now() - this.#behindSince < forMs) return
    this.close(CLOSE.tooSlow, 'reading too slowly')
    // What waits for it would keep the socket, and its memory, for as long as it likes.
    this.#options.socket.terminate()
  }

  /** Says which of its frames are durable, when that is news and it asked. */
  tellSaved(): void {
    const { durable } = this.frames
    if (!this.#options.wantsSaved || this.isBehind || durable === this.#told) return
    this.#told = durable
    this.tell(savedMessage(durable))
  }

  /** Reads nothing more from it. What has been read already may still arrive. */
  pause(): void {
    if (this.isOpen) this.#options.socket.pause()
  }

  resume(): void {
    if (this.isOpen) this.#options.socket.resume()
  }

  /** `reason`: at most 123 bytes, safe to show. A client that does not answer the close is cut off by `ws`. */
  close(code: number, reason: string): void {
    const { socket, metrics } = this.#options
    if (socket.readyState >= socket.CLOSING) return
    metrics.syncClosed.inc({ code: String(code) })
    socket.close(code, reason)
  }
}
