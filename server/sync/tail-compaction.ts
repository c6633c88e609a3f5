import type { Log } from '../platform/log.ts'
import type { Compactor } from './compactor.ts'
import type { DocumentState } from './document-state.ts'
import type { LoggedUpdate } from './update-log.ts'

export interface TailCompactionDeps {
  documentId: string
  state: DocumentState
  compactor: Compactor
  /** Updates after which a tail is compacted. */
  every: number
  /** The first update that is not in the log yet. */
  firstUncommitted: () => Uint8Array | undefined
  onDone: () => void
  log: Log
}

/** Large updates must not wait for hundreds of others, and loading reads no more than so many. */
const MOST_BYTES = 4 * 1024 * 1024
const MOST_UPDATES = 50_000
const OVERDUE_BYTES = 16 * 1024 * 1024
/** In a storm of edits compaction takes at most a twentieth of a thread, by waiting this many times as long as it took … */
const REST_FACTOR = 20
/** … and a tail grows for at least and at most so long. */
const REST_MS = { least: 1000, most: 10_000 }
const STALE_MS = 60_000

/** Keeps the tail of one document's log short, and what is held in memory as small as its snapshot. */
export class TailCompaction {
  readonly #deps: TailCompactionDeps
  /** Updates since the last compaction began, and their bytes. */
  #updates: number
  #bytes = 0
  /** A document that was loaded with a long tail is handed out first. */
  #notBefore = performance.now() + REST_MS.least
  #lastAt = performance.now()
  #running: Promise<void> | undefined

  /** `updates`: how many the tail has already. */
  constructor(deps: TailCompactionDeps, updates: number) {
    this.#deps = deps
    this.#updates = updates
  }

  /** So much has gathered while one is under way that writers should wait for it. */
  get isOverdue(): boolean {
    return this.isRunning && this.#bytes > OVERDUE_BYTES
  }

  get isRunning(): boolean {
    return this.#running !== undefined
  }

  /** Updates wait to be compacted. */
  get hasTail(): boolean {
    return this.#updates > 0
  }

  /** More wait than should, or they have waited for a while, and no others came. */
  get isDue(): boolean {
    const now = performance.now()
    return this.#isLong ? now > this.#notBefore : this.hasTail && now - this.#lastAt > STALE_MS
  }

  get #isLong(): boolean {
    return this.#updates > this.#deps.every
  }

  /** They are in the log now. */
  add(updates: readonly LoggedUpdate[]): void {
    this.#updates += updates.length
    this.#lastAt = performance.now()
    for (const { bytes } of updates) this.#bytes += bytes.byteLength
    const isDue = this.#isLong && performance.now() > this.#notBefore
    if (isDue || this.#bytes > MOST_BYTES || this.#updates > MOST_UPDATES) this.start()
  }

  start(): void {
    if (this.#running !== undefined) return
    const { documentId, state, compactor, firstUncommitted, onDone, log } = this.#deps
    this.#updates = 0
    this.#bytes = 0
    // What is marked must be in the log before the log is read.
    const marked = state.mark(firstUncommitted())
    const startedAt = performance.now()
    this.#running = compactor
      .compact(documentId)
      .then((snapshot) => {
        if (snapshot !== undefined && !state.replace(marked, snapshot)) this.#updates += 1
      })
      .catch((error: unknown) => log.warn({ err: error, documentId }, 'log not compacted'))
      .finally(() => {
        this.#running = undefined
        const endedAt = performance.now()
        const rest = (endedAt - startedAt) * REST_FACTOR
        this.#notBefore = endedAt + Math.min(Math.max(rest, REST_MS.least), REST_MS.most)
        onDone()
      })
  }
}
