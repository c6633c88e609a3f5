import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { freshDatabase } from '../helpers/migrated-database.ts'
import { databaseUrl } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'
import {
  closeCode,
  connect,
  eventually,
  openSocket,
  received,
  savedCounts,
  step1Frame,
  step2Frame,
  textUpdate,
  updateFrame,
  writer,
} from '../helpers/sync-client.ts'

const stores: { name: string; env: () => Promise<{ env: Record<string, string>; end: () => Promise<void> }> }[] = [
  { name: 'SQLite', env: () => Promise.resolve({ env: {}, end: () => Promise.resolve() }) },
]
if (databaseUrl !== undefined) {
  stores.push({
    name: 'PostgreSQL',
    async env() {
      const database = await freshDatabase()
      return { env: { DATABASE_URL: database.url }, end: async () => await database[Symbol.asyncDispose]() }
    },
  })
}

describe.each(stores)('on $name', ({ env }) => {
  test('S12 an unmodified y-websocket client creates a plain document, and another reads and writes it', async () => {
    const store = await env()
    {
      await using hub = await startHub({ env: store.env })
      const { secret: token } = await hub.owner.token('sync:create')
      const first = connect(hub, 'my-yjs-app', { token })
      first.doc.getText('t').insert(0, 'hello')
      const second = connect(hub, 'my-yjs-app', { token })
      await eventually(() => expect(second.doc.getText('t').toString()).toBe('hello'))
      second.doc.getText('t').insert(5, ' world')
      await eventually(() => expect(first.doc.getText('t').toString()).toBe('hello world'))
      first.awareness.setLocalStateField('user', { name: 'Aiko' })
      await eventually(() =>
        expect([...second.awareness.getStates().values()]).toContainEqual({ user: { name: 'Aiko' } }),
      )
    }
    await store.end()
  })

  test('S34 S35 S36 what was saved is there after a restart, also when the log was compacted', async () => {
    const store = await env()
    const settings = { ...store.env, SYNC_COMPACT_EVERY: '10' }
    const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-test-'))
    let token = ''
    {
      await using hub = await startHub({ env: settings, dataDir })
      token = (await hub.owner.token('sync:create')).secret
      const socket = await openSocket(hub, 'kept', { token, saved: '1' })
      const saved = savedCounts(socket)
      const doc = writer(socket)
      for (let index = 0; index < 45; index += 1) doc.getText('t').insert(index, String(index % 10))
      await eventually(() => expect(saved.at(-1)).toBe(45))
    }
    {
      await using hub = await startHub({ env: settings, dataDir })
      const reader = connect(hub, 'kept', { token })
      await eventually(() => expect(reader.doc.getText('t').toString()).toBe('0123456789'.repeat(4) + '01234'))
    }
    await store.end()
  })
})

test('S11 a step 1 is answered with exactly what its state vector lacks', async () => {
  await using hub = await startHub()
  const { secret: token } = await hub.owner.token('sync:create')
  const socket = await openSocket(hub, 'shared', { token })
  const doc = writer(socket)
  doc.getText('t').insert(0, 'seen. ')
  const before = Y.encodeStateVector(doc)
  doc.getText('t').insert(6, 'not seen.')
  const other = await openSocket(hub, 'shared', { token })
  const replica = received(other)
  other.send(step1Frame(before))
  await eventually(() => expect(replica.store.pendingStructs?.missing.size).toBe(1))
  // What was seen is not sent again: only together with it is the document whole.
  Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc))
  expect(replica.getText('t').toString()).toBe('seen. not seen.')
})

test('S13 replicas that edit at random, drop out and come back hold the same document', async () => {
  await using hub = await startHub({ env: { SYNC_COMPACT_EVERY: '10' } })
  const { secret: token } = await hub.owner.token('sync:create')
  const edit = fc.record({
    by: fc.nat(3),
    at: fc.nat(30),
    text: fc.constantFrom('', 'a', 'bc', 'def', '😀'),
    drops: fc.nat(9).map((roll) => roll === 0),
  })
  await fc.assert(
    fc.asyncProperty(fc.uuid(), fc.array(edit, { minLength: 5, maxLength: 60 }), async (documentId, edits) => {
      const providers = Array.from({ length: 4 }, () => connect(hub, documentId, { token }))
      for (const { by, at, text, drops } of edits) {
        const provider = providers[by]
        const content = provider?.doc.getText('t')
        if (content === undefined) continue
        if (text === '')
          content.delete(Math.min(at, content.length), Math.min(2, content.length - Math.min(at, content.length)))
        else content.insert(Math.min(at, content.length), text)
        if (drops) provider?.disconnect()
        else provider?.connect()
        await new Promise((resolve) => setImmediate(resolve))
      }
      for (const provider of providers) provider.connect()
      await eventually(() => {
        const texts = new Set(providers.map(({ doc }) => doc.getText('t').toString()))
        expect(texts.size).toBe(1)
        for (const { doc, synced } of providers) {
          expect(synced).toBe(true)
          expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(providers[0]?.doc ?? doc))
        }
      })
      for (const provider of providers) provider.destroy()
    }),
    { numRuns: 12 },
  )
})

test('S22 an update that builds upon what the hub lacks is asked for whole, and then stored and relayed', async () => {
  await using hub = await startHub()
  const { secret: token } = await hub.owner.token('sync:create')
  const reader = connect(hub, 'shared', { token })
  await eventually(() => expect(reader.synced).toBe(true))
  const socket = await openSocket(hub, 'shared', { token, saved: '1' })
  const saved = savedCounts(socket)
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'never sent, ')
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const word of ['but ', 'built ', 'upon']) doc.getText('t').insert(doc.getText('t').length, word)
  const asked = new Promise<Buffer>((resolve) => socket.on('message', (data: Buffer) => data[1] === 0 && resolve(data)))
  for (const update of updates) socket.send(updateFrame(update))
  await asked
  socket.send(step2Frame(Y.encodeStateAsUpdate(doc)))
  await eventually(() => expect(reader.doc.getText('t').toString()).toBe('never sent, but built upon'))
  await eventually(() => expect(saved).toEqual([4]))
  expect(reader.doc.store.pendingStructs).toBeNull()
})

test('S22 a client that stays incomplete is closed', async () => {
  await using hub = await startHub()
  const { secret: token } = await hub.owner.token('sync:create')
  const socket = await openSocket(hub, 'shared', { token })
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'a')
  const vector = Y.encodeStateVector(doc)
  doc.getText('t').insert(1, 'b')
  const closed = closeCode(socket)
  for (let round = 0; round < 10; round += 1) socket.send(step2Frame(Y.encodeStateAsUpdate(doc, vector)))
  expect(await closed).toBe(4400)
})

test('S30 an empty answer is as saved as what came before it', async () => {
  await using hub = await startHub()
  const { secret: token } = await hub.owner.token('sync:create')
  const socket = await openSocket(hub, 'shared', { token, saved: '1' })
  const saved = savedCounts(socket)
  socket.send(step2Frame(Uint8Array.of(0, 0)))
  await eventually(() => expect(saved).toEqual([1]))
  socket.send(updateFrame(textUpdate('x')))
  socket.send(step2Frame(Uint8Array.of(0, 0)))
  await eventually(() => expect(saved.at(-1)).toBe(3))
})
