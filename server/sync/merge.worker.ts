import * as Y from 'yjs'
import { serveCalls } from '../platform/serve-calls.ts'
import { compactUpdates } from './compact-updates.ts'
import { mergeMany } from './merge-many.ts'
import type { StoredUpdate } from './update-log.ts'

/** Works on large documents off the event loop. */
export type MergeCall =
  | { kind: 'merge'; updates: readonly Uint8Array[] }
  | { kind: 'diff'; update: Uint8Array; stateVector: Uint8Array }
  | { kind: 'compact'; snapshot: Uint8Array | undefined; tail: readonly StoredUpdate[]; cuts: readonly number[] }

serveCalls<MergeCall>({ answer })

function answer(call: MergeCall): unknown {
  switch (call.kind) {
    case 'merge':
      return mergeMany(call.updates)
    case 'diff':
      return Y.diffUpdate(call.update, call.stateVector)
    case 'compact':
      return compactUpdates(call.snapshot, call.tail, call.cuts)
  }
}
