import { expect, test } from 'vitest'
import { evidenceSegments } from './evidence-segments.ts'

test('the segments together are the text, and overlapping spans share one', () => {
  const text = 'Senior Core ML engineer'
  const segments = evidenceSegments(text, [
    { field: 'seniority', start: 0, end: 6 },
    { field: 'roles', start: 0, end: 23 },
    { field: 'skills', start: 7, end: 14 },
  ])
  expect(segments.map((segment) => segment.text).join('')).toBe(text)
  expect(segments).toEqual([
    { start: 0, text: 'Senior', fields: ['seniority', 'roles'] },
    { start: 6, text: ' ', fields: ['roles'] },
    { start: 7, text: 'Core ML', fields: ['roles', 'skills'] },
    { start: 14, text: ' engineer', fields: ['roles'] },
  ])
})

test('spans outside of the text do no harm', () => {
  expect(evidenceSegments('ab', [{ field: 'pay', start: -3, end: 1 }])).toEqual([
    { start: 0, text: 'a', fields: ['pay'] },
    { start: 1, text: 'b', fields: [] },
  ])
  expect(evidenceSegments('ab', [{ field: 'pay', start: 5, end: 9 }])).toEqual([{ start: 0, text: 'ab', fields: [] }])
  expect(evidenceSegments('', [])).toEqual([])
})
