import type { ReviewNumbers } from '../../../shared/reviews.ts'
import type { TrustSignal } from '../trust/trust-signals.ts'

/** One bad day of one member says little. */
const MIN_SAYING = 2
const WELL = 4
const BADLY = 2.5

/** What reviews of its client say of a gig's trust. */
export function clientSignals({ reviews, rating, paid, response }: ReviewNumbers): TrustSignal[] {
  const signals: TrustSignal[] = []
  const saidOfPay = paid.on_time + paid.late + paid.never
  const saidOfResponse = response.quick + response.slow + response.none
  const paidBadly = paid.late + paid.never
  if (saidOfPay >= MIN_SAYING && paidBadly * 2 >= saidOfPay) {
    const text = `comes from a client who paid late or not at all, as ${paidBadly} of ${saidOfPay} members say`
    signals.push({ name: 'client pays late', text, weight: paid.never > 0 ? 1.8 : 1.2 })
  }
  if (saidOfResponse >= MIN_SAYING && response.none * 2 >= saidOfResponse) {
    const text = `comes from a client who stopped answering, as ${response.none} of ${saidOfResponse} members say`
    signals.push({ name: 'client goes silent', text, weight: 0.7 })
  }
  if (reviews < MIN_SAYING || rating === null) return signals
  const stars = `${rating.toFixed(1)} of 5 by ${reviews} members`
  if (rating <= BADLY)
    signals.push({ name: 'client rated low', text: `comes from a client rated ${stars}`, weight: 0.9 })
  if (rating >= WELL && paidBadly === 0) {
    signals.push({ name: 'client rated well', text: `comes from a client rated ${stars}`, weight: -1.2 })
  }
  return signals
}
