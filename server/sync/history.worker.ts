import { serveCalls } from '../platform/serve-calls.ts'
import { compareVersions } from './compare-versions.ts'
import { revertTo, stateOf } from './history.ts'
import type { StoredHistory } from './update-log.ts'

/** Builds documents with all their history, off the event loop and off the way of first syncs. */
export type HistoryCall =
  | { kind: 'state'; history: StoredHistory }
  | { kind: 'compare'; history: StoredHistory; from: number }
  | { kind: 'revert'; history: StoredHistory; seq: number }

serveCalls<HistoryCall>({ answer })

function answer(call: HistoryCall): unknown {
  switch (call.kind) {
    case 'state':
      return stateOf(call.history)
    case 'compare':
      return compareVersions(call.history, call.from)
    case 'revert':
      return revertTo(call.history, call.seq)
  }
}
