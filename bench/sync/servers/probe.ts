import type { Usage } from '../running-server.ts'

/** Loaded into every server that is measured: tells what the process has used. */
process.on('message', (message) => {
  if (message === 'cpu') {
    const { user, system } = process.cpuUsage()
    process.send?.({ cpuUs: user + system })
  }
  if (message === 'usage') {
    globalThis.gc?.()
    globalThis.gc?.()
    const { heapUsed, external, rss } = process.memoryUsage()
    process.send?.({ liveBytes: heapUsed + external, residentBytes: rss } satisfies Usage)
  }
})

// Nobody measures any more: the benchmark was stopped.
process.once('disconnect', () => process.exit(0))
