import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import { BenchClient } from '../bench-client.ts'
import { RunningServer, type ServerKind } from '../running-server.ts'
import { signatureOf } from './edits.ts'
import { sleep, until } from './wait.ts'

export interface ColdLoadResult {
  ingestCpuPerEdit: number
  /** From the handshake to the whole document, on a server that has just started and served another document. */
  loadMs: number
  loadCpuMs: number
  /** The document that came back is the one that was written. */
  isWhole: boolean
}

const MOST_ON_THE_WAY = 500

/** A long editing history goes in edit by edit; after a restart the first reader asks for all of it. */
export async function coldLoad(kind: ServerKind, options: { edits: number }): Promise<ColdLoadResult> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-cold-'))
  try {
    const doc = new Y.Doc()
    let ingestCpuPerEdit = 0
    {
      await using server = await RunningServer.start(kind, folder)
      const cpu = await server.cpuOf(() => ingest(server, doc, options.edits))
      ingestCpuPerEdit = cpu.all / options.edits
      // Time for what is stored late.
      await sleep(20_000)
    }
    await using server = await RunningServer.start(kind, folder)
    const warm = await BenchClient.join(server, 'another')
    let loadMs = 0
    let loaded: Uint8Array = new Uint8Array()
    const cpu = await server.cpuOf(async () => {
      const startedAt = performance.now()
      const reader = await BenchClient.open(server, 'history')
      loaded = await reader.firstSync()
      loadMs = performance.now() - startedAt
      reader.close()
    })
    warm.close()
    const copy = new Y.Doc()
    Y.applyUpdate(copy, loaded)
    const isWhole = copy.getText('t').toJSON() === doc.getText('t').toJSON()
    return { ingestCpuPerEdit, loadMs, loadCpuMs: cpu.all / 1000, isWhole }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Types, jumps and deletes, as a person does who writes a long text. */
async function ingest(server: RunningServer, doc: Y.Doc, edits: number): Promise<void> {
  const writer = await BenchClient.join(server, 'history')
  const reader = await BenchClient.join(server, 'history')
  const text = doc.getText('t')
  let seen = 0
  let sent = 0
  reader.onMessage = (message) => {
    if (message.type === 'sync' && signatureOf(message.bytes).clientId !== 0) seen += 1
  }
  doc.on('update', (update: Uint8Array) => {
    writer.update(update)
    sent += 1
  })
  let cursor = 0
  for (let count = 0; count < edits; count += 1) {
    if (count % 97 === 0) cursor = (count * 7919) % (text.length + 1)
    if (count % 3 === 2 && cursor > 0) {
      cursor -= 1
      text.delete(cursor, 1)
    } else {
      text.insert(cursor, 'x')
      cursor += 1
    }
    if (sent - seen > MOST_ON_THE_WAY) await until(() => sent - seen < MOST_ON_THE_WAY / 2, 60_000)
  }
  await until(() => seen >= sent, 60_000)
  writer.close()
  reader.close()
}
