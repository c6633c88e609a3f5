import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Markup } from '../translation.ts'
import { chatMessages } from '../../test/helpers/chat-messages.ts'
import { scan } from './scan.ts'
import { type MarkupNode, print } from './tree.ts'

const kinds = (text: string, markup: Markup) => scan(text, markup).map((node) => shape(node))

function shape(node: MarkupNode): unknown {
  if ('children' in node) return [node.type === 'style' ? node.style : `link ${node.href}`, ...node.children.map(shape)]
  return node.type === 'text' ? node.value : `${node.type} ${node.raw}`
}

test('what is scanned prints as it was written, and every node knows its place', () => {
  fc.assert(
    fc.property(chatMessages(), fc.constantFrom('discord', 'slack', 'markdown', 'plain'), (text, markup) => {
      const nodes = scan(text, markup)
      expect(print(nodes)).toBe(text)
      checkPlaces(nodes, text, 0, text.length)
    }),
    { numRuns: 2_000 },
  )
})

function checkPlaces(nodes: readonly MarkupNode[], text: string, start: number, end: number): void {
  let at = start
  for (const node of nodes) {
    expect(node.start).toBe(at)
    expect(text.slice(node.start, node.end)).toBe(print([node]))
    if ('children' in node) checkPlaces(node.children, text, at + node.open.length, node.end - node.close.length)
    at = node.end
  }
  expect(at).toBe(end)
}

test('Discord: mentions, emoji, times, links and styles are told from text', () => {
  expect(kinds('<@!1> see **the `a*b` fix** at https://x.y/a_(b). :tada: 10:30:45', 'discord')).toEqual([
    'mention <@!1>',
    ' see ',
    ['bold', 'the ', 'code `a*b`', ' fix'],
    ' at ',
    'url https://x.y/a_(b)',
    '. ',
    'emoji :tada:',
    ' 10:30:45',
  ])
  expect(kinds('***both* bold** snake_case_name 2 * 3 * 4 \\*no\\*', 'discord')).toEqual([
    ['bold', ['italic', 'both'], ' bold'],
    ' snake_case_name 2 * 3 * 4 *no*',
  ])
  expect(kinds('> - ||[the *plan*](https://x.y "t")||\n```ts\nlet a\n```<t:1700000000:R>', 'discord')).toEqual([
    'prefix > ',
    'prefix - ',
    ['spoiler', ['link https://x.y', 'the ', ['italic', 'plan']]],
    'break \n',
    'code-block ```ts\nlet a\n```',
    'time <t:1700000000:R>',
  ])
  expect(kinds('@everyone @hereabouts **never closed', 'discord')).toEqual([
    'mention @everyone',
    ' @hereabouts **never closed',
  ])
})

test('Slack: angle brackets, entities and marks at the edges of words', () => {
  expect(kinds('<!here> <@U1|ada> *bold* a*b*c &lt;tag&gt; <https://x.y?a=1&amp;b=2|the docs>', 'slack')).toEqual([
    'mention <!here>',
    ' ',
    'mention <@U1|ada>',
    ' ',
    ['bold', 'bold'],
    ' a*b*c <tag> ',
    ['link https://x.y?a=1&b=2', 'the docs'],
  ])
  expect(kinds('&gt; _quoted_\n• one ~two~ `a&amp;b`', 'slack')).toEqual([
    'prefix &gt; ',
    ['italic', 'quoted'],
    'break \n',
    'prefix • ',
    'one ',
    ['strike', 'two'],
    ' ',
    'code `a&amp;b`',
  ])
})

test('Markdown: a block of code goes on to a fence as long as its first one', () => {
  const blocks = (text: string) => scan(text, 'markdown').flatMap((node) => (node.type === 'code-block' ? [node] : []))
  expect(blocks('````md\n```js\na\n```\n````\n')).toMatchObject([{ language: 'md', body: '```js\na\n```\n' }])
  expect(blocks('> ~~~python\n> x = 1\n> ~~~\n~~gone~~ a ~~~ b')).toMatchObject([{ language: 'python' }])
})

test('an address ends where another script begins', () => {
  expect(kinds('https://example.comを見て https://ja.example/wiki/日本。', 'discord')).toEqual([
    'url https://example.com',
    'を見て ',
    'url https://ja.example/wiki/日本',
    '。',
  ])
})

test('hostile text is scanned in time that grows with its length only', () => {
  for (const piece of [
    '[',
    '*a ',
    '`'.repeat(3),
    '<@',
    '**_~~||',
    '[a](',
    '> ',
    '` `` ',
    '((((',
    'https://a(',
    '![x',
    '&',
    '\\',
  ]) {
    for (const markup of ['discord', 'slack', 'markdown'] as const) {
      const text = piece.repeat(Math.ceil(20_000 / piece.length))
      const started = performance.now()
      expect(print(scan(text, markup))).toBe(text)
      expect(performance.now() - started, `${piece} in ${markup}`).toBeLessThan(1_000)
    }
  }
})
