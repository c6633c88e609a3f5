import type { Pay } from '../../../shared/gigs.ts'

/** '€65–80', 'from €65', 'up to €80'; the period is added by the caller, in the interface's language. */
export function payAmount(pay: Pay, locale: string): { amount: string; bound: 'range' | 'from' | 'upTo' } | undefined {
  const { min, max } = pay
  if (min === null && max === null) return undefined
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: pay.currency,
    maximumFractionDigits: Number.isInteger(min ?? 0) && Number.isInteger(max ?? 0) ? 0 : 2,
  })
  if (min !== null && max !== null) {
    return { amount: min === max ? format.format(min) : format.formatRange(min, max), bound: 'range' }
  }
  return min === null
    ? { amount: format.format(max ?? 0), bound: 'upTo' }
    : { amount: format.format(min), bound: 'from' }
}
