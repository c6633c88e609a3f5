import { readdirSync, readFileSync } from 'node:fs'
import type { Cpu, Usage } from '../running-server.ts'

const TASKS = '/proc/self/task'
const ofNode = new Set(readdirSync(TASKS))

/** Loaded into every server that is measured: tells what the process has used. */
process.on('message', (message) => {
  if (message === 'cpu') process.send?.(cpu())
  if (message === 'usage') {
    globalThis.gc?.()
    globalThis.gc?.()
    const { heapUsed, external, rss } = process.memoryUsage()
    process.send?.({ liveBytes: heapUsed + external, residentBytes: rss } satisfies Usage)
  }
})

// Nobody measures any more: the benchmark was stopped.
process.once('disconnect', () => process.exit(0))

function cpu(): Cpu {
  const { user, system } = process.cpuUsage()
  const own = readdirSync(TASKS).filter((thread) => !ofNode.has(thread))
  const threads = own.reduce((sum, thread) => sum + usOf(thread), 0)
  return { all: user + system, loop: usOf(String(process.pid)), threads }
}

/** Time on a core, from the kernel's scheduler; of a thread that has ended meanwhile: none. */
function usOf(thread: string): number {
  try {
    return Number(readFileSync(`${TASKS}/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1000
  } catch {
    return 0
  }
}
