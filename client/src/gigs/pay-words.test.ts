import { expect, test } from 'vitest'
import { payAmount } from './pay-words.ts'

test('pay reads as its currency is written, with cents only where there are some', () => {
  expect(payAmount({ min: 65, max: 80, currency: 'EUR', period: 'hour' }, 'en')).toEqual({
    amount: '€65 – €80',
    bound: 'range',
  })
  expect(payAmount({ min: 65, max: 65, currency: 'EUR', period: 'hour' }, 'en')).toEqual({
    amount: '€65',
    bound: 'range',
  })
  expect(payAmount({ min: 22.5, max: null, currency: 'USD', period: 'hour' }, 'en')).toEqual({
    amount: '$22.50',
    bound: 'from',
  })
  expect(payAmount({ min: null, max: 9000, currency: 'USD', period: 'project' }, 'en')).toEqual({
    amount: '$9,000',
    bound: 'upTo',
  })
  expect(payAmount({ min: null, max: null, currency: 'USD', period: 'hour' }, 'en')).toBeUndefined()
})
