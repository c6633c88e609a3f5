import type { JSONContent } from '@tiptap/core'

/** What a worker is asked: two states of one document, each a Yjs update; empty: nothing was there. */
export interface DiffRequest {
  before: Uint8Array
  after: Uint8Array
}

/** The later text, and where it is other than the earlier one. Positions are the later text's. */
export interface VersionDiff {
  after: JSONContent
  changes: DiffChange[]
}

export interface DiffChange {
  from: number
  to: number
  /** What stood there before, as text; lines are blocks. */
  removed: string
}

/** Compares in a thread of its own: a long document takes a while, and the page must not. */
export async function diffVersions(request: DiffRequest, signal: AbortSignal): Promise<VersionDiff> {
  const worker = new Worker(new URL('./version-diff.worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise<VersionDiff>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<VersionDiff>) => resolve(data))
      worker.addEventListener('error', (event) => reject(new Error(event.message)))
      signal.addEventListener('abort', () => reject(signal.reason as Error))
      worker.postMessage(request)
    })
  } finally {
    worker.terminate()
  }
}
