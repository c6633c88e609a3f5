import { convertPay } from '../matching/pay-rates.ts'
import { parsePay } from '../parsing/parse-pay.ts'
import type { GigTrust } from '../../../shared/gigs.ts'
import { type TrustSignal, trustSignals } from './trust-signals.ts'

export type Trust = Omit<GigTrust, 'signals' | 'overruled'> & { signals: TrustSignal[] }

/** Prior log-odds: few posts are scams, and a wrong flag costs an honest client. */
const PRIOR = -4.9
/** Posts below it are held. One strong signal with company, or several soft ones, get there; one soft one does not. */
const FLAG_BELOW = 0.5

/** How far a post may be trusted, from named signals alone. */
export function trustOf(
  title: string,
  text: string,
  companyProfile: string | null,
  /** What is known of the post besides its words. */
  besides: readonly TrustSignal[] = [],
): Trust {
  const pay = parsePay(`${title}\n${text}`)?.pay
  const most = pay?.max ?? pay?.min ?? null
  const hourlyEuro =
    pay === undefined || most === null ? null : (convertPay(most, pay, { currency: 'EUR', period: 'hour' }) ?? null)
  const own = trustSignals({ title, text, companyProfile, hourlyEuro })
  const signals = [...besides, ...own].toSorted((a, b) => b.weight - a.weight)
  const logOdds = PRIOR + signals.reduce((sum, { weight }) => sum + weight, 0)
  const score = Math.round((1 / (1 + Math.exp(logOdds))) * 1000) / 1000
  return { score, flagged: score < FLAG_BELOW, signals }
}
