import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chatMessages } from '../../../test/helpers/chat-messages.ts'
import { unescapeEntities } from '../../../shared/chat-markup/dialects.ts'
import type { Markup } from '../../../shared/translation.ts'
import { checkTranslation } from './check.ts'
import { compose } from './compose.ts'
import { holdNumbers } from './hold-numbers.ts'
import { maskText } from './mask.ts'
import { hasSameMarkup } from './same-markup.ts'
import { isSegment } from './segment.ts'

const seenByEngines = (text: string, markup: Markup = 'discord') =>
  maskText(text, markup, [])
    .filter(isSegment)
    .map(({ masked }) => masked)

function through(text: string, markup: Markup, change: (masked: string) => string, strict = false): string | undefined {
  const parts = maskText(text, markup, []).map((part) =>
    isSegment(part) ? compose(part, change(part.masked), markup, strict) : part,
  )
  return parts.includes(undefined) ? undefined : parts.join('')
}

test('what an engine gives back unchanged is the text as it was written', () => {
  fc.assert(
    fc.property(chatMessages(), fc.constantFrom<Markup>('discord', 'slack', 'markdown', 'plain'), (text, markup) => {
      const same = through(text, markup, (masked) => masked) ?? ''
      // Space at the edges of a style may move outside of it; nothing else may.
      const read = (written: string) => (markup === 'slack' ? unescapeEntities(written) : written).replaceAll(/\s/g, '')
      expect(read(same)).toBe(read(text))
      for (const part of maskText(text, markup, [])) {
        if (!isSegment(part)) continue
        const { masked, restore } = holdNumbers(part.masked, part.held.length)
        expect(restore(masked)).toBe(part.masked)
      }
    }),
    { numRuns: 1_500 },
  )
})

test('words that are longer, joined or full of signs never become markup', () => {
  const words = fc.constantFrom(
    'a*b*',
    '_x_',
    '@everyone',
    '<@1>',
    '`',
    '||',
    '日本',
    '# ',
    '[a](b)',
    '~~',
    '&',
    '&amp;',
  )
  fc.assert(
    fc.property(chatMessages(), fc.constantFrom<Markup>('discord', 'slack'), words, (text, markup, word) => {
      const change = (masked: string) => masked.replace(/(?<![⟦/\d])\p{L}{2,}(?![⟧\d])/gu, word)
      const strict = through(text, markup, change, true)
      if (strict !== undefined && hasSameMarkup(text, strict, markup)) return
      // It may be given up; then the original is shown. A ping that is not its own never passes.
      const plain = through(text, markup, change)
      const pings = (written: string) => written.split(/@everyone\b/).length
      const passes = plain !== undefined && hasSameMarkup(text, plain, markup)
      expect(markup === 'discord' && passes ? pings(plain) : pings(text)).toBe(pings(text))
    }),
    { numRuns: 1_000 },
  )
})

test('nothing private reaches an engine', () => {
  const text =
    'Ask ada@example.com or +49 170 1234567, IBAN DE89370400440532013000, card 4111-1111-1111-1111, key ghp_abcdefghijklmnop1234, hash 9f86d081884c7d659a2feaa0c55ad015, see https://x.y/?token=1 and `secret`'
  expect(seenByEngines(text)).toEqual(['Ask ⟦1⟧ or ⟦2⟧, IBAN ⟦3⟧, card ⟦4⟧, key ⟦5⟧, hash ⟦6⟧, see ⟦7⟧ and ⟦8⟧'])
  for (const secret of [
    'DATABASE_URL=postgres://ada:s3cret@db.example.org/app',
    'Authorization: Basic dXNlcjpzM2NyZXQ=',
    'password: s3cret!',
    '612 345 678',
    '138 0013 8000',
    'ada [at] example.org',
    '1234567890:AAs3cretabcdefghijklmnopqrstuvwx',
    'ES91-2100-0418-4502-0005-1332',
  ]) {
    expect(seenByEngines(`Please use ${secret} for this today`)[0], secret).not.toMatch(/s3cret|\d{3}|example/)
  }
  expect(seenByEngines('The password: required, the token is missing')[0]).toContain('password: required')
  // Looks like a card and an IBAN; their checksums say that they are none.
  expect(seenByEngines('Order 4111 1111 1111 1112 is late')[0]).toContain('4111')
})

