import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { mutated, randomness, variedUpdates } from '../../test/helpers/hostile-updates.ts'
import { KnownClocks } from './known-clocks.ts'
import { shapeOf } from './update-shape.ts'

test('S21 the walk knows every content of Yjs, and counts its clocks as Yjs does', () => {
  for (const update of variedUpdates()) {
    const walked = shapeOf(update)?.structs.reduce((sum, { from, to }) => sum + to - from, 0)
    const read = Y.decodeUpdate(update).structs.reduce((sum, struct) => sum + struct.length, 0)
    expect(walked).toBe(read)
  }
})

test('S21 of damaged updates, those that the walk lets through are those that Yjs can read', () => {
  const valid = variedUpdates()
  fc.assert(
    fc.property(fc.integer(), fc.nat(valid.length - 1), (seed, index) => {
      const update = mutated(valid[index] ?? new Uint8Array(), randomness(seed))
      if (shapeOf(update) !== undefined) Y.decodeUpdate(update)
    }),
    { numRuns: 5000 },
  )
})

test('S21 a skip with flags, which Yjs reads in two ways, is refused', () => {
  // One struct of client 1 at clock 0, and no deletions.
  const struct = (...bytes: number[]) => Uint8Array.of(1, 1, 1, 0, ...bytes, 0)
  expect(shapeOf(struct(10, 5))).toEqual({ structs: [], deletes: [], needs: new Map() })
  expect(shapeOf(struct(10 | 0x20, 5))).toBeUndefined()
  expect(shapeOf(struct(0x80, 5))).toBeUndefined()
})

test('S22 what a document knows is its state vector, and an update lacks nothing when its time has come', () => {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let count = 0; count < 20; count += 1) doc.getText('t').insert(count % 3, 'ab')
  doc.getText('t').delete(4, 9)
  const clocks = new KnownClocks()
  for (const [index, update] of updates.entries()) {
    const shape = shapeOf(update)
    const later = shapeOf(updates[index + 1] ?? new Uint8Array())
    if (shape === undefined) throw new Error('refused')
    if (later !== undefined && later.structs.length > 0) expect(clocks.lacks(later)).toBe(true)
    expect(clocks.lacks(shape)).toBe(false)
    clocks.add(shape.structs)
  }
  expect(Y.decodeStateVector(clocks.encode())).toEqual(Y.decodeStateVector(Y.encodeStateVector(doc)))
})
