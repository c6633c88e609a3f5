import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chatMessages } from '../helpers/chat-messages.ts'
import { scan } from '../../shared/chat-markup/scan.ts'
import { print } from '../../shared/chat-markup/tree.ts'

test('100,000 messages print as they were written, as Discord, as Slack and as Markdown', () => {
  fc.assert(
    fc.property(chatMessages(), (text) => {
      for (const markup of ['discord', 'slack', 'markdown'] as const) expect(print(scan(text, markup))).toBe(text)
    }),
    { numRuns: 100_000 },
  )
})
