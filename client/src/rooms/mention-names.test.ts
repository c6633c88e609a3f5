import { expect, test } from 'vitest'
import { askedName, namesLike, withMentions } from './mention-names.ts'

const MEMBERS = [
  { id: 'a', name: 'Ana' },
  { id: 'm', name: 'Ana María' },
  { id: 'k', name: '佐藤 健' },
]

test.each([
  ['@Ana look', '[@Ana](/members#a) look'],
  ['@ana maría, (@Ana)', '[@Ana María](/members#m), ([@Ana](/members#a))'],
  ['ねえ＠佐藤 健さん、@佐藤 健太は', 'ねえ[@佐藤 健](/members#k)さん、@佐藤 健太は'],
  ['to @佐藤 健 and ann@ana.example', 'to [@佐藤 健](/members#k) and ann@ana.example'],
  ['@Anatol, `@Ana` and ```\n@Ana```', '@Anatol, `@Ana` and ```\n@Ana```'],
  ['[@Ana](/members#a)', '[@Ana](/members#a)'],
])('in %j names of members become mentions', (typed, sent) => {
  expect(withMentions(typed, MEMBERS, new Map())).toBe(sent)
})

test.each([
  ['今日は@佐', '佐'],
  ['hola ＠mari', 'mari'],
  ['(@हिन्दी', 'हिन्दी'],
  ['ann@ana', undefined],
  ['@ana maria', undefined],
])('in %j a name is being typed: %j', (before, asked) => {
  expect(askedName(before)).toBe(asked)
})

test('a name is found without its accents, and first by how it begins', () => {
  expect(namesLike(MEMBERS, 'mari').map(({ id }) => id)).toEqual(['m'])
  expect(namesLike([{ id: 'h', name: 'Hana' }, ...MEMBERS], 'ana').map(({ id }) => id)).toEqual(['a', 'm', 'h'])
})

test('of two with one name, the one that was picked is mentioned', () => {
  const members = [...MEMBERS, { id: 'other', name: 'Ana' }]
  expect(withMentions('@Ana', members, new Map([['Ana', 'other']]))).toBe('[@Ana](/members#other)')
})
