import { parentPort } from 'node:worker_threads'
import { mergeMany } from './merge-many.ts'

/** Merges large documents off the event loop. */
export type MergeRequest = { id: number; call: readonly Uint8Array[] } | 'close'

const port = parentPort
if (port === null) throw new Error('must run as a worker thread')

port.on('message', (request: MergeRequest) => {
  if (request === 'close') {
    port.close()
    return
  }
  try {
    const merged = mergeMany(request.call)
    port.postMessage({ id: request.id, value: merged }, [merged.buffer as ArrayBuffer])
  } catch (error) {
    port.postMessage({ id: request.id, error: (error as Error).message })
  }
})
