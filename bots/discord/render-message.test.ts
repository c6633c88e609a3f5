import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gigCards, markdowns, standings } from '../../test/bots/arbitrary-cards.ts'
import { refuseMessage } from '../../test/standins/discord/validate-message.ts'
import { titleOf } from '../gigs/gig-words.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { renderDelivery, renderGigCard, renderStanding } from './render-message.ts'

test('Discord takes the card of any gig', () => {
  fc.assert(
    fc.property(gigCards, (card) => {
      expect(refuseMessage(renderGigCard(card))).toBeUndefined()
    }),
    { numRuns: 300 },
  )
})

test('Discord takes the card in every standing', () => {
  fc.assert(
    fc.property(gigCards, standings, (card, standing) => {
      const message = renderGigCard(card)
      const embed = message.embeds?.[0]
      if (embed === undefined) return
      expect(refuseMessage({ ...message, ...renderStanding(embed, card.gigId, standing, card.url) })).toBeUndefined()
    }),
    { numRuns: 200 },
  )
})

test('Discord takes any text, in no more parts than a receipt has room for', () => {
  fc.assert(
    fc.property(markdowns, (markdown) => {
      const parts = renderDelivery({ type: 'text', markdown })
      for (const part of parts) expect(refuseMessage(part)).toBeUndefined()
      expect(parts.length).toBeLessThanOrEqual(20)
    }),
    { numRuns: 200 },
  )
})

test('whatever it says, a message pings nobody', () => {
  fc.assert(
    fc.property(gigCards, (card) => {
      expect(renderGigCard(card).allowed_mentions).toEqual({ parse: [] })
    }),
    { numRuns: 50 },
  )
})

test.each([
  ['**bold** _it_ ~~no~~', '\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~'],
  ['[free money](https://evil.example)', '\\[free money\\](https://evil.example)'],
  ['<@123> @everyone <:x:1>', '\\<\\@123\\> \\@everyone \\<:x:1\\>'],
  ['# Title', '\\# Title'],
  ['1. first', '1\\. first'],
  ['see https://a.example/x_y_z now', 'see https://a.example/x_y_z now'],
  ['C++ (remote, e.g. EU)', 'C++ (remote, e.g. EU)'],
])('plain text %s is shown as it is', (plain, escaped) => {
  expect(escapeMarkdown(plain)).toBe(escaped)
})

test('a title that is too long ends with an ellipsis', () => {
  const title = 'word '.repeat(100)
  const [card] = fc.sample(gigCards, 1)
  if (card === undefined) return
  const embed = renderGigCard({ ...card, title }).embeds?.[0]
  expect(embed?.title).toMatch(/^(word )+word…$/)
  expect(titleOf({ title })).toHaveLength(499)
})

test("an address inside one's own network is shown as text, for Discord refuses it as a link", () => {
  const [card] = fc.sample(gigCards, 1)
  if (card === undefined) return
  const embed = renderGigCard({ ...card, hubUrl: 'http://localhost:3000/gigs/1' }).embeds?.[0]
  expect(embed?.url).toBeUndefined()
  expect(embed?.fields?.at(-1)).toEqual({ name: 'In the hub', value: 'http://localhost:3000/gigs/1' })
})