test('code that nobody has marked, escaped names and words with a style inside stay as they are written', () => {
  const held = (text: string, markup: Markup = 'discord') =>
    maskText(text, markup, [])
      .filter(isSegment)
      .flatMap((segment) => segment.held.flatMap((item) => (item.kind === 'pair' ? [] : [item.raw])))
  for (const [text, raw] of [
    ['Then docker run -it --rm -p 80:80 nginx:latest starts the server', 'docker run -it --rm -p 80:80 nginx:latest'],
    ['It says SELECT name FROM users WHERE id = 5; and stops', 'SELECT name FROM users WHERE id = 5;'],
    [
      'The trace is at Object.<anonymous> (/app/index.js:10:15) and more',
      'at Object.<anonymous> (/app/index.js:10:15)',
    ],
    ['Read .env.example before you start', '.env.example'],
    ['The package @scope/name@1.2.3 is broken', '@scope/name@1.2.3'],
    [String.raw`Look at \\server\share\file.txt please`, String.raw`\\server\share\file.txt`],
    [String.raw`The name snake\_case\_name is fine`, String.raw`snake\_case\_name`],
    ['This is un**believ**able work', 'un**believ**able'],
  ] as const) {
    expect(held(text), text).toEqual([raw])
  }
  for (const words of ['I can find it, make it and kill it', 'Go get it now', 'Cat and dog: the end.'])
    expect(held(words), words).toEqual([])
})

test('hostile text is masked in time that grows with its length only', () => {
  for (const piece of [
    'a',
    'a-',
    '-',
    'a.',
    '/a',
    '0',
    '0 ',
    '😀',
    '{"',
    '<a ',
    'a=',
    '@',
    'A1',
    '⟦',
    '. ',
    'a_',
    '日',
    'a.b',
    'curl -a ',
    "'a ",
  ]) {
    const text = piece.repeat(Math.ceil(10_000 / piece.length))
    const started = performance.now()
    maskText(text, 'discord', [{ term: 'aa', becomes: 'b' }])
    expect(performance.now() - started, piece).toBeLessThan(1_500)
  }
})

test('long messages are cut at the ends of sentences, and never inside a style', () => {
  const sentence = 'Every **bold word** of this sentence matters, says <@1>. '
  const masked = seenByEngines(sentence.repeat(80))
  expect(masked.length).toBeGreaterThan(2)
  for (const piece of masked) {
    expect(piece.length).toBeLessThanOrEqual(1_500)
    expect(piece).toMatch(/⟧\.$/)
    expect(piece.match(/⟦\d+⟧/g)?.length).toBe((piece.match(/⟦\/\d+⟧/g)?.length ?? 0) * 2)
  }
})

test('what is no translation is told from one that is', () => {
  const check = (source: string, result: string, to = 'de') => checkTranslation({ source, result, from: 'en', to })
  expect(
    check('Can you send me the report by 5 today?', 'Kannst du mir den Bericht bis 5 heute schicken?'),
  ).toBeUndefined()
  expect(check('Can you send me the report by 5 today?', 'Ja, den Bericht schicke ich dir bis 5.')).toBe('answer')
  expect(check('We sold 1,200 units.', 'Wir haben 1.200 Stück verkauft.')).toBeUndefined()
  expect(check('We sold 1,200 units.', 'Wir haben 120 Stück verkauft.')).toBe('numbers')
  expect(check('Please write the words of this sentence', 'Please write the words of this sentence')).toBe('echo')
  expect(check('Please ask about the files', 'Please ask about the files')).toBe('echo')
  expect(check('Anna Schmidt, Berlin', 'Anna Schmidt, Berlin')).toBeUndefined()
  expect(check('See the files', 'Sieh die Dateien: https://elsewhere.example')).toBe('added')
  expect(check('How are you?', "I'm sorry, but I cannot help with that?")).toBe('refusal')
  expect(check('This is a whole sentence of words.', 'これは文です。', 'ja')).toBeUndefined()
  expect(check('This is a whole sentence of words.', 'Das ist ein ganzer Satz.', 'ja')).toBe('script')
  expect(check('A sentence that says quite a lot about many things.', 'Satz.')).toBe('length')
})
