import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gigCards, markdowns, standings } from '../../test/bots/arbitrary-cards.ts'
import { blockErrors, blocksTooLong } from '../../test/standins/slack/validate-blocks.ts'
import type { SlackMessage } from './slack-message.ts'
import { renderDelivery, renderGigCard, renderStanding } from './render-message.ts'

function expectTaken({ text, blocks }: SlackMessage): void {
  expect(blockErrors(blocks, 'message')).toEqual([])
  expect(blocksTooLong(blocks)).toBe(false)
  expect(text).not.toBe('')
  expect(text.length).toBeLessThanOrEqual(4000)
  // Nothing that Slack would read as a mention: all angle brackets are escaped.
  expect(text).not.toMatch(/[<>]/)
}

test('Slack takes the card of any gig', () => {
  fc.assert(
    fc.property(gigCards, (card) => expectTaken(renderGigCard(card))),
    { numRuns: 300 },
  )
})

test('Slack takes the card in every standing', () => {
  fc.assert(
    fc.property(gigCards, standings, (card, standing) => {
      const { text, blocks } = renderGigCard(card)
      expectTaken({ text, blocks: renderStanding(blocks, card.gigId, standing, card.url) })
    }),
    { numRuns: 200 },
  )
})

test('Slack takes any text, in no more parts than a receipt has room for', () => {
  fc.assert(
    fc.property(markdowns, (markdown) => {
      const parts = renderDelivery({ type: 'text', markdown })
      parts.forEach(expectTaken)
      expect(parts.length).toBeLessThanOrEqual(20)
    }),
    { numRuns: 200 },
  )
})

test('texts of feeds mention nobody: where Slack would read them, they are escaped', () => {
  const [card] = fc.sample(gigCards, 1)
  if (card === undefined) return
  const { text, blocks } = renderGigCard({
    ...card,
    title: '<!channel> & <@U1>',
    source: { name: 'A <b> & Co', url: 'https://a.example/?q=<x>|y' },
  })
  expect(text).toContain('&lt;!channel&gt; &amp; &lt;@U1&gt;')
  const context = blocks.find(({ type }) => type === 'context')
  expect(context).toMatchObject({
    elements: [
      { text: 'Found via <https://a.example/?q=%3Cx%3E%7Cy|A &lt;b&gt; &amp; Co>' },
      ...(card.score === null ? [] : [{}]),
    ],
  })
})

test('a standing is said once, whatever was said before', () => {
  const [card] = fc.sample(gigCards, 1)
  if (card === undefined) return
  const { blocks } = renderGigCard({
    ...card,
    status: 'open',
    feedback: null,
    gigId: 'g1',
    url: 'https://a.example/apply',
  })
  const saved = renderStanding(blocks, 'g1', { kind: 'saved' }, 'https://a.example/apply')
  const applied = renderStanding(saved, 'g1', { kind: 'applied' }, 'https://a.example/apply')
  expect(applied).toHaveLength(saved.length)
  expect(renderStanding(applied, 'g1', { kind: 'open' }, 'https://a.example/apply')).toEqual(blocks)
})
