import { expect, test } from 'vitest'
import { CLOSE, FRAME } from '../../shared/collab-protocol.ts'
import { startHub } from '../helpers/start-hub.ts'
import { awarenessFrame, closeCode, connect, eventually, openSocket, textDocument } from '../helpers/sync-client.ts'

test('S50 S53 nobody speaks for another member’s cursor, and a socket’s own go when it ends', async () => {
  await using hub = await startHub()
  const documentId = await textDocument(hub)
  const mallory = await hub.createMember()
  const victim = connect(hub, documentId, { token: (await hub.owner.token('sync:write')).secret })
  const watcher = connect(hub, documentId, { token: (await hub.owner.token('sync:read')).secret })
  victim.awareness.setLocalStateField('user', { name: 'Olivia' })
  const id = victim.doc.clientID
  await eventually(() => expect(watcher.awareness.getStates().get(id)).toEqual({ user: { name: 'Olivia' } }))
  const forger = await openSocket(hub, documentId, { token: (await mallory.token('sync:write')).secret })
  forger.send(awarenessFrame(id, 1_000_000, { user: { name: 'Mallory' } }))
  forger.send(awarenessFrame(id, 1_000_001, null))
  forger.send(awarenessFrame(4711, 1, { user: { name: 'her own' } }))
  await eventually(() => expect(watcher.awareness.getStates().get(4711)).toEqual({ user: { name: 'her own' } }))
  expect(watcher.awareness.getStates().get(id)).toEqual({ user: { name: 'Olivia' } })
  forger.terminate()
  await eventually(() => expect(watcher.awareness.getStates().has(4711)).toBe(false))
})

test('S51 a socket speaks for a bounded number of client ids', async () => {
  await using hub = await startHub()
  const { secret: token } = await hub.owner.token('sync:create')
  const watcher = connect(hub, 'shared', { token })
  const socket = await openSocket(hub, 'shared', { token })
  const closed = closeCode(socket)
  for (let id = 1; id <= 100; id += 1) socket.send(awarenessFrame(id, 1, { id }))
  expect(await closed).toBe(CLOSE.tooLarge)
  await eventually(() => expect(watcher.awareness.getStates().size).toBeLessThanOrEqual(1))
})

test('S52 of many moves of a cursor the newest is relayed, in few frames', async () => {
  await using hub = await startHub()
  const { secret: token } = await hub.owner.token('sync:create')
  const watcher = connect(hub, 'shared', { token })
  await eventually(() => expect(watcher.synced).toBe(true))
  let frames = 0
  const count = await openSocket(hub, 'shared', { token })
  count.on('message', (data: Buffer) => (frames += data[0] === FRAME.awareness ? 1 : 0))
  const mover = await openSocket(hub, 'shared', { token })
  for (let clock = 1; clock <= 500; clock += 1) mover.send(awarenessFrame(4711, clock, { at: clock }))
  await eventually(() => expect(watcher.awareness.getStates().get(4711)).toEqual({ at: 500 }))
  expect(frames).toBeLessThan(50)
})

test('S52 a flood of cursor moves closes its socket', async () => {
  await using hub = await startHub({ env: { SYNC_MAX_AWARENESS_PER_SECOND: '10' } })
  const { secret: token } = await hub.owner.token('sync:create')
  const socket = await openSocket(hub, 'shared', { token })
  const closed = closeCode(socket)
  for (let clock = 1; clock <= 150; clock += 1) socket.send(awarenessFrame(4711, clock, {}))
  expect(await closed).toBe(CLOSE.rateLimited)
})
