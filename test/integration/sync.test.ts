import * as encoding from 'lib0/encoding'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { CLOSE, FRAME } from '../../shared/collab-protocol.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import { step1Frame, updateFrame } from '../../server/sync/frames.ts'
import { databaseUrl, freshDatabase } from '../helpers/services.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'

const open: { destroy(): void }[] = []
afterEach(() => {
  for (const provider of open.splice(0)) provider.destroy()
})

function connect(hub: TestHub, documentId: string, token: string, doc = new Y.Doc()): WebsocketProvider {
  const provider = new WebsocketProvider(hub.collabUrl, documentId, doc, {
    params: { token },
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
  })
  open.push(provider)
  return provider
}

/** A socket without a Yjs client behind it. */
function raw(hub: TestHub, documentId: string, token: string, query = ''): WebSocket {
  const socket = new WebSocket(`${hub.collabUrl}/${documentId}?token=${token}${query}`)
  socket.binaryType = 'nodebuffer'
  open.push({ destroy: () => socket.terminate() })
  return socket
}

async function opened(socket: WebSocket): Promise<WebSocket> {
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

function closeCode(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve))
}

async function textDocument(hub: TestHub, member: TestMember = hub.owner): Promise<string> {
  const { id } = await member.api.call(documentEndpoints.create, {
    params: { communityId: hub.communityId },
    body: { kind: 'text', title: 'Spec' },
  })
  return id
}

function textUpdate(text: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, text)
  return Y.encodeStateAsUpdate(doc)
}

const stores: { name: string; env: () => Promise<{ env: Record<string, string>; end: () => Promise<void> }> }[] = [
  { name: 'SQLite', env: () => Promise.resolve({ env: {}, end: () => Promise.resolve() }) },
]
if (databaseUrl !== undefined) {
  stores.push({
    name: 'PostgreSQL',
    async env() {
      const database = await freshDatabase()
      return { env: { DATABASE_URL: database.url }, end: () => database[Symbol.asyncDispose]() }
    },
  })
}

describe.each(stores)('on $name', ({ env }) => {
  test('an unmodified y-websocket client creates a plain document, and another reads and writes it', async () => {
    const store = await env()
    {
      await using hub = await startHub({ env: store.env })
      const { secret } = await hub.owner.token('sync:create')
      const first = connect(hub, 'my-yjs-app', secret)
      first.doc.getText('t').insert(0, 'hello')
      const second = connect(hub, 'my-yjs-app', secret)
      await vi.waitFor(() => expect(second.doc.getText('t').toString()).toBe('hello'))
      second.doc.getText('t').insert(5, ' world')
      await vi.waitFor(() => expect(first.doc.getText('t').toString()).toBe('hello world'))
      first.awareness.setLocalStateField('user', { name: 'Aiko' })
      await vi.waitFor(() =>
        expect([...second.awareness.getStates().values()]).toContainEqual({ user: { name: 'Aiko' } }),
      )
    }
    await store.end()
  })

  test('what was saved is there after a restart, also when the log was compacted', async () => {
    const store = await env()
    const settings = { ...store.env, SYNC_COMPACT_EVERY: '10' }
    let dataDir = ''
    let secret = ''
    {
      const hub = await startHub({ env: settings, dataDir: await temporaryFolder() })
      dataDir = hub.dataDir
      secret = (await hub.owner.token('sync:create')).secret
      const socket = await opened(raw(hub, 'kept', secret, '&saved=1'))
      const saved = savedCounts(socket)
      const doc = new Y.Doc()
      doc.on('update', (update: Uint8Array) => socket.send(updateFrame(update)))
      for (let index = 0; index < 45; index += 1) doc.getText('t').insert(index, String(index % 10))
      await vi.waitFor(() => expect(saved.at(-1)).toBe(45))
      await hub[Symbol.asyncDispose]()
    }
    {
      await using hub = await startHub({ env: settings, dataDir })
      const reader = connect(hub, 'kept', secret)
      await vi.waitFor(() => expect(reader.doc.getText('t').toString()).toBe('0123456789'.repeat(4) + '01234'))
    }
    await store.end()
  })
})

