import { expect, test } from 'vitest'
import { blocksOf } from './isotonic.ts'

const answers = (...rows: [score: number, n: number, taken: number][]) =>
  rows.map(([score, n, taken]) => ({ score, n, taken }))

test('what a score was worth never falls as scores rise, and every figure stands on enough answers', () => {
  expect(blocksOf(answers([0.5, 30, 6], [0.6, 30, 12], [0.7, 30, 9], [0.9, 30, 24]), 20)).toEqual([
    { from: 0.5, n: 30, taken: 6 },
    // 12 of 30 and then 9 of 30 are 21 of 60 for both.
    { from: 0.6, n: 60, taken: 21 },
    { from: 0.9, n: 30, taken: 24 },
  ])
  // Few answers of one score are told with their neighbours; answers of one score are never parted.
  expect(blocksOf(answers([0.4, 8, 1], [0.5, 9, 2], [0.6, 3, 0], [0.6, 9, 9], [0.8, 20, 19], [0.9, 2, 2]), 20)).toEqual(
    [
      { from: 0.4, n: 29, taken: 12 },
      { from: 0.8, n: 22, taken: 21 },
    ],
  )
  expect(blocksOf(answers([0.5, 10, 5], [0.9, 9, 9]), 20)).toEqual([])
  expect(blocksOf([], 20)).toEqual([])
})
