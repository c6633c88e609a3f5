import { parseArgs } from 'node:util'
import { report, type Row } from './report.ts'
import {
  type Cpu,
  HOCUSPOCUS,
  HUB,
  RELAY_16MS,
  RELAY_LOGGED,
  RELAY_PER_FRAME,
  RELAY_PER_SOCKET,
  RELAY_PER_TICK,
  RunningServer,
  type ServerKind,
  Y_WEBSOCKET,
} from './running-server.ts'
import { awarenessStorm } from './scenarios/awareness-storm.ts'
import { coldLoad } from './scenarios/cold-load.ts'
import { type FanOutResult, fanOutAtRate, fanOutAtSaturation } from './scenarios/fan-out.ts'
import { manyDocuments } from './scenarios/many-documents.ts'
import { idleMemory } from './scenarios/memory.ts'
import { slowReader } from './scenarios/slow-reader.ts'

/**
 * Compares the hub with its peers and with relays that do no sync at all, all in one run, each in a process of its own that
 * is measured from within. `--quick`: less of everything, to see where it goes. `--only`: one scenario;
 * `--server`: these servers, by the beginnings of their names, with commas between.
 */
const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    server: { type: 'string' },
    write: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
const seconds = flags.quick ? 2 : 8
const wanted = flags.server?.split(',')
const isWanted = ({ name }: ServerKind) => wanted?.some((begin) => name.startsWith(begin)) ?? true
const rows: Row[] = []

async function compare(
  scenario: string,
  kinds: readonly ServerKind[],
  measure: (kind: ServerKind) => Promise<Record<string, number>>,
): Promise<void> {
  if (flags.only !== undefined && !scenario.startsWith(flags.only)) return
  console.log(`\n${scenario}`)
  for (const kind of kinds) {
    if (!isWanted(kind)) continue
    const figures = await measure(kind).catch((error: unknown) => {
      console.error(`  ${kind.name}: ${String(error)}`)
      return {}
    })
    rows.push({ scenario, server: kind.name, figures })
    const shown = Object.entries(figures).map(([name, value]) => `${name} ${value.toFixed(2)}`)
    console.log(`  ${kind.name.padEnd(28)} ${shown.join(', ')}`)
  }
}

/** A server that has just started, for one scenario. */
const on =
  <T>(measure: (server: RunningServer) => Promise<T>) =>
  async (kind: ServerKind): Promise<T> => {
    await using server = await RunningServer.start(kind)
    return await measure(server)
  }

const peers = [HUB, HOCUSPOCUS, Y_WEBSOCKET]
const relays = [RELAY_PER_SOCKET, RELAY_PER_FRAME, RELAY_PER_TICK, RELAY_16MS]
const logged = [...relays, RELAY_LOGGED]
/** Where it goes: what an event loop does, what was given to threads, and Node's collector and compiler. */
const parts = ({ all, loop, threads }: Cpu) => ({ loop, threads, engine: all - loop - threads })
const fanOut = ({ cpuPerDelivery, deliveriesPerSecond, medianMs, p99Ms }: FanOutResult) => ({
  'µs a delivery': cpuPerDelivery.all,
  ...parts(cpuPerDelivery),
  'deliveries/s': deliveriesPerSecond,
  'median ms': medianMs,
  'p99 ms': p99Ms,
})

await compare(
  'fan-out: 100 clients, 1 writer at 50 edits/s',
  [...peers, ...logged],
  on(async (server) => fanOut(await fanOutAtRate(server, { clients: 100, writers: 1, perSecond: 50, seconds }))),
)
await compare(
  'fan-out: 100 clients, 10 writers at 20 edits/s',
  [...peers, ...logged],
  on(async (server) => fanOut(await fanOutAtRate(server, { clients: 100, writers: 10, perSecond: 20, seconds }))),
)
await compare(
  'saturation: 100 clients, 4 writers with 16 edits on the way',
  [...peers, ...logged],
  on(async (server) => fanOut(await fanOutAtSaturation(server, { clients: 100, writers: 4, inFlight: 16, seconds }))),
)
await compare(
  'documents: 1000 of 2 clients, 1 edit/s each',
  [...peers, RELAY_PER_SOCKET, RELAY_PER_FRAME, RELAY_PER_TICK, RELAY_LOGGED],
  on(async (server) => {
    const { cpuPerEdit, medianMs, p99Ms } = await manyDocuments(server, {
      documents: flags.quick ? 300 : 1000,
      seconds,
    })
    return { 'µs an edit': cpuPerEdit.all, ...parts(cpuPerEdit), 'median ms': medianMs, 'p99 ms': p99Ms }
  }),
)
await compare(
  'cursors: 200 clients, 10 moves/s each',
  [...peers, ...relays],
  on(async (server) => {
    const { cpuPerState, medianMs } = await awarenessStorm(server, { clients: 200, seconds: Math.min(seconds, 5) })
    return { 'µs a move': cpuPerState, 'median ms': medianMs }
  }),
)
await compare(
  'memory: idle documents of 76 KB, idle sockets',
  [...peers, RELAY_PER_SOCKET],
  on(async (server) => {
    const size = flags.quick ? { documents: 20, sockets: 200 } : { documents: 100, sockets: 1000 }
    const { perDocumentByte, perSocket } = await idleMemory(server, { ...size, documentBytes: 76_000 })
    return { ...(server.kind.syncs ? { 'times its bytes': perDocumentByte } : {}), 'bytes a socket': perSocket }
  }),
)
await compare('cold load: a document with 260,000 edits', peers, async (kind) => {
  const { ingestCpuPerEdit, loadMs, loadCpuMs, isWhole } = await coldLoad(kind, {
    edits: flags.quick ? 20_000 : 260_000,
  })
  return { 'µs an edit': ingestCpuPerEdit, 'load ms': loadMs, 'load CPU ms': loadCpuMs, whole: isWhole ? 1 : 0 }
})
await compare(
  'slow reader: it stops while 94 MB are written',
  [...peers, ...relays],
  on(async (server) => ({ 'MB of memory': (await slowReader(server, { edits: flags.quick ? 300 : 1000 })) / 1e6 })),
)

report(rows, { write: flags.write && !flags.quick && flags.only === undefined && flags.server === undefined })
