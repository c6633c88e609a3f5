import type { BidSuggestion } from '../../../shared/market.ts'
import type { Profile } from '../../../shared/profiles.ts'
import { convertPay, type ExchangeRates } from '../matching/pay-rates.ts'
import { RateModel } from '../rates/rate-model.ts'
import type { MarketGig } from './rate-bands.ts'

/** A model of fewer would know nothing but chance. */
const MIN_HISTORY = 20
/** More say little new, and cost time in which nothing else is done. */
const MAX_HISTORY = 1000

/** What a member might ask for by the hour, in `currency`; undefined: too few gigs say what they pay. */
export function suggestBid(
  gigs: readonly MarketGig[],
  profile: Profile,
  currency: string,
  rates: ExchangeRates,
): BidSuggestion | undefined {
  const history = gigs.flatMap(({ title, parsed, hourly }) =>
    hourly === null ? [] : [{ title, level: parsed.seniority, skills: parsed.skills.must, rate: hourly }],
  )
  if (history.length < MIN_HISTORY) return undefined
  const { low, mid, high, n } = new RateModel(history.slice(0, MAX_HISTORY)).estimate({
    title: profile.roles[0] ?? profile.headline,
    level: profile.seniority,
    skills: profile.skills.map(({ name }) => name),
  })
  const { rateFloor, rateTargetCents } = profile
  const hourly = (cents: number) =>
    rateFloor === null ? undefined : convertPay(cents / 100, rateFloor, { currency, period: 'hour' }, rates.perEuro)
  const floor = (rateFloor === null ? undefined : hourly(rateFloor.amountCents)) ?? null
  const target = rateTargetCents === null ? undefined : hourly(rateTargetCents)
  return { low, mid, high, n, floor, ...choose({ mid, high, floor: floor ?? 0, target }) }
}

/** The middle of the market; the target where the market bears it; never less than the floor. */
function choose(sums: {
  mid: number
  high: number
  floor: number
  target: number | undefined
}): Pick<BidSuggestion, 'suggested' | 'because'> {
  const { mid, high, floor, target } = sums
  const wished = target === undefined ? mid : Math.min(Math.max(target, mid), high)
  if (floor > high) return { suggested: floor, because: 'floor_above_market' }
  if (floor >= wished) return { suggested: floor, because: 'floor' }
  return { suggested: Math.round(wished * 100) / 100, because: wished > mid ? 'target' : 'market' }
}
