import { expect, test } from 'vitest'
import { countWords } from './count-words.ts'

test('punctuation and space are not words, and Japanese is divided without spaces', () => {
  expect(countWords('')).toBe(0)
  expect(countWords('Two words, — and three more.')).toBe(5)
  expect(countWords('今日は雨です')).toBeGreaterThan(1)
})
