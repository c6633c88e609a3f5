import * as Y from 'yjs'
import { BenchClient } from '../bench-client.ts'
import type { RunningServer } from '../running-server.ts'
import { sleep, until } from './wait.ts'

const EDIT_BYTES = 94_000

/** One reader stops reading while much is written. @returns by how many bytes the server's memory grew. */
export async function slowReader(server: RunningServer, options: { edits: number }): Promise<number> {
  const writer = await BenchClient.join(server, 'slow')
  const reader = await BenchClient.join(server, 'slow')
  const stuck = await BenchClient.join(server, 'slow')
  const doc = new Y.Doc()
  const map = doc.getMap('m')
  // By content, not by number: a server may bring the reader up to date with one update for many.
  const copy = new Y.Doc()
  const seen = () => Number.parseInt(copy.getMap<string>('m').get('k') ?? '0', 10)
  let sent = 0
  reader.onMessage = (message) => {
    if (message.type === 'sync') Y.applyUpdate(copy, message.bytes)
  }
  doc.on('update', (update: Uint8Array) => writer.update(update))
  const write = async (edits: number, bytes: number): Promise<void> => {
    for (let count = 0; count < edits; count += 1) {
      sent += 1
      map.set('k', String(sent).padEnd(bytes, 'x'))
      await writer.drained()
      if (sent - seen() > 10) await until(() => sent - seen() < 5, 30_000)
    }
    await until(() => seen() >= sent, 30_000)
  }
  // What a server keeps of the last edits for other reasons is there in both measurements.
  const settled = async () => {
    await write(options.edits, EDIT_BYTES)
    await write(600, 10)
    await sleep(2000)
    return await server.usage()
  }
  const before = await settled()
  stuck.pause()
  const after = await settled()
  for (const client of [writer, reader, stuck]) client.close()
  return after.liveBytes - before.liveBytes
}
