import * as Y from 'yjs'
import { type Authored, authorshipOf, decodeAuthorship } from './authorship.ts'
import type { StoredHistory } from './update-log.ts'

/**
 * A document with all that was ever deleted from it, up to `seq`. The caller destroys it.
 * `mark` is called when all updates up to `markAt` are in it; what comes after has the origin 'later', in one transaction.
 */
export function historyDocument(history: StoredHistory, markAt: number, mark: (doc: Y.Doc) => void): Y.Doc {
  const doc = new Y.Doc({ gc: false })
  const all = [
    ...history.segments.map(({ to, bytes }) => ({ seq: to, bytes })),
    ...history.tail.map(({ seq, bytes }) => ({ seq, bytes })),
  ]
  doc.transact(() => {
    for (const { seq, bytes } of all) if (seq <= markAt) Y.applyUpdate(doc, bytes)
  })
  mark(doc)
  doc.transact(() => {
    for (const { seq, bytes } of all) if (seq > markAt) Y.applyUpdate(doc, bytes)
  }, LATER)
  return doc
}

const LATER = 'later'

/** @returns the whole document as one update, as it was at the end of the history. */
export function stateOf(history: StoredHistory): Uint8Array {
  const doc = historyDocument(history, Number.MAX_SAFE_INTEGER, () => {})
  try {
    return Y.encodeStateAsUpdate(doc)
  } finally {
    doc.destroy()
  }
}

/** @returns an edit of the present document that makes it what it was at `seq`; undefined when it is that. */
export function revertTo(history: StoredHistory, seq: number): Uint8Array | undefined {
  let undo: Y.UndoManager | undefined
  const doc = historyDocument(history, seq, (marked) => {
    undo = new Y.UndoManager(marked, { trackedOrigins: new Set([LATER]), ignoreRemoteMapChanges: true })
  })
  try {
    let edit: Uint8Array | undefined
    // Not a difference of states: that would repeat every deletion of the document's life.
    doc.once('update', (update: Uint8Array) => (edit = update))
    undo?.undo()
    return edit
  } finally {
    doc.destroy()
  }
}

/** Who wrote what, in order. */
export function authorsOf(history: StoredHistory): Authored[] {
  return [...history.segments.flatMap(({ authorship }) => decodeAuthorship(authorship)), ...authorshipOf(history.tail)]
}
