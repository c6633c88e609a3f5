import type { Pay } from '../../../shared/gigs.ts'

const SIGNS: Record<string, string> = { EUR: '€', USD: '$', GBP: '£', JPY: '¥', INR: '₹', CAD: 'CA$', AUD: 'A$' }
/** Made once: making one costs a thousand times as much as using it. */
const FIGURE = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })

const PER: Record<Pay['period'], string> = {
  hour: ' / h',
  day: ' / day',
  week: ' / week',
  month: ' / month',
  year: ' / year',
  project: ' for the project',
  unit: ' a piece',
}

/** '€65–80 / h', 'from $4,000 / month', 'up to £500 / day'. */
export function payWords({ min, max, currency, period }: Pay): string | undefined {
  const money = (amount: number) => (SIGNS[currency] ?? `${currency} `) + FIGURE.format(amount)
  const per = PER[period]
  if (min === null) return max === null ? undefined : `up to ${money(max)}${per}`
  if (max === null) return `from ${money(min)}${per}`
  if (min === max) return money(min) + per
  return `${money(min)}–${FIGURE.format(max)}${per}`
}

/** 'UTC+5:30'. `offset`: hours. */
export function utc(offset: number): string {
  const minutes = Math.round(Math.abs(offset % 1) * 60)
  return `UTC${offset < 0 ? '−' : '+'}${Math.floor(Math.abs(offset))}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}`
}
