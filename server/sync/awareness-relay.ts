import { CLOSE } from '../../shared/collab-protocol.ts'
import type { Metrics } from '../platform/metrics.ts'
import { AwarenessStates } from './awareness-states.ts'
import type { CatchUp } from './catch-up.ts'
import type { DocumentSocket } from './document-socket.ts'
import { awarenessMessage } from './frames.ts'

export interface AwarenessRelayDeps {
  sockets: ReadonlySet<DocumentSocket>
  catchUp: CatchUp
  /** Absent: one node. */
  publish: ((states: Uint8Array) => void) | undefined
  stateBytes: number
  metrics: Metrics
}

const CLIENTS_PER_SOCKET = 64
/** Cursors can wait for a frame of the screen; of what a client says meanwhile only the newest counts. */
const EVERY_MS = 16

/** Passes on who is here in one document, and where their cursors are. */
export class AwarenessRelay {
  readonly #deps: AwarenessRelayDeps
  readonly #states: AwarenessStates
  #timer: NodeJS.Timeout | undefined

  constructor(deps: AwarenessRelayDeps) {
    this.#deps = deps
    this.#states = new AwarenessStates({ stateBytes: deps.stateBytes, clientsPerSocket: CLIENTS_PER_SOCKET })
  }

  /** Takes in what a socket says; what is wrong with it closes that socket. */
  receive(bytes: Uint8Array, from: DocumentSocket): void {
    const refusal = this.#states.receive(bytes, from.owner, from)
    if (refusal === 'malformed') from.close(CLOSE.malformedFrame, 'not an awareness update')
    else if (refusal === 'too large') from.close(CLOSE.tooLarge, 'the awareness state is too large')
    this.#schedule()
  }

  receiveFromNode(states: Uint8Array, nodeId: string): void {
    this.#states.receiveFromNode(states, nodeId)
    this.#schedule()
  }

  /** Clears what a socket that closed, or a node that died, spoke for. */
  leave(speaker: DocumentSocket | string): void {
    this.#states.leave(speaker)
    this.#schedule()
  }

  /** Tells one socket of everybody who is here. */
  sendAll(to: DocumentSocket): void {
    const states = this.#states.all()
    if (states === undefined || to.isBehind) return
    const message = awarenessMessage(states)
    if (this.#deps.catchUp.send(message, to)) this.#deps.metrics.syncBytesOut.inc(message.byteLength)
  }

  /** Tells the other nodes of all that this one's sockets speak for. */
  publishOwn(): void {
    this.#publish(() => this.#states.ownForNodes())
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #schedule(): void {
    if (!this.#states.hasNews || this.#timer !== undefined) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#sendNews()
    }, EVERY_MS)
  }

  #sendNews(): void {
    const { sockets, catchUp, metrics } = this.#deps
    const news = this.#states.takeNews()
    if (news === undefined) return
    const message = awarenessMessage(news.update)
    let sent = 0
    for (const socket of sockets) {
      if (socket !== news.from && !socket.isBehind && catchUp.send(message, socket)) sent += 1
    }
    metrics.syncBytesOut.inc(message.byteLength * sent)
    this.#publish(news.forNodes)
  }

  #publish(encode: () => Uint8Array | undefined): void {
    const { publish } = this.#deps
    const states = publish && encode()
    if (states !== undefined) publish?.(states)
  }
}
