import { decodeStateVector, KnownClocks } from './known-clocks.ts'
import type { Merger } from './merger.ts'
import type { ClockRange, UpdateShape } from './update-shape.ts'
import type { StoredDocument } from './update-log.ts'

const EMPTY_UPDATE = Uint8Array.of(0, 0)
/** Answers that are kept until the next edit: of people who come back together, most have seen the same. */
const KEPT_ANSWERS = 16
/** Compaction comes long before, on the node that writes. */
const MOST_PARTS = 16_384

/** What a document holds, as bytes: never a Y.Doc, which takes a dozen times as much. */
export class DocumentState {
  readonly #merger: Merger
  readonly #clocks: KnownClocks
  /** Merged, they are the document. */
  #parts: Uint8Array[]
  #bytes = 0
  #merging: Promise<Uint8Array> | undefined
  /** By state vector as text. */
  readonly #answers = new Map<string, Promise<Uint8Array>>()

  constructor(stored: StoredDocument, merger: Merger) {
    this.#merger = merger
    const { snapshot, tail } = stored
    this.#clocks = new KnownClocks(snapshot && decodeStateVector(snapshot.stateVector))
    this.#parts = snapshot === undefined ? [] : [snapshot.bytes]
    this.#bytes = snapshot?.bytes.byteLength ?? 0
    for (const { bytes } of tail) {
      this.#clocks.addUpdate(bytes)
      this.#push(bytes)
    }
  }

  /** Of all parts: an upper bound of the merged document. */
  get bytes(): number {
    return this.#bytes
  }

  get stateVector(): Uint8Array {
    return this.#clocks.encode()
  }

  /** Whether an update builds upon what is not here. */
  lacks(shape: UpdateShape): boolean {
    return this.#clocks.lacks(shape)
  }

  add(update: Uint8Array, structs: readonly ClockRange[]): void {
    this.#clocks.add(structs)
    this.#push(update)
    if (this.#answers.size > 0) this.#answers.clear()
    // Nobody may ask for a busy document for hours. What fails here is met again, and said, by who asks next.
    if (this.#parts.length > MOST_PARTS && this.#merging === undefined) this.merged().catch(() => {})
  }

  /** State vector of a replica that has all but these structs and what came after them. */
  vectorBefore(structs: Iterable<ClockRange>): Uint8Array {
    return this.#clocks.encodeWithout(structs)
  }

  /**
   * The whole document, as it is now or a little later, as one update. Shared by all who ask; not to be changed.
   * It never waits for a document to come to rest: a busy one does not.
   */
  async merged(): Promise<Uint8Array> {
    // A merge that has begun may lack the newest.
    await this.#merging?.catch(() => {})
    if (this.#parts.length <= 1) return this.#parts[0] ?? EMPTY_UPDATE
    this.#merging ??= this.#merge()
    return await this.#merging
  }

  /** What a replica with this state vector lacks, as one update. `stateVector` must be well-formed. */
  async missing(stateVector: Uint8Array): Promise<Uint8Array> {
    // No client id, or bytes that say none: all of it.
    if (stateVector.length <= 1) return await this.merged()
    const key = Buffer.from(stateVector.buffer, stateVector.byteOffset, stateVector.byteLength).toString('latin1')
    const kept = this.#answers.get(key)
    if (kept !== undefined) return await kept
    const answer = this.merged().then((merged) => this.#merger.diff(merged, stateVector))
    if (this.#answers.size < KEPT_ANSWERS) this.#answers.set(key, answer)
    // A failed answer is not kept; who asked for it is told below.
    answer.catch(() => this.#answers.delete(key))
    return await answer
  }

  /** What is here now and came before the update `end`, for `replace`. */
  mark(end: Uint8Array | undefined): readonly Uint8Array[] {
    return end === undefined ? [...this.#parts] : this.#parts.slice(0, Math.max(0, this.#parts.indexOf(end)))
  }

  /** Puts a snapshot that holds all of `marked` in its place. @returns false when that was merged with others meanwhile. */
  replace(marked: readonly Uint8Array[], snapshot: Uint8Array): boolean {
    const last = marked.length - 1
    if (last < 0 || this.#parts[0] !== marked[0] || this.#parts[last] !== marked[last]) return false
    this.#setParts([snapshot, ...this.#parts.slice(marked.length)])
    return true
  }

  #push(update: Uint8Array): void {
    this.#parts.push(update)
    this.#bytes += update.byteLength
  }

  async #merge(): Promise<Uint8Array> {
    const taken = [...this.#parts]
    try {
      const merged = await this.#merger.merge(taken)
      // A compaction may have put a snapshot in their place meanwhile.
      if (this.#parts[0] === taken[0]) this.#setParts([merged, ...this.#parts.slice(taken.length)])
      return merged
    } finally {
      this.#merging = undefined
    }
  }

  #setParts(parts: Uint8Array[]): void {
    this.#parts = parts
    this.#bytes = parts.reduce((sum, part) => sum + part.byteLength, 0)
  }
}
