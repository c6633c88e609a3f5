import { randomBytes } from 'node:crypto'
import { connect as connectTcp } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { CLOSE } from '../../shared/collab-protocol.ts'
import { startHub } from '../helpers/start-hub.ts'
import {
  awarenessFrame,
  closeCode,
  connect,
  eventually,
  openSocket,
  rawSocket,
  refusalStatus,
  step1Frame,
  step2Frame,
  textUpdate,
  updateFrame,
} from '../helpers/sync-client.ts'

const valid = textUpdate('x')

const broken: [string, Uint8Array | string, number][] = [
  ['random bytes', Uint8Array.of(7, 200, 13, 99), CLOSE.malformedFrame],
  ['an empty frame', new Uint8Array(0), CLOSE.malformedFrame],
  ['a lying length', Uint8Array.of(0, 2, 255, 255, 3, 1), CLOSE.malformedFrame],
  ['a number without end', new Uint8Array(1000).fill(0x80), CLOSE.malformedFrame],
  ['garbage behind a valid type', Uint8Array.of(0, 2, 4, 9, 9, 9, 9), CLOSE.malformedFrame],
  ['a frame with something behind it', Uint8Array.of(...updateFrame(valid), 1, 2), CLOSE.malformedFrame],
  ['an update with something behind it', updateFrame(Uint8Array.of(...valid, 1)), CLOSE.malformedFrame],
  ['a truncated update', updateFrame(valid.subarray(0, valid.length - 2)), CLOSE.malformedFrame],
  ['a truncated step 2', step2Frame(valid.subarray(0, 5)), CLOSE.malformedFrame],
  ['bad UTF-8 in a string', updateFrame(replaced(valid, 'x', 0xff)), CLOSE.malformedFrame],
  // One client, one struct, client 1, clock 0: a GC of 2^40 clocks.
  ['a clock far away', updateFrame(Uint8Array.of(1, 1, 1, 0, 0, 128, 128, 128, 128, 128, 32, 0)), CLOSE.malformedFrame],
  ['values nested without end', updateFrame(nested(2000)), CLOSE.malformedFrame],
  ['an unknown sync message', Uint8Array.of(0, 9, 0), CLOSE.malformedFrame],
  ['a frame that only the hub sends', Uint8Array.of(100, 1), CLOSE.malformedFrame],
  ['a text frame', 'hello', CLOSE.malformedFrame],
  ['a state vector that is none', step1Frame(Uint8Array.of(200, 200, 200)), CLOSE.malformedFrame],
  ['an awareness state that is no JSON', Uint8Array.of(1, 5, 1, 1, 1, 1, 123), CLOSE.malformedFrame],
  ['an awareness state too large', awarenessFrame(1, 1, { text: 'x'.repeat(20_000) }), CLOSE.tooLarge],
  ['a frame over the limit', new Uint8Array(1_200_000), 1009],
]

test('S20 S21 S25 what is malformed closes its socket with a documented code, and harms nobody else', async () => {
  await using hub = await startHub({ env: { SYNC_MAX_FRAME_MB: '1' } })
  const { secret: token } = await hub.owner.token('sync:create')
  const honest = connect(hub, 'shared', { token })
  const text = honest.doc.getText('t')
  for (const [name, frame, code] of broken) {
    const socket = await openSocket(hub, 'shared', { token })
    const closed = closeCode(socket)
    socket.send(frame)
    expect(await closed, name).toBe(code)
    text.insert(0, '.')
  }
  const reader = connect(hub, 'shared', { token })
  await eventually(() => expect(reader.doc.getText('t').toString()).toBe('.'.repeat(broken.length)))
  expect(honest.wsconnected).toBe(true)
})

test('S23 a document that would be too large is not taken, and stays readable', async () => {
  await using hub = await startHub({ env: { SYNC_MAX_DOCUMENT_MB: '0.1' } })
  const { secret: token } = await hub.owner.token('sync:create')
  const first = await openSocket(hub, 'shared', { token })
  first.send(updateFrame(textUpdate('a'.repeat(60_000))))
  const codes: number[] = []
  await eventually(async () => {
    const socket = await openSocket(hub, 'shared', { token })
    socket.send(updateFrame(textUpdate('b'.repeat(60_000))))
    codes.push(await closeCode(socket))
    expect(codes.at(-1)).toBe(CLOSE.tooLarge)
  })
  // Told to come back while it was not known yet whether it would fit.
  expect(codes[0]).toBe(CLOSE.tryLater)
  const reader = connect(hub, 'shared', { token })
  await eventually(() => expect(reader.doc.getText('t').length).toBe(60_000))
})

test('S24 a flood of edits, and one of questions, closes its socket', async () => {
  await using hub = await startHub({ env: { SYNC_MAX_UPDATES_PER_SECOND: '20' } })
  const { secret: token } = await hub.owner.token('sync:create')
  for (const frame of [updateFrame(valid), step1Frame(Uint8Array.of(0))]) {
    const socket = await openSocket(hub, 'shared', { token })
    const closed = closeCode(socket)
    for (let count = 0; count < 300; count += 1) socket.send(frame)
    expect(await closed).toBe(CLOSE.rateLimited)
  }
})

