import type { Log } from '../platform/log.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { LogEntry, LoggedUpdate, UpdateLog } from './update-log.ts'

export interface GroupCommitOptions {
  log: UpdateLog
  logger: Log
  metrics: Metrics
  /** Bytes that may wait; above it `isFull` says so, and writers are turned away. */
  maxQueueBytes: number
  /**
   * Least time from the start of one transaction to the next; what comes meanwhile shares the next one's fsync. The first
   * edit after a pause never waits.
   */
  everyMs: number
}

export interface Commit {
  documentId: string
  /** Of the last update. */
  seq: number
  updates: readonly LoggedUpdate[]
}

/** Called when the update is durable; `undefined`: its document is gone. */
type Settle = (seq: number | undefined) => void

interface Waiting {
  updates: LoggedUpdate[]
  settle: Settle[]
}

const RETRY_MS = [50, 100, 200, 500, 1000, 2000]

/**
 * Writes what all sockets bring in one transaction at a time: while one is on its way to disk, the next gathers.
 * A failed transaction is tried again for ever, in order: nothing that was relayed is given up, and `saved` waits.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions
  /** By document id. */
  #waiting = new Map<string, Waiting>()
  #queuedBytes = 0
  #running: Promise<void> | undefined
  #closed = false
  readonly #onCommit = new Set<(commits: Commit[]) => void>()

  constructor(options: GroupCommitOptions) {
    this.#options = options
  }

  /** So much waits that writers should, too. */
  get isBusy(): boolean {
    return this.#queuedBytes > this.#options.maxQueueBytes / 8
  }

  get isFull(): boolean {
    return this.#queuedBytes > this.#options.maxQueueBytes
  }

  /** Called after each transaction, with what is durable now. @returns a function that ends it. */
  onCommit(listener: (commits: Commit[]) => void): () => void {
    this.#onCommit.add(listener)
    return () => void this.#onCommit.delete(listener)
  }

  /** @throws Error when it is closed. */
  append(documentId: string, update: LoggedUpdate, settle: Settle): void {
    if (this.#closed) throw new Error('the log is closed')
    this.#queuedBytes += update.bytes.byteLength
    const waiting = this.#waiting.get(documentId)
    if (waiting === undefined) {
      this.#waiting.set(documentId, { updates: [update], settle: [settle] })
    } else {
      waiting.updates.push(update)
      waiting.settle.push(settle)
    }
    this.#running ??= this.#run()
  }

  /** Resolves when all that waits is durable; then takes nothing more. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#running
  }

  async #run(): Promise<void> {
    // The rest of this turn of the event loop joins the same transaction.
    await new Promise<void>((resolve) => setImmediate(resolve))
    while (this.#waiting.size > 0) {
      const batch = this.#waiting
      this.#waiting = new Map()
      const startedAt = performance.now()
      await this.#commit(batch)
      const rest = this.#options.everyMs - (performance.now() - startedAt)
      if (rest > 0 && !this.#closed) await new Promise((resolve) => setTimeout(resolve, rest))
    }
    this.#running = undefined
  }

  async #commit(batch: ReadonlyMap<string, Waiting>): Promise<void> {
    const { metrics } = this.#options
    metrics.syncQueue.set(this.#queuedBytes)
    const entries: LogEntry[] = []
    for (const [documentId, { updates }] of batch) entries.push({ documentId, updates })
    const stop = metrics.commitSeconds.startTimer()
    const seqs = await this.#appendUntilDone(entries)
    stop()
    const commits: Commit[] = []
    for (const [index, { documentId, updates }] of entries.entries()) {
      const seq = seqs[index]
      for (const { bytes } of updates) this.#queuedBytes -= bytes.byteLength
      for (const settle of batch.get(documentId)?.settle ?? []) settle(seq)
      if (seq !== undefined) commits.push({ documentId, seq, updates })
    }
    metrics.syncQueue.set(this.#queuedBytes)
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
