import * as Y from 'yjs'

/** `Y.mergeUpdates` is super-linear in their number (16,000 took 6.4 s); from here on a Y.Doc is cheaper. */
const THROUGH_DOCUMENT = 200

/** @returns one update that holds all of them. The bytes are fresh, and the caller's. */
export function mergeMany(updates: readonly Uint8Array[]): Uint8Array {
  if (updates.length <= THROUGH_DOCUMENT) return Y.mergeUpdates([...updates])
  // Without garbage collection, so that deleted text stays for the versions of a document.
  const doc = new Y.Doc({ gc: false })
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  const merged = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return merged
}
