import * as Y from 'yjs'
import { encodeAuthorship } from './authorship.ts'
import { mergeMany } from './merge-many.ts'
import type { HistorySegment, StoredUpdate } from './update-log.ts'

/** Updates in one segment of history, at most: reading a version must not merge more than it needs. */
const SEGMENT_UPDATES = 500

export interface CompactedUpdates {
  /** All of the document, without what was deleted. */
  bytes: Uint8Array
  stateVector: Uint8Array
  segments: HistorySegment[]
}

/**
 * Merges a snapshot with the updates that came after it. What was deleted goes from the snapshot and stays in the segments.
 * `cuts`: sequence numbers of versions; a segment ends at each. @throws Error when Yjs cannot read the bytes.
 */
export function compactUpdates(
  snapshot: Uint8Array | undefined,
  tail: readonly StoredUpdate[],
  cuts: readonly number[],
): CompactedUpdates {
  const doc = new Y.Doc()
  try {
    doc.transact(() => {
      if (snapshot !== undefined) Y.applyUpdate(doc, snapshot)
      for (const { bytes } of tail) Y.applyUpdate(doc, bytes)
    })
    return {
      bytes: Y.encodeStateAsUpdate(doc),
      stateVector: Y.encodeStateVector(doc),
      segments: segmentsOf(tail, cuts),
    }
  } finally {
    doc.destroy()
  }
}

function segmentsOf(tail: readonly StoredUpdate[], cuts: readonly number[]): HistorySegment[] {
  const ends = new Set(cuts)
  const segments: HistorySegment[] = []
  let open: StoredUpdate[] = []
  for (const [index, update] of tail.entries()) {
    open.push(update)
    if (index < tail.length - 1 && open.length < SEGMENT_UPDATES && !ends.has(update.seq)) continue
    segments.push({
      from: update.seq - open.length + 1,
      to: update.seq,
      bytes: mergeMany(open.map(({ bytes }) => bytes)),
      authorship: encodeAuthorship(open),
    })
    open = []
  }
  return segments
}
