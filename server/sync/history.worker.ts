import { parentPort } from 'node:worker_threads'
import { compareVersions } from './compare-versions.ts'
import { revertTo, stateOf } from './history.ts'
import type { StoredHistory } from './update-log.ts'

/** Builds documents with all their history, off the event loop and off the way of first syncs. */
export type HistoryCall =
  | { kind: 'state'; history: StoredHistory }
  | { kind: 'compare'; history: StoredHistory; from: number }
  | { kind: 'revert'; history: StoredHistory; seq: number }
export type HistoryRequest = { id: number; call: HistoryCall } | 'close'

const port = parentPort
if (port === null) throw new Error('must run as a worker thread')

port.on('message', (request: HistoryRequest) => {
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
