import * as encoding from 'lib0/encoding'
import { ByteCursor, MalformedError } from './byte-cursor.ts'

/** A client's cursor and name. */
interface AwarenessEntry {
  clientId: number
  clock: number
  /** JSON text, as it came; 'null' when the client has left. */
  json: Uint8Array
}

const GONE = Buffer.from('null')

interface OwnedEntry extends AwarenessEntry {
  /** Who may change it: a client id belongs to the member that used it first. */
  owner: string
  /** The socket that spoke for it last, or the id of the node whose socket that is. */
  speaker: object | string
}

export interface AwarenessLimits {
  stateBytes: number
  /** Client ids that one socket may speak for: browser tabs of one person repeat each other's. */
  clientsPerSocket: number
}

/** What changed since it was last asked for: only the newest state of each client. */
export interface AwarenessNews {
  /** For the sockets of this node. */
  update: Uint8Array
  /** Encodes, for other nodes, what this node's sockets said, with their owners; undefined when they said nothing. */
  forNodes: () => Uint8Array | undefined
  /** The one socket that all of it came from. */
  from: object | undefined
}

/** The awareness states of one document: who is here, and where their cursor is. Never stored. */
export class AwarenessStates {
  readonly #entries = new Map<number, OwnedEntry>()
  readonly #countOf = new Map<object | string, number>()
  readonly #limits: AwarenessLimits
  #news = new Map<number, OwnedEntry>()

  constructor(limits: AwarenessLimits) {
    this.#limits = limits
  }

  get hasNews(): boolean {
    return this.#news.size > 0
  }

  /**
   * Takes in what a socket says. Stock clients repeat the states of others, so what is not the sender's own is passed
   * over in silence, not punished. @returns why the socket must be closed, if it must.
   */
  receive(update: Uint8Array, owner: string, socket: object): 'malformed' | 'too large' | undefined {
    const entries = decodeAwareness(update)
    if (entries === undefined) return 'malformed'
    for (const entry of entries) {
      const known = this.#entries.get(entry.clientId)
      if (known === undefined ? hasLeft(entry) : known.owner !== owner || !isNewer(entry, known)) continue
      if (entry.json.byteLength > this.#limits.stateBytes) return 'too large'
      const mayBeAnother = (this.#countOf.get(socket) ?? 0) < this.#limits.clientsPerSocket
      if (known?.speaker !== socket && !mayBeAnother) return 'too large'
      this.#set(entry, owner, socket)
    }
    return undefined
  }

  /** Takes in what another node relays; it has checked it. */
  receiveFromNode(update: Uint8Array, nodeId: string): void {
    for (const { owner, ...entry } of decodeOwned(update) ?? []) {
      const known = this.#entries.get(entry.clientId)
      if (known === undefined ? hasLeft(entry) : !isNewer(entry, known)) continue
      this.#set(entry, owner, nodeId)
    }
  }

  /** Clears what a socket that closed, or a node that died, spoke for. */
  leave(speaker: object | string): void {
    for (const entry of this.#entries.values()) {
      if (entry.speaker === speaker) this.#set({ ...entry, json: GONE }, entry.owner, speaker)
    }
  }

  /** @returns what changed since the last call; undefined when nothing did. */
  takeNews(): AwarenessNews | undefined {
    if (this.#news.size === 0) return undefined
    const entries = [...this.#news.values()]
    this.#news = new Map()
    const speakers = new Set(entries.map(({ speaker }) => speaker))
    const [first] = speakers
    return {
      update: encodeAwareness(entries),
      forNodes: () => encodeOwned(entries),
      from: speakers.size === 1 && typeof first === 'object' ? first : undefined,
    }
  }

  /** @returns all states; undefined when nobody is here. */
  all(): Uint8Array | undefined {
    return this.#entries.size === 0 ? undefined : encodeAwareness([...this.#entries.values()])
  }

  /** @returns all that this node's sockets speak for, for `receiveFromNode` elsewhere; undefined when it is nothing. */
  ownForNodes(): Uint8Array | undefined {
    return encodeOwned([...this.#entries.values()])
  }

  /**
   * Who has left keeps the clock: y-protocols 1.0.7 takes the same clock without a state for that, and the next one of a
   * client that comes back counts at once.
   */
  #set({ clientId, clock, json }: AwarenessEntry, owner: string, speaker: object | string): void {
    // Copied: a view would keep all that came in the same read from the network.
    const entry = { clientId, clock, json: json.slice(), owner, speaker }
    const before = this.#entries.get(clientId)
    if (hasLeft(entry)) this.#entries.delete(clientId)
    else this.#entries.set(clientId, entry)
    const speaksNow = hasLeft(entry) ? undefined : speaker
    if (before?.speaker !== speaksNow) {
      if (before !== undefined) this.#count(before.speaker, -1)
      if (speaksNow !== undefined) this.#count(speaksNow, 1)
    }
    this.#news.set(clientId, entry)
  }

  #count(speaker: object | string, change: number): void {
    const next = (this.#countOf.get(speaker) ?? 0) + change
    if (next === 0) this.#countOf.delete(speaker)
    else this.#countOf.set(speaker, next)
  }
}

function isNewer(entry: AwarenessEntry, known: AwarenessEntry): boolean {
  return entry.clock > known.clock || (entry.clock === known.clock && hasLeft(entry))
}

function hasLeft({ json }: AwarenessEntry): boolean {
  return json.byteLength === GONE.byteLength && GONE.equals(json)
}

/**
 * y-protocols 1.0.7 `awareness.js`: count, then client id, clock and state as JSON text of each, as a view.
 * @returns undefined for bytes that are not that.
 */
function decodeAwareness(update: Uint8Array): AwarenessEntry[] | undefined {
  return decodeEntries(update, readEntry)
}

function encodeAwareness(entries: readonly AwarenessEntry[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length)
    for (const entry of entries) writeEntry(encoder, entry)
  })
}

type SharedEntry = AwarenessEntry & { owner: string }

/** Between nodes: the same, with the owner behind each entry. */
function decodeOwned(bytes: Uint8Array): SharedEntry[] | undefined {
  return decodeEntries(bytes, (cursor) => ({ ...readEntry(cursor), owner: cursor.text() }))
}

function encodeOwned(entries: readonly OwnedEntry[]): Uint8Array | undefined {
  const own = entries.filter(({ speaker }) => typeof speaker === 'object')
  if (own.length === 0) return undefined
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, own.length)
    for (const entry of own) {
      writeEntry(encoder, entry)
      encoding.writeVarString(encoder, entry.owner)
    }
  })
}

function decodeEntries<T>(bytes: Uint8Array, read: (cursor: ByteCursor) => T): T[] | undefined {
  try {
    const cursor = new ByteCursor(bytes)
    const entries: T[] = []
    for (let left = cursor.uint(); left > 0; left -= 1) entries.push(read(cursor))
    return cursor.atEnd ? entries : undefined
  } catch (error) {
    if (error instanceof MalformedError) return undefined
    throw error
  }
}

function readEntry(cursor: ByteCursor): AwarenessEntry {
  return { clientId: cursor.uint(), clock: cursor.uint(), json: cursor.json() }
}

function writeEntry(encoder: encoding.Encoder, { clientId, clock, json }: AwarenessEntry): void {
  encoding.writeVarUint(encoder, clientId)
  encoding.writeVarUint(encoder, clock)
  encoding.writeVarUint8Array(encoder, json)
}
