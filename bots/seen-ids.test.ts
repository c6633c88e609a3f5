import { expect, test } from 'vitest'
import { SeenIds } from './seen-ids.ts'

test('an id is new once in ten minutes', () => {
  const seen = new SeenIds()
  expect(seen.isNew('a', 0)).toBe(true)
  expect(seen.isNew('a', 599_999)).toBe(false)
  expect(seen.isNew('a', 600_000)).toBe(true)
})

test('a flood of ids pushes out the oldest, and does not grow without end', () => {
  const seen = new SeenIds()
  for (let at = 0; at < 10_001; at += 1) seen.isNew(`id${at}`, 0)
  expect(seen.isNew('id10000', 0)).toBe(false)
  expect(seen.isNew('id0', 0)).toBe(true)
})