test('S22 S25 thousands of edits that wait for a missing one cost nobody anything', async () => {
  await using hub = await startHub()
  const { secret: token } = await hub.owner.token('sync:create')
  const honest = connect(hub, 'shared', { token })
  await eventually(() => expect(honest.synced).toBe(true))
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let count = 0; count < 3000; count += 1) doc.getText('t').insert(0, 'x')
  const socket = await openSocket(hub, 'shared', { token, saved: '1' })
  const before = process.cpuUsage()
  for (const update of updates.slice(1)) socket.send(updateFrame(update))
  honest.doc.getText('t').insert(0, 'unhurt')
  const reader = connect(hub, 'shared', { token })
  await eventually(() => expect(reader.doc.getText('t').toString()).toBe('unhurt'))
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1e6).toBeLessThan(2)
})

test('S8 sockets are counted by document, member and address', async () => {
  await using hub = await startHub({
    env: {
      SYNC_MAX_SOCKETS_PER_DOCUMENT: '2',
      SYNC_MAX_SOCKETS_PER_MEMBER: '3',
      SYNC_MAX_SOCKETS_PER_ADDRESS: '4',
    },
  })
  const { secret: token } = await hub.owner.token('sync:create')
  const { secret: another } = await hub.owner.token('sync:create')
  const first = await openSocket(hub, 'a', { token })
  await openSocket(hub, 'a', { token })
  expect(await closeCode(rawSocket(hub, 'a', { token: another }))).toBe(CLOSE.rateLimited)
  await openSocket(hub, 'b', { token })
  expect(await closeCode(rawSocket(hub, 'b', { token }))).toBe(CLOSE.rateLimited)
  await openSocket(hub, 'b', { token: another })
  expect(await refusalStatus(rawSocket(hub, 'c', { token: another }))).toBe(429)
  first.terminate()
  await eventually(async () => {
    const socket = rawSocket(hub, 'c', { token: another })
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  })
})

test('S25 raw connections with broken frames, and hundreds that say nothing, leave the hub at work', async () => {
  await using hub = await startHub()
  const { secret: token } = await hub.owner.token('sync:create')
  const { port } = new URL(hub.url)
  const request = `GET /collab/shared?token=${token} HTTP/1.1\r\nHost: hub\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`
  const attacks: Buffer[] = [
    Buffer.from([0xf2, 0x80, 0, 0, 0, 0]), // reserved bits
    Buffer.from([0x82, 0x05, 0, 0, 0, 0, 0]), // not masked
    Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 1, 2, 3, 4]), // announces 2 GB
    Buffer.from([0x02, 0x81, 0, 0, 0, 0, 0]), // a fragment without end
    Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe]), // text, bad UTF-8
    randomBytes(4096),
  ]
  const silent = Array.from({ length: 300 }, () => connectTcp(Number(port), '127.0.0.1'))
  for (const socket of silent) socket.on('error', () => {})
  for (const path of ['//', 'http://[', '/collab/%ff', '/collab/a?%', '*']) {
    const socket = connectTcp(Number(port), '127.0.0.1', () => {
      socket.write(request.replace(/^GET \S+/, () => `GET ${path}`))
    })
    socket.on('error', () => {})
    silent.push(socket)
  }
  for (const bytes of attacks) {
    const socket = connectTcp(Number(port), '127.0.0.1', () => socket.write(request))
    socket.on('error', () => {})
    socket.once('data', () => socket.write(bytes))
    silent.push(socket)
  }
  const writer = connect(hub, 'shared', { token })
  const reader = connect(hub, 'shared', { token })
  writer.doc.getText('t').insert(0, 'unhurt')
  await eventually(() => expect(reader.doc.getText('t').toString()).toBe('unhurt'))
  for (const socket of silent) socket.destroy()
})

test('S25 random frames from many sockets at once are never stored', async () => {
  await using hub = await startHub()
  const { secret: token } = await hub.owner.token('sync:create')
  const writer = connect(hub, 'shared', { token })
  writer.doc.getText('t').insert(0, 'only this')
  await eventually(() => expect(writer.synced).toBe(true))
  const closed: Promise<number>[] = []
  for (let count = 0; count < 100; count += 1) {
    const socket = await openSocket(hub, 'shared', { token })
    closed.push(closeCode(socket))
    // Almost valid: an update of which one byte is another.
    const frame = updateFrame(textUpdate(`noise ${count}`))
    const at = 3 + (count % (frame.length - 3))
    frame[at] = (frame[at] ?? 0) ^ 0xff
    socket.send(frame)
    socket.send(Uint8Array.of(9))
  }
  expect(new Set(await Promise.all(closed))).toEqual(new Set([CLOSE.malformedFrame]))
  const reader = connect(hub, 'shared', { token })
  await eventually(() => expect(reader.synced).toBe(true))
  expect(reader.doc.getText('t').toString()).toContain('only this')
  expect(WebSocket.OPEN).toBe(writer.ws?.readyState)
})

function replaced(bytes: Uint8Array, letter: string, by: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[copy.lastIndexOf(letter.charCodeAt(0))] = by
  return copy
}

/** An update that sets one key of a map to arrays in arrays. */
function nested(depth: number): Uint8Array {
  const head = [1, 1, 1, 0, 0x28, 1, 1, 0x6d, 1, 0x6b, 1] // a client, a struct, `m.k`, one value
  const bytes: number[] = [...head]
  for (let level = 0; level < depth; level += 1) bytes.push(117, 1)
  return Uint8Array.of(...bytes, 126, 0)
}
