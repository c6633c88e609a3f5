import type { ParsedGig } from '../../../shared/gigs.ts'
import { hourlyOf } from '../market/rate-bands.ts'
import { ROUGH_RATES } from '../matching/pay-rates.ts'
import type { TrustSignal } from './trust-signals.ts'

/** Fewer tell nothing of what is usual. */
const LEAST_ALIKE = 8
/** More say nothing new. */
const MOST_ALIKE = 200
/** Of what all but a quarter of like gigs pay. */
const FAR_BELOW = 0.6

/**
 * What a gig pays, against open gigs of the same role in the same places: a word of warning to who reads it, which holds nothing
 * back by itself. Salaries are compared with salaries, rates with rates.
 */
export function lowPaySignal(gig: ParsedGig, others: Iterable<{ parsed: ParsedGig }>): TrustSignal | undefined {
  const own = hourlyOf(gig.pay, 'EUR', ROUGH_RATES)
  const [role] = gig.roles
  if (own === null || role === undefined) return undefined
  const isSalary = gig.pay?.period === 'year'
  const places = placesOf(gig)
  const sums: number[] = []
  for (const { parsed } of others) {
    if (!parsed.roles.includes(role) || (parsed.pay?.period === 'year') !== isSalary) continue
    if (placesOf(parsed) !== places) continue
    const hourly = hourlyOf(parsed.pay, 'EUR', ROUGH_RATES)
    if (hourly !== null) sums.push(hourly)
    if (sums.length >= MOST_ALIKE) break
  }
  if (sums.length < LEAST_ALIKE) return undefined
  const sorted = sums.toSorted((a, b) => a - b)
  const quarter = sorted[Math.floor(sorted.length / 4)] ?? 0
  if (own >= quarter * FAR_BELOW) return undefined
  const text = `pays about €${Math.round(own)} an hour; three of four of the ${sums.length} gigs like it here pay more than €${Math.round(quarter)}`
  return { name: 'pays below the market', text, weight: 0.5 }
}

function placesOf({ regions }: ParsedGig): string {
  return (regions ?? []).toSorted().join()
}
