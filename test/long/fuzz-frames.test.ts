import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { CLOSE } from '../../shared/collab-protocol.ts'
import { decodeFrame } from '../../server/sync/frames.ts'
import { shapeOf } from '../../server/sync/update-shape.ts'
import { mutated, randomness, variedUpdates } from '../helpers/hostile-updates.ts'
import { startHub } from '../helpers/start-hub.ts'
import {
  awarenessFrame,
  connect,
  eventually,
  openSocket,
  step1Frame,
  step2Frame,
  updateFrame,
} from '../helpers/sync-client.ts'

const FRAMES = Number(process.env['FUZZ_FRAMES'] ?? 1_000_000)
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)
const FRAMES_PER_SOCKET = 50
const FRAMES_PER_TURN = 1000

test('S21 what the walk lets through, Yjs reads; nothing makes the walk fail otherwise', () => {
  console.log(`FUZZ_SEED=${SEED}`)
  const random = randomness(SEED)
  const valid = variedUpdates()
  let accepted = 0
  for (let count = 0; count < FRAMES; count += 1) {
    const update = mutated(valid[count % valid.length] ?? new Uint8Array(), random)
    decodeFrame(update)
    const shape = shapeOf(update)
    if (shape === undefined) continue
    accepted += 1
    const fail = (error: unknown) => `seed ${SEED}, frame ${count}: ${String(error)}: [${update.join()}]`
    try {
      const { structs } = Y.decodeUpdate(update)
      // Skips are no structs of the shape.
      const told = structs.reduce((sum, struct) => sum + (struct instanceof Y.Skip ? 0 : struct.length), 0)
      const walked = shape.structs.reduce((sum, { from, to }) => sum + to - from, 0)
      if (told !== walked) throw new Error(`${walked} clocks walked, ${told} read`)
      Y.mergeUpdates([update, valid[0] ?? update])
      // And a client that has what came before takes it in.
      if (count % 10 === 0) {
        const doc = new Y.Doc()
        for (const before of valid.slice(0, count % valid.length)) Y.applyUpdate(doc, before)
        Y.applyUpdate(doc, update)
        Y.encodeStateAsUpdate(doc)
      }
    } catch (error) {
      expect.fail(fail(error))
    }
  }
  console.log(`${FRAMES} mutated updates: ${accepted} still well-formed, all of them read by Yjs`)
})

test('S20 S21 S25 over sockets, a member who works in the document notices nothing', async () => {
  const random = randomness(SEED)
  await using hub = await startHub({ env: { SYNC_MAX_SOCKETS_PER_MEMBER: '1000', SYNC_MAX_DOCUMENT_MB: '256' } })
  const { secret: token } = await hub.owner.token('sync:create')
  const { secret: honest } = await hub.owner.token('sync:create')
  const member = connect(hub, 'honest', { token: honest })
  const other = connect(hub, 'honest', { token: honest })
  const vector = Y.encodeStateVector(new Y.Doc())
  const valid = [
    ...variedUpdates().flatMap((update) => [updateFrame(update), step2Frame(update)]),
    step1Frame(vector),
    awarenessFrame(7, 1, { user: { name: 'x' } }),
    Uint8Array.of(3),
  ]
  const codes = new Map<number, number>()
  let worstMs = 0
  for (let sent = 0; sent < FRAMES; sent += FRAMES_PER_TURN) {
    await Promise.all(
      Array.from({ length: FRAMES_PER_TURN / FRAMES_PER_SOCKET }, async () => {
        const socket = await openSocket(hub, random() < 0.5 ? 'honest' : `fuzz-${sent % 50}`, { token })
        const closed = new Promise<number>((resolve) => socket.once('close', resolve))
        for (let count = 0; count < FRAMES_PER_SOCKET; count += 1) {
          socket.send(mutated(valid[Math.floor(random() * valid.length)] ?? new Uint8Array(), random))
        }
        socket.send(Uint8Array.of(99)) // ends it in any case
        const code = await closed
        codes.set(code, (codes.get(code) ?? 0) + 1)
      }),
    )
    if (sent % 50_000 !== 0) continue
    const startedAt = performance.now()
    member.doc.getArray('work').push([sent])
    await eventually(() => expect(other.doc.getArray('work').toArray()).toContain(sent))
    worstMs = Math.max(worstMs, performance.now() - startedAt)
  }
  const documented = new Set<number>([...Object.values(CLOSE), 1009])
  for (const code of codes.keys()) expect(documented).toContain(code)
  const late = connect(hub, 'honest', { token: honest })
  await eventually(() => expect(late.synced).toBe(true))
  expect(late.doc.getArray('work').toArray()).toEqual(member.doc.getArray('work').toArray())
  console.log(`${FRAMES} frames over ${FRAMES / FRAMES_PER_SOCKET} sockets; closed with`, codes)
  console.log(`an honest edit arrived within ${worstMs.toFixed(0)} ms at the worst`)
})