describe('access', () => {
  test('a guest without a grant is told that there is no such document', async () => {
    await using hub = await startHub()
    const documentId = await textDocument(hub)
    const guest = await hub.createMember({ role: 'guest' })
    const { secret } = await guest.token('sync:read', 'sync:write')
    expect(await closeCode(raw(hub, documentId, secret))).toBe(CLOSE.notFound)
  })

  test('a reader receives edits, and a reader who writes is closed with nothing stored or relayed', async () => {
    await using hub = await startHub()
    const documentId = await textDocument(hub)
    const { secret: writerToken } = await hub.owner.token('sync:write')
    const { secret: readerToken } = await hub.owner.token('sync:read')
    const writer = connect(hub, documentId, writerToken)
    const reader = await opened(raw(hub, documentId, readerToken))
    writer.doc.getText('t').insert(0, 'by the writer')
    await new Promise((resolve) => reader.once('message', resolve))
    const closed = closeCode(reader)
    reader.send(updateFrame(textUpdate('by the reader')))
    expect(await closed).toBe(CLOSE.forbidden)
    const later = connect(hub, documentId, writerToken)
    await vi.waitFor(() => expect(later.doc.getText('t').toString()).toBe('by the writer'))
  })

  test('a revoked token closes its open sockets at once', async () => {
    await using hub = await startHub()
    const { secret, id } = await hub.owner.token('sync:create')
    const socket = await opened(raw(hub, 'doomed', secret))
    const closed = closeCode(socket)
    const response = await fetch(`${hub.url}/api/communities/${hub.communityId}/tokens/${id}`, {
      method: 'DELETE',
      headers: { cookie: hub.owner.cookie, origin: hub.url },
    })
    expect(response.status).toBe(204)
    expect(await closed).toBe(CLOSE.unauthenticated)
    expect(await closeCode(raw(hub, 'doomed', secret))).toBe(CLOSE.unauthenticated)
  })

  test('an access that is taken away closes the open socket', async () => {
    await using hub = await startHub()
    const documentId = await textDocument(hub)
    const member = await hub.createMember()
    const { secret } = await member.token('sync:write')
    const socket = await opened(raw(hub, documentId, secret))
    const closed = closeCode(socket)
    await hub.owner.api.call(documentEndpoints.grant, {
      params: { documentId },
      body: { memberId: member.member.id, access: 'none' },
    })
    expect(await closed).toBe(CLOSE.forbidden)
  })

  test('a page of another site is refused where the cookie would let it in', async () => {
    await using hub = await startHub()
    const documentId = await textDocument(hub)
    const foreign = new WebSocket(`${hub.collabUrl}/${documentId}`, {
      headers: { cookie: hub.owner.cookie, origin: 'https://elsewhere.example' },
    })
    const status = await new Promise((resolve) =>
      foreign.once('unexpected-response', (_request, response) => resolve(response.statusCode)).once('error', () => {}),
    )
    expect(status).toBe(403)
    const own = new WebSocket(`${hub.collabUrl}/${documentId}`, {
      headers: { cookie: hub.owner.cookie, origin: hub.url },
    })
    await opened(own)
    own.terminate()
  })

  test('a client of an older schema is refused with its own code; a stock client that says none is let in', async () => {
    await using hub = await startHub()
    const documentId = await textDocument(hub)
    const { secret } = await hub.owner.token('sync:write')
    expect(await closeCode(raw(hub, documentId, secret, '&v=0'))).toBe(CLOSE.schemaTooOld)
    await opened(raw(hub, documentId, secret))
  })

  test('nobody speaks for another member’s cursor', async () => {
    await using hub = await startHub()
    const documentId = await textDocument(hub)
    const mallory = await hub.createMember()
    const victim = connect(hub, documentId, (await hub.owner.token('sync:write')).secret)
    const watcher = connect(hub, documentId, (await hub.owner.token('sync:read')).secret)
    victim.awareness.setLocalStateField('user', { name: 'Olivia' })
    const id = victim.doc.clientID
    await vi.waitFor(() => expect(watcher.awareness.getStates().get(id)).toEqual({ user: { name: 'Olivia' } }))
    const forger = await opened(raw(hub, documentId, (await mallory.token('sync:write')).secret))
    forger.send(awarenessMessage(id, 1_000_000, { user: { name: 'Mallory' } }))
    forger.send(awarenessMessage(4711, 1, { user: { name: 'her own' } }))
    await vi.waitFor(() => expect(watcher.awareness.getStates().get(4711)).toEqual({ user: { name: 'her own' } }))
    expect(watcher.awareness.getStates().get(id)).toEqual({ user: { name: 'Olivia' } })
    forger.terminate()
    await vi.waitFor(() => expect(watcher.awareness.getStates().has(4711)).toBe(false))
  })
})

