import { BenchClient } from '../bench-client.ts'
import { type Cpu, each, type RunningServer } from '../running-server.ts'
import { signatureOf, Typist } from './edits.ts'
import { openAll, quantile, sleep, until } from './wait.ts'

export interface FanOutResult {
  /** Of the server. */
  cpuPerDelivery: Cpu
  deliveriesPerSecond: number
  medianMs: number
  p99Ms: number
}

interface Fan {
  writers: { client: BenchClient; typist: Typist }[]
  /** Edits that readers have received, over all readers. */
  received: () => number
  readers: number
  clients: number
  /** Called for each edit that the first reader sees. */
  onSeen: (clientId: number, clock: number) => void
  close: () => void
}

/** One document, a hundred clients, some of which write. */
async function open(server: RunningServer, documentId: string, clients: number, writers: number): Promise<Fan> {
  const all = await openAll(clients, () => BenchClient.join(server, documentId))
  let received = 0
  const readers = all.slice(writers)
  const fan: Fan = {
    writers: all.slice(0, writers).map((client) => ({ client, typist: new Typist() })),
    received: () => received,
    readers: readers.length,
    clients,
    onSeen: () => {},
    close: () => {
      for (const client of all) client.close()
    },
  }
  for (const [index, reader] of readers.entries()) {
    if (index > 0) {
      reader.onRaw = () => (received += 1)
      continue
    }
    reader.onMessage = (message) => {
      if (message.type !== 'sync') return
      received += 1
      const { clientId, clock } = signatureOf(message.bytes)
      fan.onSeen(clientId, clock)
    }
  }
  return fan
}

/** Servers run for days: by then their code is compiled, and threads that came to rest have given back their memory. */
const WARM_UP = { perSecond: 200, seconds: 15 }

export async function fanOutAtRate(
  server: RunningServer,
  options: { clients: number; writers: number; perSecond: number; seconds: number },
): Promise<FanOutResult> {
  const fan = await open(server, `rate-${options.writers}`, options.clients, options.writers)
  const latencies: number[] = []
  const sentAt = new Map<string, number>()
  fan.onSeen = (clientId, clock) => {
    const at = sentAt.get(`${clientId} ${clock}`)
    if (at !== undefined) latencies.push(performance.now() - at)
  }
  let sent = 0
  const send = async (perSecond: number, seconds: number): Promise<void> => {
    const startedAt = performance.now()
    const every = 1000 / perSecond
    const total = seconds * perSecond
    for (let count = 0; count < total; count += 1) {
      const wait = startedAt + count * every - performance.now()
      if (wait > 0) await sleep(wait)
      const writer = fan.writers[count % options.writers]
      if (writer === undefined) continue
      const update = writer.typist.type()
      const { clientId, clock } = signatureOf(update)
      sentAt.set(`${clientId} ${clock}`, performance.now())
      writer.client.update(update)
      sent += 1
    }
    await until(() => fan.received() >= sent * fan.readers, 30_000)
  }
  await send(WARM_UP.perSecond, WARM_UP.seconds)
  latencies.length = 0
  const before = sent
  const cpu = await server.cpuOf(() => send(options.perSecond * options.writers, options.seconds))
  fan.close()
  const deliveries = (sent - before) * (options.clients - 1)
  return {
    cpuPerDelivery: each(cpu, deliveries),
    deliveriesPerSecond: deliveries / options.seconds,
    medianMs: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  }
}

/** Each writer has a fixed number of edits on the way: the next goes out when a reader has seen one. */
export async function fanOutAtSaturation(
  server: RunningServer,
  options: { clients: number; writers: number; inFlight: number; seconds: number },
): Promise<FanOutResult> {
  const fan = await open(server, 'saturation', options.clients, options.writers)
  const byClientId = new Map(fan.writers.map((writer) => [writer.typist.clientId, writer]))
  const latencies: number[] = []
  const sentAt = new Map<string, number>()
  let isRunning = true
  const send = (writer: Fan['writers'][number]): void => {
    const update = writer.typist.type()
    const { clientId, clock } = signatureOf(update)
    sentAt.set(`${clientId} ${clock}`, performance.now())
    writer.client.update(update)
  }
  fan.onSeen = (clientId, clock) => {
    const key = `${clientId} ${clock}`
    latencies.push(performance.now() - (sentAt.get(key) ?? 0))
    sentAt.delete(key)
    const writer = byClientId.get(clientId)
    if (isRunning && writer !== undefined) send(writer)
  }
  for (const writer of fan.writers) for (let count = 0; count < options.inFlight; count += 1) send(writer)
  await sleep(1000)
  latencies.length = 0
  const before = fan.received()
  let received = 0
  const cpu = await server.cpuOf(async () => {
    await sleep(options.seconds * 1000)
    received = fan.received() - before
  })
  isRunning = false
  await sleep(200)
  fan.close()
  const deliveries = (received / fan.readers) * (options.clients - 1)
  return {
    cpuPerDelivery: each(cpu, deliveries),
    deliveriesPerSecond: deliveries / options.seconds,
    medianMs: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  }
}
