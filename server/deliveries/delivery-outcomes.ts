import type { DeliveryOutcome } from '../../shared/bot-protocol.ts'
import type { DeliveryAttempt } from '../../shared/deliveries.ts'
import type { DeliveryRow } from './delivery-rows.ts'

type Outcome<S extends DeliveryOutcome['status']> = Extract<DeliveryOutcome, { status: S }>

export const MAX_FAILURES = 12
/** First wait after a failure; doubled each time up to the cap, with up to half of it added at random. */
const BACKOFF_MS = 2_000
const BACKOFF_CAP_MS = 10 * 60_000

/** What a delivery is after its bot has said what became of it. */
export function after(
  row: DeliveryRow,
  outcome: DeliveryOutcome,
  { now: clock, random }: { now: () => number; random: () => number },
): Partial<DeliveryRow> {
  const done = { lease_id: null, leased_until: null }
  const now = clock()
  if (outcome.status === 'sent') return afterSent(outcome, now)
  if (outcome.status === 'refused') {
    return { ...done, state: 'dead', last_error: `${outcome.reason}: ${outcome.message}` }
  }
  const waiting = { ...done, state: 'waiting', last_error: outcome.message }
  if (outcome.retryAfterMs !== null) return { ...waiting, due_at: now + outcome.retryAfterMs }
  const failures = row.failures + 1
  if (failures >= MAX_FAILURES) {
    const last_error = `given up after ${failures} failures: ${outcome.message}`
    return { ...done, state: 'dead', failures, last_error }
  }
  const backoff = Math.min(BACKOFF_MS * 2 ** (failures - 1), BACKOFF_CAP_MS)
  return { ...waiting, failures, due_at: Math.round(now + backoff * (1 + random() / 2)) }
}

export function afterSent({ receipt }: Outcome<'sent'>, now: number) {
  const done = { lease_id: null, leased_until: null, last_error: null }
  return { ...done, state: 'sent', sent_at: now, receipt: JSON.stringify(receipt) }
}

/** What is noted of an attempt that did not succeed. */
export function historyOf(outcome: Outcome<'refused' | 'later'>): Omit<DeliveryAttempt, 'at'> {
  if (outcome.status === 'refused') return { outcome: 'refused', message: `${outcome.reason}: ${outcome.message}` }
  return { outcome: outcome.retryAfterMs === null ? 'later' : 'limited', message: outcome.message }
}

export function refusalOf({ reason, message }: Outcome<'refused'>) {
  return { reason, message }
}
