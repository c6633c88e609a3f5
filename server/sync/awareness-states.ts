import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** A client's cursor and name; `json` is 'null' when it has left. */
interface AwarenessEntry {
  clientId: number
  clock: number
  json: string
}

interface OwnedEntry extends AwarenessEntry {
  /** Who may change it: a client id belongs to the principal that used it first. */
  owner: string
  /** The socket that spoke for it last; undefined: one of another node. */
  socket: object | undefined
}

export interface AwarenessLimits {
  stateBytes: number
  /** Client ids that one socket may speak for: browser tabs of one person repeat each other's. */
  clientsPerSocket: number
}

/** The awareness states of one document: who is here, and where their cursor is. Never stored. */
export class AwarenessStates {
  readonly #entries = new Map<number, OwnedEntry>()
  readonly #limits: AwarenessLimits

  constructor(limits: AwarenessLimits) {
    this.#limits = limits
  }

  /**
   * Takes in what a socket says. Stock clients repeat the states of others, so what is not the sender's own is
   * passed over in silence, not punished.
   * @returns the update to relay; undefined when nothing in it was new; 'malformed' or 'too large' to close the socket.
   */
  receive(update: Uint8Array, owner: string, socket: object): Uint8Array | undefined | 'malformed' | 'too large' {
    const entries = decodeAwareness(update)
    if (entries === undefined) return 'malformed'
    let owned = 0
    for (const entry of this.#entries.values()) if (entry.socket === socket) owned += 1
    const accepted: AwarenessEntry[] = []
    for (const entry of entries) {
      const known = this.#entries.get(entry.clientId)
      if (known !== undefined && known.owner !== owner) continue
      if (known !== undefined && !isNewer(entry, known)) continue
      if (entry.json.length > this.#limits.stateBytes) return 'too large'
      if (known === undefined) {
        if (entry.json === 'null') continue
        owned += 1
        if (owned > this.#limits.clientsPerSocket) return 'too large'
      }
      this.#set({ ...entry, owner, socket })
      accepted.push(entry)
    }
    return accepted.length === 0 ? undefined : encodeAwareness(accepted)
  }

  /** Takes in what another node relays; it has checked it. @returns what to relay here. */
  receiveFromNode(update: Uint8Array, owner: string): Uint8Array | undefined {
    const accepted = (decodeAwareness(update) ?? []).filter((entry) => {
      const known = this.#entries.get(entry.clientId)
      return known === undefined || isNewer(entry, known)
    })
    for (const entry of accepted) this.#set({ ...entry, owner, socket: undefined })
    return accepted.length === 0 ? undefined : encodeAwareness(accepted)
  }

  /** Clears what a closed socket spoke for. @returns the update that says so; undefined when there was nothing. */
  leave(socket: object): Uint8Array | undefined {
    const left: AwarenessEntry[] = []
    for (const entry of this.#entries.values()) {
      if (entry.socket !== socket) continue
      left.push({ clientId: entry.clientId, clock: entry.clock + 1, json: 'null' })
      this.#entries.delete(entry.clientId)
    }
    return left.length === 0 ? undefined : encodeAwareness(left)
  }

  /** @returns all states; undefined when nobody is here. */
  all(): Uint8Array | undefined {
    return this.#entries.size === 0 ? undefined : encodeAwareness([...this.#entries.values()])
  }

  #set(entry: OwnedEntry): void {
    if (entry.json === 'null') this.#entries.delete(entry.clientId)
    else this.#entries.set(entry.clientId, entry)
  }
}

function isNewer(entry: AwarenessEntry, known: AwarenessEntry): boolean {
  return entry.clock > known.clock || (entry.clock === known.clock && entry.json === 'null')
}

/** y-protocols 1.0.7 `awareness.js`: count, then client id, clock and state as JSON text of each. */
function decodeAwareness(update: Uint8Array): AwarenessEntry[] | undefined {
  try {
    const decoder = decoding.createDecoder(update)
    const count = decoding.readVarUint(decoder)
    // Each takes three bytes at the least: a lying count is known before anything is built.
    if (count * 3 > update.length) return undefined
    const entries: AwarenessEntry[] = []
    for (let index = 0; index < count; index += 1) {
      const clientId = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const json = decoding.readVarString(decoder)
      JSON.parse(json)
      entries.push({ clientId, clock, json })
    }
    return decoding.hasContent(decoder) ? undefined : entries
  } catch {
    return undefined
  }
}

function encodeAwareness(entries: readonly AwarenessEntry[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length)
    for (const { clientId, clock, json } of entries) {
      encoding.writeVarUint(encoder, clientId)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, json)
    }
  })
}
