import * as Y from 'yjs'

/** `Y.mergeUpdates` is super-linear in their number (16,000 took 6.4 s); in groups of this size they take 63 ms. */
const GROUP = 32

/** @returns one update that holds all of them, with nothing left out. The bytes are fresh, and the caller's. */
export function mergeMany(updates: readonly Uint8Array[]): Uint8Array {
  let merged = updates
  while (merged.length > GROUP) {
    const groups: Uint8Array[] = []
    for (let at = 0; at < merged.length; at += GROUP) groups.push(Y.mergeUpdates(merged.slice(at, at + GROUP)))
    merged = groups
  }
  return Y.mergeUpdates([...merged])
}
