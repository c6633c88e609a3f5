import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { CLOSE, FRAME } from '../../shared/collab-protocol.ts'
import { updateFrame } from '../helpers/sync-client.ts'

/** The built hub as a process of its own, as `npm start` runs it. */
const MAIN = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url))
const CLI = fileURLToPath(new URL('../../scripts/guildhall.mjs', import.meta.url))

interface HubProcess {
  child: ChildProcess
  output: () => string
  url: string
  ended: Promise<number | null>
}

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0).toReversed()) cleanup()
})

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-process-'))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
  return folder
}

function run(file: string, args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [file, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
  })
  cleanups.push(() => child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  return { child, ended, output: () => output }
}

async function startProcess(dataDir: string, env: Record<string, string> = {}): Promise<HubProcess> {
  const started = run(MAIN, [], { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn', ...env })
  await vi.waitFor(() => expect(started.output()).toMatch(/running at http/), { timeout: 30_000, interval: 20 })
  const url = /running at (http:\S+)/.exec(started.output())?.[1] ?? ''
  return { ...started, url }
}

async function token(dataDir: string): Promise<string> {
  const made = run(CLI, ['token', 'create'], { DATA_DIR: dataDir })
  expect(await made.ended).toBe(0)
  return made.output().trim()
}

async function openSocket(hub: HubProcess, documentId: string, secret: string): Promise<WebSocket> {
  const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/collab/${documentId}?token=${secret}&saved=1`)
  cleanups.push(() => socket.terminate())
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

async function readText(hub: HubProcess, documentId: string, secret: string): Promise<string> {
  const { WebsocketProvider } = await import('y-websocket')
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${hub.url.replace('http', 'ws')}/collab`, documentId, doc, {
    params: { token: secret },
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
  })
  await vi.waitFor(() => expect(provider.synced).toBe(true))
  provider.destroy()
  return doc.getText('t').toString()
}

describe('the hub as a process', () => {
  test('starts with a demo community, prints its address and a link that signs the owner in once', async () => {
    const hub = await startProcess(temporaryFolder())
    const link = /http:\S+magic-link\S+/.exec(hub.output())?.[0] ?? ''
    const first = await fetch(link, { redirect: 'manual' })
    expect(first.headers.get('location')).toBe('/')
    const cookie = first.headers
      .getSetCookie()
      .map((value) => value.split(';')[0])
      .join('; ')
    const me = (await (await fetch(`${hub.url}/api/me`, { headers: { cookie } })).json()) as {
      memberships: { community: { id: string }; member: { role: string } }[]
    }
    expect(me.memberships[0]?.member.role).toBe('owner')
    const read = async (path: string) =>
      (
        await fetch(`${hub.url}/api/communities/${me.memberships[0]?.community.id}/${path}`, { headers: { cookie } })
      ).json()
    const { documents } = (await read('documents')) as { documents: { kind: string }[] }
    expect(documents.map(({ kind }) => kind).toSorted()).toEqual(['board', 'text'])
    expect(((await read('rooms')) as { rooms: unknown[] }).rooms).toHaveLength(1)
    expect(((await read('gigs')) as { gigs: unknown[] }).gigs.length).toBeGreaterThan(2)
    const again = await fetch(link, { redirect: 'manual' })
    expect(again.headers.get('location')).toMatch(/error=/)
  })

  test('a second hub on the same data folder refuses with a clear error', async () => {
    const dataDir = temporaryFolder()
    await startProcess(dataDir)
    const second = run(MAIN, [], { DATA_DIR: dataDir, PORT: '0' })
    expect(await second.ended).toBe(1)
    expect(second.output()).toContain('Another hub is running on the data folder')
    expect(second.output()).not.toContain('    at ')
  })

  test('all faults of the settings are named at once', async () => {
    const refused = run(MAIN, [], { PORT: 'http', DATABASE_URL: 'mysql://x', SLACK_BOT_TOKEN: 'xoxb-1' })
    expect(await refused.ended).toBe(1)
    for (const name of ['PORT', 'DATABASE_URL']) expect(refused.output()).toContain(name)
  })

  test('SIGTERM tells clients to come back, writes what they brought, and ends in time', async () => {
    const dataDir = temporaryFolder()
    const hub = await startProcess(dataDir)
    const secret = await token(dataDir)
    const sockets = await Promise.all(Array.from({ length: 20 }, () => openSocket(hub, 'drained', secret)))
    const codes = sockets.map((socket) => new Promise<number>((resolve) => socket.once('close', resolve)))
    const doc = new Y.Doc()
    doc.getText('t').insert(0, 'written at the last moment')
    sockets[0]?.send(updateFrame(Y.encodeStateAsUpdate(doc)))
    await new Promise((resolve) => sockets[1]?.once('message', resolve))
    const before = performance.now()
    hub.child.kill('SIGTERM')
    expect(await hub.ended).toBe(0)
    expect(performance.now() - before).toBeLessThan(5_000)
    expect(new Set(await Promise.all(codes))).toEqual(new Set([CLOSE.goingAway]))
    const again = await startProcess(dataDir)
    expect(await readText(again, 'drained', secret)).toBe('written at the last moment')
  })

  test('what was saved survives kill -9', async () => {
    const dataDir = temporaryFolder()
    let secret = ''
    let savedText = ''
    for (let round = 0; round < 5; round += 1) {
      const hub = await startProcess(dataDir)
      secret ||= await token(dataDir)
      expect(await readText(hub, 'kept', secret)).toContain(savedText)
      const socket = await openSocket(hub, 'kept', secret)
      let saved = 0
      socket.on('message', (data: Buffer) => {
        if (data[0] === FRAME.saved) saved = new DataView(data.buffer, data.byteOffset).getUint8(1)
      })
      const doc = new Y.Doc()
      const sent: string[] = []
      doc.on('update', (update: Uint8Array) => socket.send(updateFrame(update)))
      for (let index = 0; index < 60; index += 1) {
        const word = `r${round}e${index};`
        sent.push(word)
        doc.getText('t').insert(doc.getText('t').length, word)
      }
      await vi.waitFor(() => expect(saved).toBeGreaterThan(5 * round))
      hub.child.kill('SIGKILL')
      await hub.ended
      savedText = sent.slice(0, saved).join('')
    }
    const last = await startProcess(dataDir)
    expect(await readText(last, 'kept', secret)).toContain(savedText)
  })
})
