import type { Gig, Pay } from '../../../shared/gigs.ts'
import { type MarketMonth, MIN_GIGS_PER_BAND, type RateBand } from '../../../shared/market.ts'
import { convertPay, type ExchangeRates } from '../matching/pay-rates.ts'

/** A gig of the past year; `hourly` in the currency of the reader, null: it does not say a comparable pay. */
export type MarketGig = Pick<Gig, 'title' | 'parsed' | 'postedAt'> & { hourly: number | null }

const MAX_BANDS = 15
const MAX_MONTHS = 12
const RISING_WINDOW_MS = 60 * 86_400_000
const MIN_GIGS_PER_WINDOW = 20
const MAX_RISING = 10

/** The middle of what a gig pays, per hour. */
export function hourlyOf(pay: Pay | null, currency: string, rates: ExchangeRates): number | null {
  if (pay === null) return null
  const [least, most] = [pay.min ?? pay.max, pay.max ?? pay.min]
  if (least === null || most === null) return null
  const hourly = convertPay((least + most) / 2, pay, { currency, period: 'hour' }, rates.perEuro)
  return hourly === undefined || hourly <= 0 ? null : hourly
}

/** Those that enough gigs stand behind, the most common first. `keysOf`: in which bands a gig counts. */
export function rateBands(gigs: readonly MarketGig[], keysOf: (gig: MarketGig) => readonly string[]): RateBand[] {
  const rates = new Map<string, number[]>()
  for (const gig of gigs) {
    if (gig.hourly === null) continue
    for (const key of new Set(keysOf(gig))) {
      const sums = rates.get(key)
      if (sums === undefined) rates.set(key, [gig.hourly])
      else sums.push(gig.hourly)
    }
  }
  return [...rates]
    .filter(([, sums]) => sums.length >= MIN_GIGS_PER_BAND)
    .map(([name, sums]) => ({ name, n: sums.length, ...quartiles(sums) }))
    .toSorted((a, b) => b.n - a.n || (a.name < b.name ? -1 : 1))
    .slice(0, MAX_BANDS)
}

/** The last twelve months, oldest first; the one that runs is the last. */
export function marketMonths(gigs: readonly MarketGig[], now: number): MarketMonth[] {
  const today = new Date(now)
  const months = Array.from({ length: MAX_MONTHS }, (_, back) =>
    monthOf(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - (MAX_MONTHS - 1 - back), 1)),
  )
  const dated = gigs.map((gig) => ({ ...gig, month: monthOf(gig.postedAt) }))
  return months.map((month) => {
    const own = dated.filter((gig) => gig.month === month)
    const sums = own.flatMap(({ hourly }) => hourly ?? [])
    const mid = sums.length < MIN_GIGS_PER_BAND ? null : quartiles(sums).mid
    return { month, gigs: own.length, paid: sums.length, mid }
  })
}

/** What a larger share of gigs asks for than in the two months before; null: too few gigs in either. */
export function risingSkills(gigs: readonly MarketGig[], now: number) {
  const within = (from: number, to: number) => gigs.filter(({ postedAt }) => postedAt > from && postedAt <= to)
  const recent = within(now - RISING_WINDOW_MS, now)
  const earlier = within(now - 2 * RISING_WINDOW_MS, now - RISING_WINDOW_MS)
  if (recent.length < MIN_GIGS_PER_WINDOW || earlier.length < MIN_GIGS_PER_WINDOW) return null
  const before = skillCounts(earlier)
  return [...skillCounts(recent)]
    .filter(([, count]) => count >= MIN_GIGS_PER_BAND)
    .map(([skill, count]) => {
      const earlierCount = before.get(skill) ?? 0
      // One more on either side: what nobody asked for before has not grown without end.
      const growth = (count + 1) / recent.length / ((earlierCount + 1) / earlier.length) - 1
      return { skill, gigs: count, before: earlierCount, growth: Math.round(growth * 100) / 100 }
    })
    .filter(({ growth }) => growth >= 0.2)
    .toSorted((a, b) => b.growth - a.growth || b.gigs - a.gigs)
    .slice(0, MAX_RISING)
}

function skillCounts(gigs: readonly MarketGig[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { parsed } of gigs) {
    for (const skill of new Set([...parsed.skills.must, ...parsed.skills.nice])) {
      counts.set(skill, (counts.get(skill) ?? 0) + 1)
    }
  }
  return counts
}

function quartiles(sums: readonly number[]): Pick<RateBand, 'low' | 'mid' | 'high'> {
  const sorted = sums.toSorted((a, b) => a - b)
  /** Between the two that are nearest, as R does by default (type 7). */
  const at = (share: number) => {
    const place = share * (sorted.length - 1)
    const below = sorted[Math.floor(place)] ?? 0
    const above = sorted[Math.ceil(place)] ?? below
    return Math.round((below + (above - below) * (place % 1)) * 100) / 100
  }
  return { low: at(0.25), mid: at(0.5), high: at(0.75) }
}

function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, 7)
}
