import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clip, clipEscaped } from './clip.ts'
import { parseMarkdown } from './parse-markdown.ts'
import { plainText } from './rich-text.ts'
import { splitText } from './split-text.ts'

describe('clip', () => {
  test('never goes over the limit, never cuts a character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, max) => {
        const clipped = clip(text, max)
        expect(clipped.length).toBeLessThanOrEqual(max)
        expect(clipped).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
      }),
    )
  })

  test('with escapes, none is cut in two', () => {
    const escape = (text: string) => text.replaceAll('&', '&amp;')
    expect(clipEscaped('a&&&&&&', 12, escape)).toBe('a&amp;&amp;…')
    expect(clipEscaped('a&b', 12, escape)).toBe('a&amp;b')
  })
})

describe('splitText', () => {
  test('parts keep to the limit and lose no word', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}[.\n]{0,2}$/), { maxLength: 600 }), (words) => {
        const text = words.join(' ')
        const parts = splitText(text, 300)
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(300)
        expect(parts.join(' ').split(/\s+/)).toEqual(text.trim().split(/\s+/))
      }),
    )
  })

  test('it breaks between paragraphs where it can', () => {
    const first = 'a'.repeat(250)
    expect(splitText(`${first}\n\n${'b'.repeat(250)}`, 400)).toEqual([first, 'b'.repeat(250)])
  })

  test('a code block that is split is closed and opened again', () => {
    const parts = splitText(`\`\`\`ts\n${'const a = 1\n'.repeat(60)}\`\`\``, 400)
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) expect(part).toMatch(/^```ts\n[\s\S]*\n```$/)
  })

  test('a text without content has no parts', () => {
    expect(splitText(' \n ', 400)).toEqual([])
  })
})

describe('parseMarkdown', () => {
  test('reads blocks and marks', () => {
    expect(parseMarkdown('# Hi\nAll **of** _you_\n- one\n- `two`\n> said\n```js\nx\n```')).toEqual([
      { kind: 'heading', spans: [{ text: 'Hi' }] },
      {
        kind: 'paragraph',
        spans: [{ text: 'All ' }, { text: 'of', bold: true }, { text: ' ' }, { text: 'you', italic: true }],
      },
      { kind: 'list', ordered: false, items: [[{ text: 'one' }], [{ text: 'two', code: true }]] },
      { kind: 'quote', spans: [{ text: 'said' }] },
      { kind: 'code', text: 'x' },
    ])
  })

  test('links lead to the web or stay text', () => {
    expect(parseMarkdown('[a](https://a.example/) [b](javascript:alert)')).toEqual([
      { kind: 'paragraph', spans: [{ text: 'a', href: 'https://a.example/' }, { text: ' [b](javascript:alert)' }] },
    ])
  })

  test('what is escaped or no mark stays as it is', () => {
    expect(plainText(parseMarkdown('2 * 3 * 4, snake_case_name, \\*not bold\\*'))).toBe(
      '2 * 3 * 4, snake_case_name, *not bold*',
    )
  })

  test('the longest hostile text is read at once', () => {
    for (const hostile of ['*a', '_', '**', '[a](', '`', '> ', '- ', '~~a~', '# ', '1. ', '\\', ' \n']) {
      const started = process.cpuUsage()
      parseMarkdown(hostile.repeat(Math.ceil(20_000 / hostile.length)))
      expect(process.cpuUsage(started).user / 1000).toBeLessThan(500)
    }
  })
})
