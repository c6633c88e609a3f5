import { Worker, type WorkerOptions } from 'node:worker_threads'

/**
 * Starts a worker thread from a module beside the caller: `workerThread(new URL('./x.worker.ts', import.meta.url))`.
 * In the build that URL names the emitted `.js`; from source, Node 20 cannot load `.ts` in a worker
 * (`--import tsx` does not reach workers there), so tsx is registered inside it first.
 */
export function workerThread(url: URL, options: WorkerOptions = {}): Worker {
  const isSource = url.href.endsWith('.ts') && import.meta.url.endsWith('.ts')
  if (!isSource) return new Worker(new URL(url.href.replace(/\.ts$/, '.js')), options)
  const source = `import('tsx/esm/api').then((tsx) => { tsx.register(); return import(${JSON.stringify(url.href)}) })`
  return new Worker(source, { ...options, eval: true })
}
