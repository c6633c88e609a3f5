import { expect, test } from 'vitest'
import { earlySpan } from './early-span.ts'

test.each([
  [24, { unit: 'hours', count: 24 }],
  [36, { unit: 'hours', count: 36 }],
  [48, { unit: 'days', count: 2 }],
  [336, { unit: 'days', count: 14 }],
])('early access of %i hours is said as people say it', (hours, span) => {
  expect(earlySpan(hours)).toEqual(span)
})
