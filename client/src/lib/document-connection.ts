import * as decoding from 'lib0/decoding'
import * as idb from 'lib0/indexeddb'
import { clearDocument, IndexeddbPersistence } from 'y-indexeddb'
import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { CLOSE, DOCUMENT_SCHEMA_VERSION, FRAME, SYNC } from '../../../shared/collab-protocol.ts'
import { SaveCounter } from './save-counter.ts'
import { forgetWaitingEdits, setWaitingEdits, waitingEdits } from './waiting-edits.ts'

/** What the page may honestly say about where the member's edits are. */
export interface ConnectionStatus {
  /** loading: neither this browser nor the hub has shown the document yet. refused: the hub said no, for good. */
  state: 'loading' | 'connecting' | 'saved' | 'saving' | 'offline' | 'refused'
  /** Edits that are not known to be durable. */
  pending: number
  /** Why it was refused: one of `CLOSE`. */
  code?: number
}

export interface DocumentConnection {
  readonly documentId: string
  readonly doc: Y.Doc
  readonly awareness: Awareness
  /** For Tiptap's caret, which asks for no more than `awareness`. */
  readonly provider: WebsocketProvider
  status(): ConnectionStatus
  subscribe(listener: () => void): () => void
}

const DATABASE_PREFIX = 'guildhall-document-'
/** StrictMode and a change of page unmount and mount again at once; the socket outlives that. */
const RELEASE_MS = 3000
const LOCAL_COPY_MS = 2000
/** In the local copy: which making of the document it is a copy of. */
const GENERATION_KEY = 'generation'

const PARAMS = { v: String(DOCUMENT_SCHEMA_VERSION), saved: '1' }

const open = new Map<
  string,
  { connection: OpenDocument; users: number; timer: ReturnType<typeof setTimeout> | undefined }
>()

/** The live copy of a document, shared by all who ask for it; each gives it back with `release`. */
export function acquireDocument(documentId: string): DocumentConnection {
  const known = open.get(documentId)
  if (known !== undefined) {
    clearTimeout(known.timer)
    known.users += 1
    return known.connection
  }
  const connection = new OpenDocument(documentId)
  open.set(documentId, { connection, users: 1, timer: undefined })
  return connection
}

export function releaseDocument(documentId: string): void {
  const entry = open.get(documentId)
  if (entry === undefined) return
  entry.users -= 1
  if (entry.users > 0) return
  entry.timer = setTimeout(() => {
    open.delete(documentId)
    entry.connection.close()
  }, RELEASE_MS)
}

/** Deletes every local copy, e.g. when the member signs out. */
export async function forgetDocuments(): Promise<void> {
  for (const { connection, timer } of open.values()) {
    clearTimeout(timer)
    connection.close()
  }
  open.clear()
  forgetWaitingEdits()
  const databases = (await indexedDB.databases?.()) ?? []
  for (const { name } of databases) if (name?.startsWith(DATABASE_PREFIX) === true) indexedDB.deleteDatabase(name)
}

class OpenDocument implements DocumentConnection {
  readonly documentId: string
  readonly doc = new Y.Doc()
  readonly provider: WebsocketProvider
  readonly #databaseName: string
  /** Undefined until it is known that the copy in this browser is of this document. */
  #local: IndexeddbPersistence | undefined
  /** Which making of the document the hub has; undefined: it has not said so yet. */
  #generation: string | undefined
  readonly #counter = new SaveCounter()
  readonly #listeners = new Set<() => void>()
  #status: ConnectionStatus = { state: 'loading', pending: 0 }
  #refusedWith: number | undefined
  #hasContent = false
  #keptPending = -1
  #restored = false
  #closed = false

