import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOT_RELEVANT_REASONS } from '../../shared/gigs.ts'
import { RULES } from '../../shared/moderation.ts'
import { MUTE_SPAN_NAMES } from '../settings/spans.ts'
import { decodeGigAction, encodeGigAction, type GigAction, type Muted } from './gig-action.ts'

const gigId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.~-]{0,127}$/)
const muted: fc.Arbitrary<Muted> = fc.oneof(
  fc.constant({ kind: 'client' } as const),
  fc.record({ kind: fc.constant('skill' as const), skill: fc.string({ unit: 'grapheme', minLength: 1 }) }),
)
const actions: fc.Arbitrary<GigAction> = fc.oneof(
  fc.record({
    verb: fc.constantFrom('save', 'applied', 'dismiss', 'note', 'why', 'mute', 'report', 'undo', 'show'),
    gigId,
  }),
  fc.record({ verb: fc.constant('reason' as const), gigId, reason: fc.constantFrom(...NOT_RELEVANT_REASONS) }),
  fc.record({ verb: fc.constant('report_as' as const), gigId, rule: fc.constantFrom(...RULES) }),
  fc.record({ verb: fc.constant('mute_for' as const), gigId, span: fc.constantFrom(...MUTE_SPAN_NAMES), muted }),
  fc.record({ verb: fc.constant('unmute' as const), gigId, muted }),
)

test('an action survives its custom id', () => {
  fc.assert(
    fc.property(actions, (action) => {
      expect(decodeGigAction(encodeGigAction(action))).toEqual(action)
    }),
  )
})

test('what is no action decodes to none, whatever it is', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const action = decodeGigAction(text)
      if (action !== undefined) expect(encodeGigAction(action)).toBe(text)
    }),
  )
  for (const text of [
    '',
    'gig',
    'gig:save',
    'gig:save:',
    'gig:save:a b',
    'gig:save:a:b',
    'gig:reason:a',
    'gig:reason:a:no',
    'gig:report_as:a',
    'gig:report_as:a:no',
    'gig:mute_for:a:toString:client',
    'gig:mute_for:a:week',
    'gig:unmute:a:skill:%',
    'gig:unmute:a:skill:a b',
    'toString:save:a',
  ]) {
    expect(decodeGigAction(text)).toBeUndefined()
  }
})
