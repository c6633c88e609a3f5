import type { ParsedGig, Reason } from '../../../shared/gigs.ts'
import { isWithin, placeName } from '../parsing/places.ts'
import { payWords, utc } from './in-words.ts'
import { convertPay } from './pay-rates.ts'
import type { PreparedProfile } from './prepared-profile.ts'

/** Summer time moves an offset by one hour; a gig's range of zones does not say which. */
const HOURS_SLACK = 1

/** @returns the first hard rule, of the gig or of the profile, that keeps the two apart; undefined: none. */
export function closedBecause(gig: ParsedGig, person: PreparedProfile): Reason | undefined {
  for (const gate of [unavailable, elsewhere, otherHours, otherLanguage, belowFloor]) {
    const text = gate(gig, person)
    if (text !== undefined) return { feature: 'not for you', kind: 'against', text, weight: -1 }
  }
  return undefined
}

function unavailable(_gig: ParsedGig, { profile }: PreparedProfile): string | undefined {
  return profile.available ? undefined : 'Your profile says that you are not available'
}

function elsewhere(gig: ParsedGig, { profile }: PreparedProfile): string | undefined {
  const { regions } = gig
  // Who has not said where they may work is not shut out: the place is a reason then, not a gate.
  if (regions === null || regions.length === 0 || !gig.regionsHard || profile.places.length === 0) return undefined
  if (profile.places.some((country) => regions.some((region) => isWithin(country, region)))) return undefined
  return `Only for people in ${regions.map(placeName).join(', ')}; your profile says ${profile.places.map(placeName).join(', ')}`
}

function otherHours({ tz }: ParsedGig, { utcOffset }: PreparedProfile): string | undefined {
  if (tz === null || (utcOffset >= tz[0] - HOURS_SLACK && utcOffset <= tz[1] + HOURS_SLACK)) return undefined
  return `Asks for ${utc(tz[0])} to ${utc(tz[1])}; you are at ${utc(utcOffset)}`
}

function otherLanguage(gig: ParsedGig, { profile }: PreparedProfile): string | undefined {
  if (profile.languages.length === 0) return undefined
  const missing = gig.languages.filter((language) => !profile.languages.includes(language))
  if (missing.length === 0) return undefined
  const names = new Intl.DisplayNames('en', { type: 'language' })
  return `Asks for ${missing.map((code) => names.of(code) ?? code).join(' and ')}, which your profile does not have`
}

function belowFloor({ pay }: ParsedGig, { profile: { rateFloor } }: PreparedProfile): string | undefined {
  const best = pay?.max ?? pay?.min ?? null
  if (pay === null || best === null || rateFloor === null) return undefined
  const floor = rateFloor.amountCents / 100
  const inFloor = convertPay(best, pay, rateFloor)
  if (inFloor === undefined || inFloor >= floor) return undefined
  const own = payWords({ min: floor, max: floor, currency: rateFloor.currency, period: rateFloor.period })
  return `Pays ${payWords(pay) ?? 'less'}, below your floor of ${own}`
}