describe('a broken frame closes its socket with a documented code, and harms nobody else', () => {
  const broken: [string, Uint8Array | string, number][] = [
    ['random bytes', Uint8Array.of(7, 200, 13, 99), CLOSE.malformedFrame],
    ['an empty frame', new Uint8Array(0), CLOSE.malformedFrame],
    ['a lying length', Uint8Array.of(0, 2, 255, 255, 3, 1), CLOSE.malformedFrame],
    ['garbage behind a valid type', Uint8Array.of(0, 2, 4, 9, 9, 9, 9), CLOSE.malformedFrame],
    ['an update with something behind it', Uint8Array.of(...updateFrame(textUpdate('x')), 1, 2), CLOSE.malformedFrame],
    ['an unknown sync message', Uint8Array.of(0, 9, 0), CLOSE.malformedFrame],
    ['a text frame', 'hello', CLOSE.malformedFrame],
    ['a state vector that is none', step1Frame(Uint8Array.of(200, 200, 200)), CLOSE.malformedFrame],
    ['an awareness state too large', awarenessMessage(1, 1, { text: 'x'.repeat(20_000) }), CLOSE.tooLarge],
    ['a frame over the limit', new Uint8Array(1_200_000), 1009],
  ]

  test.each(broken)('%s', async (_name, frame, code) => {
    await using hub = await startHub({ env: { SYNC_MAX_FRAME_MB: '1' } })
    const { secret } = await hub.owner.token('sync:create')
    const honest = connect(hub, 'shared', secret)
    const socket = await opened(raw(hub, 'shared', secret))
    const closed = closeCode(socket)
    socket.send(frame)
    expect(await closed).toBe(code)
    const reader = connect(hub, 'shared', secret)
    honest.doc.getText('t').insert(0, 'still here')
    await vi.waitFor(() => expect(reader.doc.getText('t').toString()).toBe('still here'))
    expect(honest.wsconnected).toBe(true)
  })

  test('an id that cannot be one', async () => {
    await using hub = await startHub()
    const { secret } = await hub.owner.token('sync:create')
    for (const id of ['..%2f..%2fetc', '%00', '%', 'a'.repeat(200)]) {
      expect(await closeCode(raw(hub, id, secret))).toBe(CLOSE.notFound)
    }
  })
})

function awarenessMessage(clientId: number, clock: number, state: unknown): Uint8Array {
  const update = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, clientId)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(state))
  })
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, FRAME.awareness)
    encoding.writeVarUint8Array(encoder, update)
  })
}

function savedCounts(socket: WebSocket): number[] {
  const counts: number[] = []
  socket.on('message', (data: Buffer) => {
    if (data[0] === FRAME.saved) counts.push(data[1] ?? 0)
  })
  return counts
}

async function temporaryFolder(): Promise<string> {
  const { mkdtemp } = await import('node:fs/promises')
  const { tmpdir } = await import('node:os')
  return await mkdtemp(`${tmpdir()}/guildhall-test-`)
}
