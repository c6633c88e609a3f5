import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { BenchClient } from '../bench-client.ts'
import type { RunningServer } from '../running-server.ts'
import { openAll, quantile, sleep } from './wait.ts'

/** Many clients in one document, each of whom moves a cursor ten times a second. */
export async function awarenessStorm(
  server: RunningServer,
  options: { clients: number; seconds: number },
): Promise<{ cpuPerState: number; medianMs: number }> {
  const clients = await openAll(options.clients, () => BenchClient.join(server, 'storm'))
  const sentAt = new Map<string, number>()
  const latencies: number[] = []
  for (const [index, client] of clients.entries()) {
    if (index > 0) {
      client.onRaw = () => {}
      continue
    }
    client.onMessage = (message) => {
      if (message.type !== 'awareness') return
      for (const key of statesOf(message.update)) {
        const at = sentAt.get(key)
        if (at !== undefined) latencies.push(performance.now() - at)
      }
    }
  }
  let offered = 0
  const storm = async (seconds: number): Promise<void> => {
    const startedAt = performance.now()
    const every = 100 / clients.length
    for (let count = 0; count < seconds * 10 * clients.length; count += 1) {
      const wait = startedAt + count * every - performance.now()
      if (wait > 1) await sleep(wait)
      const index = count % clients.length
      const clock = Math.floor(offered / clients.length) + 1
      sentAt.set(`${index + 1} ${clock}`, performance.now())
      clients[index]?.awareness(stateOf(index + 1, clock))
      offered += 1
    }
  }
  await storm(1)
  latencies.length = 0
  const before = offered
  const cpu = await server.cpuOf(() => storm(options.seconds))
  await sleep(300)
  for (const client of clients) client.close()
  return { cpuPerState: cpu.all / (offered - before), medianMs: quantile(latencies, 0.5) }
}

function stateOf(clientId: number, clock: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, clientId)
    encoding.writeVarUint(encoder, clock)
    const user = { name: `Member ${clientId}`, color: '#30bced' }
    encoding.writeVarString(encoder, JSON.stringify({ user, cursor: { anchor: clock, head: clock } }))
  })
}

function statesOf(update: Uint8Array): string[] {
  const decoder = decoding.createDecoder(update)
  const keys: string[] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
    keys.push(`${decoding.readVarUint(decoder)} ${decoding.readVarUint(decoder)}`)
    decoding.readVarString(decoder)
  }
  return keys
}
