import type { WebSocket } from 'ws'
import { CLOSE } from '../../shared/collab-protocol.ts'
import type { DocumentPermit } from '../documents/document-service.ts'
import type { Principal } from '../platform/principal.ts'
import type { Metrics } from '../platform/metrics.ts'
import { savedFrame } from './frames.ts'

export interface DocumentSocketOptions {
  socket: WebSocket
  principal: Principal
  /** One person for limits and cursors. */
  owner: string
  permit: DocumentPermit
  /** The client asked to be told what is saved. */
  wantsSaved: boolean
  /** Bytes that may wait for it. */
  bufferBytes: number
  updatesPerSecond: number
  metrics: Metrics
}

const RATE_WINDOW_S = 10

/** One client's connection to one document. */
export class DocumentSocket {
  readonly principal: Principal
  readonly owner: string
  permit: DocumentPermit
  readonly #socket: WebSocket
  readonly #options: DocumentSocketOptions
  /** Document frames received; the client counts the same. */
  #received = 0
  #allowance: number
  #allowedAt = performance.now()

  constructor(options: DocumentSocketOptions) {
    this.#options = options
    this.#socket = options.socket
    this.principal = options.principal
    this.owner = options.owner
    this.permit = options.permit
    this.#allowance = options.updatesPerSecond * RATE_WINDOW_S
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  get mayWrite(): boolean {
    return this.permit.access === 'write'
  }

  send(frame: Uint8Array): void {
    if (!this.isOpen) return
    // A reader that does not drain costs a bounded number of bytes; it comes back and is brought up to date by one merge.
    // What waits is counted without this frame: a first sync may exceed the bound by itself.
    if (this.#socket.bufferedAmount > this.#options.bufferBytes) {
      this.close(CLOSE.tooSlow, 'reading too slowly')
      return
    }
    this.#options.metrics.syncBytesOut.inc(frame.byteLength)
    this.#socket.send(frame)
  }

  /** Counts a document frame. @returns its number, for `saved`. */
  countFrame(): number {
    this.#received += 1
    return this.#received
  }

  /** All document frames up to this number are durable. */
  saved(count: number): void {
    if (this.#options.wantsSaved) this.send(savedFrame(count))
  }

  /** @returns false when it edits faster than allowed, over a window of ten seconds. */
  withinRate(): boolean {
    const now = performance.now()
    const perSecond = this.#options.updatesPerSecond
    this.#allowance = Math.min(
      perSecond * RATE_WINDOW_S,
      this.#allowance + ((now - this.#allowedAt) / 1000) * perSecond,
    )
    this.#allowedAt = now
    if (this.#allowance < 1) return false
    this.#allowance -= 1
    return true
  }

  /** `reason`: at most 123 bytes, safe to show. A client that does not answer the close is cut off. */
  close(code: number, reason: string): void {
    if (this.#socket.readyState >= this.#socket.CLOSING) return
    this.#options.metrics.syncRefused.inc({ code: String(code) })
    this.#socket.close(code, reason)
    // What waits for a slow reader would keep the socket, and its memory, for as long as it likes.
    if (code === CLOSE.tooSlow) this.#socket.terminate()
  }
}
