import { expect, test } from 'vitest'
import { mentionAt, withMentions, withoutMentionLinks } from './mention-words.ts'

test('a mention begins with an @ at the start of a word, an address does not', () => {
  expect(mentionAt('Ask @An', 7)).toEqual({ start: 4, query: 'An' })
  expect(mentionAt('mail ana@example', 16)).toBeUndefined()
  expect(mentionAt('@', 1)).toEqual({ start: 0, query: '' })
})

test('chosen names become links, the longer name first, and come back as they were typed', () => {
  const chosen = new Map([
    ['Ana', 'm1'],
    ['Ana Ruiz', 'm2'],
  ])
  const written = withMentions('@Ana Ruiz and @Ana, see', chosen)
  expect(written).toBe('[@Ana Ruiz](/members#m2) and [@Ana](/members#m1), see')
  expect(withoutMentionLinks(written)).toEqual({ text: '@Ana Ruiz and @Ana, see', chosen })
})
