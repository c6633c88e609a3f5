import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOT_RELEVANT_REASONS } from '../../shared/gigs.ts'
import { decodeGigAction, encodeGigAction, type GigAction } from './gig-action.ts'

const actions: fc.Arbitrary<GigAction> = fc
  .tuple(
    fc.constantFrom('save', 'applied', 'dismiss', 'why', 'undo', 'show', 'reason'),
    fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.~-]{0,127}$/),
    fc.constantFrom(...NOT_RELEVANT_REASONS),
  )
  .map(([verb, gigId, reason]) => (verb === 'reason' ? { verb, gigId, reason } : { verb, gigId }) as GigAction)

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
    'toString:save:a',
  ]) {
    expect(decodeGigAction(text)).toBeUndefined()
  }
})
