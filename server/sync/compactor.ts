import type { Merger } from './merger.ts'
import type { UpdateLog } from './update-log.ts'

export interface CompactorDeps {
  log: UpdateLog
  merger: Merger
  /** Least time between two automatic versions of a document. */
  versionEveryMs: number
  now: () => number
  newId: () => string
}

/** Merges the tails of documents' logs into snapshots, in a thread, and keeps what they held as history. */
export class Compactor {
  readonly #deps: CompactorDeps

  constructor(deps: CompactorDeps) {
    this.#deps = deps
  }

  /**
   * Works from the log alone, so that it holds whatever other nodes have written.
   * @returns the new snapshot's bytes; undefined when there was nothing to do, or another node was faster.
   */
  async compact(documentId: string): Promise<Uint8Array | undefined> {
    const { log, merger, now, newId, versionEveryMs } = this.#deps
    const stored = await log.load(documentId)
    const last = stored?.tail.at(-1)
    if (stored === undefined || last === undefined) return undefined
    const after = stored.snapshot?.seq ?? 0
    const { cuts, lastAt } = await log.versionsAfter(documentId, after)
    const { bytes, stateVector, segments } = await merger.compact(stored.snapshot?.bytes, stored.tail, cuts)
    const isDue = last.at - (lastAt ?? 0) >= versionEveryMs && !cuts.includes(last.seq)
    const done = await log.compact(documentId, {
      after,
      snapshot: { seq: last.seq, bytes, stateVector },
      segments,
      version: isDue ? { id: newId(), at: now() } : undefined,
    })
    return done ? bytes : undefined
  }
}