  constructor(documentId: string) {
    this.documentId = documentId
    this.#databaseName = DATABASE_PREFIX + documentId
    this.provider = this.#createProvider()
    void this.#start()
    this.doc.on('update', (_update: Uint8Array, origin: unknown) => this.#onUpdate(origin))
    addEventListener('offline', this.#onNetwork)
    addEventListener('online', this.#onNetwork)
    this.#publish()
  }

  get awareness(): Awareness {
    return this.provider.awareness
  }

  status(): ConnectionStatus {
    return this.#status
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#closed = true
    removeEventListener('offline', this.#onNetwork)
    removeEventListener('online', this.#onNetwork)
    this.provider.destroy()
    void this.#local?.destroy()
    this.doc.destroy()
  }

  #createProvider(): WebsocketProvider {
    const counter = this.#counter
    const publish = () => this.#publish()
    /** Counts what the hub counts: frames of type sync whose submessage is step 2 or update. */
    class CountingSocket extends WebSocket {
      override send(data: string | BufferSource | Blob): void {
        super.send(data)
        if (!(data instanceof Uint8Array) || data[0] !== FRAME.sync) return
        if (data[1] === SYNC.step2) counter.frameSent('step2')
        else if (data[1] === SYNC.update) counter.frameSent('update')
        else return
        publish()
      }
    }
    const server = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/collab`
    const provider = new WebsocketProvider(server, this.documentId, this.doc, {
      connect: false,
      params: { ...PARAMS, generation: '' },
      WebSocketPolyfill: CountingSocket,
      // Two tabs meet on the hub and in IndexedDB. Over BroadcastChannel, one tab would vouch for edits of the other.
      disableBc: true,
    })
    provider.messageHandlers[FRAME.saved] = (_encoder, decoder) => {
      this.#counter.saved(decoding.readVarUint(decoder))
      this.#publish()
    }
    provider.messageHandlers[FRAME.generation] = (_encoder, decoder) => {
      const generation = decoding.readVarString(decoder)
      this.#generation = generation
      this.#nameGeneration(generation)
      void this.#local?.set(GENERATION_KEY, generation)
    }
    provider.on('status', ({ status }) => {
      if (status === 'connected') this.#counter.socketOpened()
      if (status === 'disconnected') this.#counter.socketClosed()
      this.#publish()
    })
    provider.on('sync', (synced) => {
      if (synced) this.#hasContent = true
      this.#publish()
    })
    provider.on('connection-close', () => this.#publish())
    provider.on('closed', ({ code }) => this.#refused(code))
    return provider
  }

  /** The local copy first: then the hub's first question is answered with all that waited here. */
  async #start(): Promise<void> {
    const restored = this.#restore()
    // A browser that blocks IndexedDB never answers; the hub has the document all the same.
    await Promise.race([restored, new Promise((resolve) => setTimeout(resolve, LOCAL_COPY_MS))])
    if (!this.#closed && navigator.onLine) this.provider.connect()
    this.#publish()
  }

  /** What this browser has may come long after what the hub has, and must not be merged with a document that was made anew. */
  async #restore(): Promise<void> {
    const generation = await storedGeneration(this.#databaseName).catch(() => null)
    if (generation === null || this.#closed || this.#refusedWith !== undefined) return
    if (this.#generation !== undefined && generation !== undefined && generation !== this.#generation) {
      setWaitingEdits(this.documentId, 0)
      await clearDocument(this.#databaseName)
    } else if (this.#generation === undefined && generation !== undefined) {
      this.#nameGeneration(generation)
      // It was not named yet: the hub is asked again whether that is the one that it has.
      if (this.provider.shouldConnect) {
        this.provider.disconnect()
        this.provider.connect()
      }
    }
    this.#local = new IndexeddbPersistence(this.#databaseName, this.doc)
    await this.#local.whenSynced
    if (this.#generation !== undefined) void this.#local.set(GENERATION_KEY, this.#generation)
    this.#counter.restore(waitingEdits(this.documentId))
    this.#restored = true
    // An empty state is two zero bytes: nothing was kept, so only the hub can tell what the document holds.
    if (Y.encodeStateAsUpdate(this.doc).byteLength > 2) this.#hasContent = true
    this.#publish()
  }

  /** Said in every later handshake, so that an old copy never doubles what a document that was made anew holds. */
  #nameGeneration(generation: string): void {
    this.provider.params = { ...PARAMS, generation }
  }

  #onUpdate(origin: unknown): void {
    if (origin === this.provider || origin === this.#local) return
    // While the socket is open the provider sends a frame, and that is counted.
    if (!this.provider.wsconnected) this.#counter.editedOffline()
    this.#publish()
  }

  readonly #onNetwork = (): void => {
    if (this.#refusedWith !== undefined) return
    // A browser may notice only after minutes that its socket is dead: look at once.
    if (navigator.onLine) this.provider.connect()
    else this.provider.disconnect()
    this.#publish()
  }

  #refused(code: number): void {
    this.#refusedWith = code
    // Who may no longer read it keeps no copy. A session that ran out does: the same person signs in again.
    // What is of an earlier document stays on the page, to be copied, and not in this browser.
    if (code === CLOSE.forbidden || code === CLOSE.notFound || code === CLOSE.otherGeneration) {
      setWaitingEdits(this.documentId, 0)
      void (this.#local?.clearData() ?? clearDocument(this.#databaseName))
    }
    this.#publish()
  }

  #publish(): void {
    const next = this.#look()
    this.#keep(next.pending)
    const last = this.#status
    if (last.state === next.state && last.pending === next.pending && last.code === next.code) return
    this.#status = next
    for (const listener of this.#listeners) listener()
  }

  #look(): ConnectionStatus {
    const { pending } = this.#counter
    if (this.#refusedWith !== undefined) return { state: 'refused', pending, code: this.#refusedWith }
    const { provider } = this
    if (!provider.wsconnected) {
      if (provider.wsUnsuccessfulReconnects === 0 && navigator.onLine)
        return { state: this.#hasContent ? 'connecting' : 'loading', pending }
      return { state: 'offline', pending }
    }
    if (!provider.synced) return { state: this.#hasContent ? 'connecting' : 'loading', pending }
    return { state: pending > 0 ? 'saving' : 'saved', pending }
  }

  /** Kept over a reload, so that a page that is opened offline knows how much is waiting. */
  #keep(pending: number): void {
    if (pending === this.#keptPending || !this.#restored || this.#refusedWith !== undefined) return
    this.#keptPending = pending
    setWaitingEdits(this.documentId, pending)
  }
}

/**
 * Which making of a document the copy in this browser is of; undefined: there is no copy. Its database is made as
 * `IndexeddbPersistence` does, whichever of the two is first.
 */
async function storedGeneration(databaseName: string): Promise<string | undefined> {
  const stores: [string, IDBObjectStoreParameters?][] = [['updates', { autoIncrement: true }], ['custom']]
  const database = await idb.openDB(databaseName, (fresh: IDBDatabase) => idb.createStores(fresh, stores))
  try {
    const [custom] = idb.transact(database, ['custom'], 'readonly')
    const generation: unknown = custom === undefined ? undefined : await idb.get(custom, GENERATION_KEY)
    return typeof generation === 'string' ? generation : undefined
  } finally {
    database.close()
  }
}
