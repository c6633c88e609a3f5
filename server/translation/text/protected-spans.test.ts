import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chatMessages } from '../../../test/helpers/chat-messages.ts'
import { TRICKY_MESSAGES } from '../../../test/helpers/tricky-messages.ts'
import { PRIVATE_RULES } from './private-rules.ts'
import { TECHNICAL_RULES } from './technical-rules.ts'

const RULES = [...PRIVATE_RULES, ...TECHNICAL_RULES]

/** Of what chats have seldom. */
const SELDOM = [
  'api_key = hunter22',
  'Bearer abc123def456',
  '"Ada L"@example.org',
  'ada [at] example.org',
  '123456789:AAabcdefghijklmnopqrstuvwxyz01234567',
  '-----BEGIN RSA PRIVATE KEY-----',
  'const port = 3000;',
  'if (ready) { start() }',
  'at main (server.js:12:4)',
  'File "app.py", line 3',
  'ValueError: it is bad',
  '404 Not Found',
  'std::vector',
  '$x^2$',
  'it is 9:30 am PST or UTC+2',
  'ctrl+shift+p',
  'magnet:?xt=1',
  '<br>',
  '.env.example',
  'www.example.org',
  'C++',
  String.raw`C:\Users\ada`,
  'react@18.2.0',
]

function findsWithoutItsSigns(text: string): string[] {
  return RULES.flatMap(({ signs, pattern }) => {
    if (signs === undefined) return []
    const without = [...text].filter((letter) => !signs.includes(/\d/.test(letter) ? '0' : letter)).join('')
    return without.search(pattern) === -1 ? [] : [`${pattern.source} in ${without}`]
  })
}

test('no rule finds anything in a text that has none of its signs', () => {
  const texts = [...SELDOM, ...TRICKY_MESSAGES.map(({ text }) => text)]
  for (const text of texts) expect(findsWithoutItsSigns(text)).toEqual([])
  const found = (pattern: RegExp) => texts.some((text) => text.search(pattern) !== -1)
  expect(RULES.filter(({ signs, pattern }) => signs !== undefined && !found(pattern))).toEqual([])
  fc.assert(
    fc.property(chatMessages(), (text) => {
      expect(findsWithoutItsSigns(text)).toEqual([])
    }),
    { numRuns: 500 },
  )
})
