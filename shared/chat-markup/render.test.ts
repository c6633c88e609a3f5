import { expect, test } from 'vitest'
import type { Markup } from '../translation.ts'
import { render } from './render.ts'
import { scan } from './scan.ts'

const convert = (text: string, from: Markup, to: Markup) =>
  render(scan(text, from), from, to, {
    mention: ({ target, id }) => (target === 'user' && id === '1' ? '@Ada' : undefined),
  })

test('one tree is written as each platform reads it', () => {
  const text =
    '# The *big* plan\n> <@1> said **yes**, see [the docs](https://x.y/a_b) & https://x.y\n- ||hidden|| <:blob:99> <t:1700000000>\n```ts\na < b\n```'
  expect(convert(text, 'discord', 'slack')).toBe(
    '*The _big_ plan*\n> @Ada said *yes*, see <https://x.y/a_b|the docs> &amp; <https://x.y>\n• ||hidden|| :blob: <!date^1700000000^{date_short_pretty} {time}|2023-11-14 22:13 UTC>\n```\na &lt; b\n```',
  )
  expect(convert(text, 'discord', 'plain')).toBe(
    'The big plan\n> @Ada said yes, see the docs (https://x.y/a_b) & https://x.y\n- hidden :blob: 2023-11-14 22:13 UTC\na < b\n',
  )
  expect(
    convert(
      '*bold* &amp; ~gone~ <@U1|bob> in <#C1|general> <https://x.y?a=1&amp;b=2|here>\n&gt; `a&lt;b`\n• item',
      'slack',
      'discord',
    ),
  ).toBe('**bold** & ~~gone~~ @bob in #general [here](https://x.y?a=1&b=2)\n> `a<b`\n- item')
})

test('text stays text, and pings nobody', () => {
  expect(convert('2 * 3 * 4 <b> @everyone', 'plain', 'discord')).not.toMatch(/@everyone/)
  expect(
    scan(convert('*no* _marks_ `here` [a](https://x.y)', 'plain', 'discord'), 'discord').map(({ type }) => type),
  ).not.toContain('style')
  expect(convert('<!here> *a*', 'slack', 'discord')).toBe('@\u200Bhere **a**')
  expect(convert('a*b*c', 'discord', 'slack')).toBe('a\u200B_b_\u200Bc')
})
