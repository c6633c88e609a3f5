import { expect, test } from 'vitest'
import { safeHref } from './safe-href.ts'

test('an address without a scheme is https', () => {
  expect(safeHref('example.org/a')).toBe('https://example.org/a')
  expect(safeHref(' http://example.org ')).toBe('http://example.org/')
  expect(safeHref('mailto:ana@example.org')).toBe('mailto:ana@example.org')
})

test('what would run or read something is no link', () => {
  for (const typed of [
    '',
    ' ',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://',
  ]) {
    expect(safeHref(typed), typed).toBeUndefined()
  }
})
