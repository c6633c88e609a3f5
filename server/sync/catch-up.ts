import { CLOSE } from '../../shared/collab-protocol.ts'
import type { Log } from '../platform/log.ts'
import type { DocumentSocket } from './document-socket.ts'
import type { DocumentState } from './document-state.ts'
import { longStep2Message, longUpdateMessage, type Message } from './frames.ts'
import type { Relay } from './relay.ts'
import type { ClockRange } from './update-shape.ts'

export interface CatchUpDeps {
  state: DocumentState
  relay: Relay
  /** A reader does not drain. */
  onBehind: () => void
  /** A reader has drained, and is on its way to be up to date. */
  onDrained: (socket: DocumentSocket) => void
  log: Log
}

/** What a socket that fell behind is owed. */
interface Debt {
  /** State vector of what it has been sent. */
  has?: Uint8Array
  /** State vector that it asked with, and has got no answer to. */
  asked?: Uint8Array
}

/** Brings sockets of one document up to date: those that ask with a step 1, and slow readers once they have drained. */
export class CatchUp {
  readonly #deps: CatchUpDeps
  readonly #debts = new Map<DocumentSocket, Debt>()

  constructor(deps: CatchUpDeps) {
    this.#deps = deps
  }

  /** Answers a step 1. `stateVector`: well-formed; the caller's bytes, copied here where they must last. */
  answer(stateVector: Uint8Array, to: DocumentSocket): void {
    const debt = this.#debts.get(to)
    if (debt === undefined) this.#send({ asked: new Uint8Array(stateVector) }, to)
    else debt.asked = new Uint8Array(stateVector)
  }

  /** Sends to a socket that is not behind. @returns false when it is now: then it is caught up later. */
  send(message: Message, to: DocumentSocket): boolean {
    if (to.send(message)) return true
    this.fellBehind(to, this.#deps.relay.waiting)
    return false
  }

  /** What a reader is not sent from now on costs no more than a state vector. `missed`: what it was not sent already. */
  fellBehind(socket: DocumentSocket, missed: readonly ClockRange[]): void {
    this.#owe({ has: this.#deps.state.vectorBefore(missed) }, socket)
  }

  forget(socket: DocumentSocket): void {
    this.#debts.delete(socket)
  }

  #send(debt: Debt, to: DocumentSocket): void {
    const stateVector = debt.asked ?? debt.has
    if (stateVector === undefined) return
    this.#deps.state.missing(stateVector).then(
      (missing) => {
        // What waits to be relayed is in the answer, or comes after it.
        this.#deps.relay.flush()
        const message = debt.asked === undefined ? longUpdateMessage(missing) : longStep2Message(missing)
        if (!to.send(...message)) this.#owe(debt, to)
      },
      (error: unknown) => {
        this.#deps.log.error({ err: error, documentId: to.permit.documentId }, 'the document could not be merged')
        to.close(CLOSE.tryLater, 'the hub cannot read the document just now')
      },
    )
  }

  #owe(debt: Debt, to: DocumentSocket): void {
    const before = this.#debts.get(to)
    // The newer debt may know of less: it is what the socket has been found to lack.
    this.#debts.set(to, { ...before, ...debt })
    if (before !== undefined) return
    this.#deps.onBehind()
    to.whenDrained(() => {
      const owed = this.#debts.get(to)
      this.#debts.delete(to)
      if (owed === undefined) return
      this.#send(owed, to)
      this.#deps.onDrained(to)
    })
  }
}
