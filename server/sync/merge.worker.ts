import { parentPort } from 'node:worker_threads'
import * as Y from 'yjs'
import { compactUpdates } from './compact-updates.ts'
import { mergeMany } from './merge-many.ts'
import type { StoredUpdate } from './update-log.ts'

/** Works on large documents off the event loop. */
export type MergeCall =
  | { kind: 'merge'; updates: readonly Uint8Array[] }
  | { kind: 'diff'; update: Uint8Array; stateVector: Uint8Array }
  | { kind: 'compact'; snapshot: Uint8Array | undefined; tail: readonly StoredUpdate[]; cuts: readonly number[] }
export type MergeRequest = { id: number; call: MergeCall } | 'close'

const port = parentPort
if (port === null) throw new Error('must run as a worker thread')

port.on('message', (request: MergeRequest) => {
  if (request === 'close') {
    port.close()
    return
  }
  try {
    port.postMessage({ id: request.id, value: answer(request.call) })
  } catch (error) {
    port.postMessage({ id: request.id, error: (error as Error).message })
  }
})

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
