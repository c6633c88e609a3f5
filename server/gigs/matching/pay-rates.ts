import type { Pay } from '../../../shared/gigs.ts'

/** How much of a currency one euro is, by ISO 4217 code. */
type PerEuro = Readonly<Record<string, number>>

/** Rough values of mid-2025, from memory of the ECB's reference rates: to tell whether a gig pays enough, never to pay by. */
const PER_EURO: PerEuro = {
  EUR: 1,
  USD: 1.15,
  GBP: 0.86,
  CHF: 0.94,
  CAD: 1.58,
  AUD: 1.77,
  NZD: 1.93,
  SGD: 1.48,
  HKD: 9,
  JPY: 168,
  CNY: 8.25,
  INR: 98,
  BRL: 6.4,
  MXN: 21.7,
  PLN: 4.26,
  CZK: 24.8,
  SEK: 11.1,
  NOK: 11.7,
  DKK: 7.46,
  HUF: 400,
  RON: 5.06,
  ILS: 4,
  ZAR: 20.6,
  TRY: 46,
  AED: 4.22,
  PHP: 65,
  IDR: 18_700,
  THB: 37.5,
  VND: 30_000,
  KRW: 1_590,
  TWD: 34.5,
  ARS: 1_400,
  COP: 4_700,
  CLP: 1_090,
  PEN: 4.15,
  UAH: 48,
  NGN: 1_780,
  KES: 149,
  EGP: 57,
}

export interface ExchangeRates {
  /** Of which day they are, YYYY-MM-DD. */
  date: string
  perEuro: PerEuro
}
export const ROUGH_RATES: ExchangeRates = { date: '2025-07-01', perEuro: PER_EURO }

/** Hours of work that a period stands for; a project or a piece stands for none in particular. */
const HOURS: Partial<Record<Pay['period'], number>> = { hour: 1, day: 8, week: 40, month: 160, year: 1920 }

/** @returns an amount in another currency and period; undefined where they cannot be compared. */
export function convertPay(
  amount: number,
  from: Pick<Pay, 'currency' | 'period'>,
  to: Pick<Pay, 'currency' | 'period'>,
  perEuro: PerEuro = PER_EURO,
): number | undefined {
  if (from.currency === to.currency && from.period === to.period) return amount
  const [perEuroFrom, perEuroTo] = [perEuro[from.currency], perEuro[to.currency]]
  const [hoursFrom, hoursTo] = [HOURS[from.period], HOURS[to.period]]
  if (from.currency !== to.currency && (perEuroFrom === undefined || perEuroTo === undefined)) return undefined
  if (from.period !== to.period && (hoursFrom === undefined || hoursTo === undefined)) return undefined
  const inCurrency = from.currency === to.currency ? amount : (amount / (perEuroFrom ?? 1)) * (perEuroTo ?? 1)
  return from.period === to.period ? inCurrency : (inCurrency / (hoursFrom ?? 1)) * (hoursTo ?? 1)
}

/**
 * Who works by the hour or day sells some 1,200 hours a year; the rest are holidays, sickness, and looking for work, which a
 * salary pays as well.
 */
const SALARY_WORTH = 1.6

/** What a gig pays, in the currency and period of a floor: a salary counts for what it spares a freelancer. */
export function offeredIn(
  pay: Pick<Pay, 'currency' | 'period'>,
  amount: number,
  floor: Pick<Pay, 'currency' | 'period'>,
): number | undefined {
  const isSalary = pay.period === 'year' && floor.period !== 'year' && floor.period !== 'month'
  const offered = convertPay(amount, pay, floor)
  return offered === undefined ? undefined : offered * (isSalary ? SALARY_WORTH : 1)
}
