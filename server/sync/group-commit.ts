import type { Log } from '../platform/log.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { LogEntry, LoggedUpdate, UpdateLog } from './update-log.ts'

export interface GroupCommitOptions {
  log: UpdateLog
  logger: Log
  metrics: Metrics
  /** Bytes that may wait; above it `isFull` says so, and writers are turned away. */
  maxQueueBytes: number
}

export interface Commit {
  documentId: string
  /** Of the last update. */
  seq: number
  updates: readonly LoggedUpdate[]
}

interface Waiting {
  documentId: string
  update: LoggedUpdate
  settle: (seq: number | undefined) => void
  done: Promise<number | undefined>
}

const RETRY_MS = [50, 100, 200, 500, 1000, 2000]

/**
 * Writes what all sockets bring in one transaction at a time: while one is on its way to disk, the next gathers.
 * A failed transaction is tried again for ever, in order: nothing that was relayed is given up, and `saved` waits.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions
  #waiting: Waiting[] = []
  #queuedBytes = 0
  #running: Promise<void> | undefined
  #inFlight: Promise<void> | undefined
  #closed = false
  readonly #onCommit = new Set<(commits: Commit[]) => void>()

  constructor(options: GroupCommitOptions) {
    this.#options = options
  }

  get isFull(): boolean {
    return this.#queuedBytes > this.#options.maxQueueBytes
  }

  /** Called after each transaction, with what is durable now. @returns a function that ends it. */
  onCommit(listener: (commits: Commit[]) => void): () => void {
    this.#onCommit.add(listener)
    return () => void this.#onCommit.delete(listener)
  }

  /** @returns when it is durable: its document's sequence number; undefined when the document is gone. */
  append(documentId: string, update: LoggedUpdate): Promise<number | undefined> {
    if (this.#closed) return Promise.reject(new Error('the log is closed'))
    this.#queuedBytes += update.bytes.byteLength
    this.#options.metrics.syncQueue.set(this.#queuedBytes)
    let settle: Waiting['settle'] = () => {}
    const done = new Promise<number | undefined>((resolve) => (settle = resolve))
    this.#waiting.push({ documentId, update, settle, done })
    this.#running ??= this.#run()
    return done
  }

  /** Resolves when all that waits now is durable. */
  async flushed(): Promise<void> {
    const last = this.#waiting.at(-1)
    if (last !== undefined) await last.done
    else await this.#inFlight
  }

  /** Resolves when all that waits is durable; then takes nothing more. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#running
  }

  async #run(): Promise<void> {
    // The rest of this turn of the event loop joins the same transaction.
    await new Promise<void>((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      this.#inFlight = this.#commit(batch)
      await this.#inFlight
    }
    this.#inFlight = undefined
    this.#running = undefined
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const byDocument = new Map<string, Waiting[]>()
    for (const waiting of batch) {
      const same = byDocument.get(waiting.documentId)
      if (same === undefined) byDocument.set(waiting.documentId, [waiting])
      else same.push(waiting)
    }
    const entries: LogEntry[] = [...byDocument].map(([documentId, waiting]) => ({
      documentId,
      updates: waiting.map(({ update }) => update),
    }))
    const stop = this.#options.metrics.commitSeconds.startTimer()
    const seqs = await this.#appendUntilDone(entries)
    stop()
    for (const { update } of batch) this.#queuedBytes -= update.bytes.byteLength
    this.#options.metrics.syncQueue.set(this.#queuedBytes)
    const commits: Commit[] = []
    for (const [index, { documentId, updates }] of entries.entries()) {
      const last = seqs[index]
      if (last !== undefined) commits.push({ documentId, seq: last, updates })
      const first = last === undefined ? undefined : last - updates.length + 1
      for (const [at, waiting] of (byDocument.get(documentId) ?? []).entries()) {
        waiting.settle(first === undefined ? undefined : first + at)
      }
    }
    for (const listener of this.#onCommit) listener(commits)
  }

  async #appendUntilDone(entries: readonly LogEntry[]): Promise<(number | undefined)[]> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#options.log.append(entries)
      } catch (error) {
        // It may have been committed with its answer lost: writing it twice is harmless, Yjs updates are idempotent.
        this.#options.logger.error({ err: error, attempt }, 'the log could not be written; trying again')
        const delay = RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 2000
        if (this.#closed && attempt >= 5) throw error
        await new Promise((resolve) => setTimeout(resolve, delay))
      }
    }
  }
}
