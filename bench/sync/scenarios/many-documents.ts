import { BenchClient } from '../bench-client.ts'
import { type Cpu, each, type RunningServer } from '../running-server.ts'
import { Typist } from './edits.ts'
import { openAll, quantile, sleep, until } from './wait.ts'

/** Many documents with two people in each, one of whom makes an edit a second. */
export async function manyDocuments(
  server: RunningServer,
  options: { documents: number; seconds: number },
): Promise<{ cpuPerEdit: Cpu; medianMs: number; p99Ms: number }> {
  const latencies: number[] = []
  let received = 0
  const pairs = await openAll(options.documents, async (index) => {
    const writer = await BenchClient.join(server, `many-${index}`)
    const reader = await BenchClient.join(server, `many-${index}`)
    const pair = { writer, reader, typist: new Typist(), sentAt: 0 }
    reader.onMessage = (message) => {
      if (message.type !== 'sync') return
      received += 1
      latencies.push(performance.now() - pair.sentAt)
    }
    return pair
  })
  let sent = 0
  const send = async (seconds: number): Promise<void> => {
    const startedAt = performance.now()
    for (let count = 0; count < seconds * pairs.length; count += 1) {
      const wait = startedAt + (count * 1000) / pairs.length - performance.now()
      if (wait > 1) await sleep(wait)
      const pair = pairs[count % pairs.length]
      if (pair === undefined) continue
      pair.sentAt = performance.now()
      pair.writer.update(pair.typist.type())
      sent += 1
    }
    await until(() => received >= sent, 30_000)
  }
  // Servers run for days: by then their code is compiled.
  await send(10)
  latencies.length = 0
  const before = sent
  const cpu = await server.cpuOf(() => send(options.seconds))
  for (const { writer, reader } of pairs) {
    writer.close()
    reader.close()
  }
  return {
    cpuPerEdit: each(cpu, sent - before),
    medianMs: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  }
}
