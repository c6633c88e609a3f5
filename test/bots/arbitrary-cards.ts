import fc from 'fast-check'
import { NOT_RELEVANT_REASONS } from '../../shared/gigs.ts'
import type { GigCard } from '../../shared/deliveries.ts'
import type { GigStanding } from '../../bots/gigs/gig-controls.ts'

/** Texts as feeds bring them: empty, long, with marks, mentions and half characters. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '@everyone',
    '<!channel> <@U1>',
    '**bold** [x](https://evil.example)',
    '\n\n',
    '```',
    '> & <',
    '\u{1f980}',
  ),
  fc
    .tuple(fc.constantFrom('x', '*', '<', '\u{1f980}', 'word ', '\\'), fc.integer({ min: 1, max: 6000 }))
    .map(([one, times]) => one.repeat(times)),
)
const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    '',
    'javascript:alert(1)',
    'http://localhost:3000/gigs/1',
    'not a url',
    `https://long.example/${'x'.repeat(5000)}`,
  ),
)
const gigId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.~-]{0,127}$/)

export const gigCards: fc.Arbitrary<GigCard> = fc.record({
  type: fc.constant('gig_alert' as const),
  gigId,
  communityId: gigId,
  communityName: text,
  title: text,
  company: fc.option(text),
  score: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  pay: fc.option(text),
  facts: fc.array(text, { maxLength: 12 }),
  reasons: fc.array(
    fc.record({
      feature: text,
      kind: fc.constantFrom('for' as const, 'against' as const, 'neutral' as const),
      text,
      weight: fc.double({ min: -1, max: 1, noNaN: true }),
    }),
    { maxLength: 30 },
  ),
  status: fc.constantFrom('open' as const, 'closed' as const),
  url: fc.option(url),
  hubUrl: url,
  source: fc.record({ name: text, url: fc.option(url) }),
  rankedBy: fc.constantFrom('rules' as const, 'model' as const),
  matcherVersion: text,
  feedback: fc.option(
    fc.record({
      kind: fc.constantFrom('saved' as const, 'applied' as const, 'won' as const, 'not_relevant' as const),
      reason: fc.option(fc.constantFrom(...NOT_RELEVANT_REASONS)),
      note: text,
    }),
  ),
})

/** Markdown up to the longest that a delivery holds. */
export const markdowns = fc
  .array(
    fc.oneof(
      text,
      fc.constantFrom(
        '# Title\n',
        '- item\n',
        '1. item\n',
        '> quote\n',
        '```js\n',
        '\n\n',
        '*a* ',
        '[a](https://a.example) ',
      ),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(' ').slice(0, 20_000))

export const standings: fc.Arbitrary<GigStanding> = fc.oneof(
  fc.constantFrom(
    { kind: 'open' } as const,
    { kind: 'saved' } as const,
    { kind: 'applied' } as const,
    { kind: 'asked_why_not' } as const,
  ),
  fc.constantFrom(...NOT_RELEVANT_REASONS).map((reason) => ({ kind: 'not_relevant' as const, reason })),
)
