import { expect, test } from 'vitest'
import { withMentions } from './mention-names.ts'

const MEMBERS = [
  { id: 'a', name: 'Ana' },
  { id: 'm', name: 'Ana María' },
  { id: 'k', name: '佐藤 健' },
]

test.each([
  ['@Ana look', '[@Ana](/members#a) look'],
  ['@ana maría, (@Ana)', '[@Ana María](/members#m), ([@Ana](/members#a))'],
  ['@佐藤 健さん', '@佐藤 健さん'],
  ['to @佐藤 健 and ann@ana.example', 'to [@佐藤 健](/members#k) and ann@ana.example'],
  ['@Anatol, `@Ana` and ```\n@Ana```', '@Anatol, `@Ana` and ```\n@Ana```'],
  ['[@Ana](/members#a)', '[@Ana](/members#a)'],
])('in %j names of members become mentions', (typed, sent) => {
  expect(withMentions(typed, MEMBERS, new Map())).toBe(sent)
})

test('of two with one name, the one that was picked is mentioned', () => {
  const members = [...MEMBERS, { id: 'other', name: 'Ana' }]
  expect(withMentions('@Ana', members, new Map([['Ana', 'other']]))).toBe('[@Ana](/members#other)')
})
