import type { DocumentSocket } from './document-socket.ts'

/**
 * Stops reading from writers who are faster than the disk, so that they wait instead of the hub's memory growing. TCP tells
 * them; nothing is lost, and nobody is closed.
 */
export class WriterBrake {
  readonly #held = new Map<DocumentSocket, () => boolean>()

  /** Until `mayGo`, which is asked whenever something was written. */
  hold(socket: DocumentSocket, mayGo: () => boolean): void {
    if (this.#held.has(socket)) return
    this.#held.set(socket, mayGo)
    socket.pause()
  }

  release(socket: DocumentSocket): void {
    if (this.#held.delete(socket)) socket.resume()
  }

  /** Something was written: who may go on? */
  look(): void {
    for (const [socket, mayGo] of this.#held) if (mayGo()) this.release(socket)
  }
}
