import type { ParsedGig } from '../../../shared/gigs.ts'
import { isWithin, placeName } from '../parsing/places.ts'
import { payWords, utc } from './in-words.ts'
import { offeredIn } from './pay-rates.ts'
import type { Person, Trait } from './person.ts'

/** A hard rule, of the gig or of the profile, that keeps the two apart. */
export interface Gate {
  of: Trait['name'] | 'availability'
  closes(gig: ParsedGig, person: Person): boolean
  say(gig: ParsedGig, person: Person): string
}

/** Summer time moves an offset by one hour; a gig's range of zones does not say which. */
const HOURS_SLACK = 1
/** Who asks for one zone's hours can mostly do with those of somebody near it. */
const ONE_ZONE_SLACK = 3

const AVAILABLE: Gate = {
  of: 'availability',
  closes: (_gig, { profile }) => !profile.available,
  say: () => 'Your profile says that you are not available',
}

const PLACE: Gate = {
  of: 'places',
  closes({ regions, regionsHard }, { profile }) {
    // Who has not said where they may work is not shut out: the place is a reason then, not a gate.
    if (regions === null || regions.length === 0 || !regionsHard || profile.places.length === 0) return false
    return !profile.places.some((country) => regions.some((region) => isWithin(country, region)))
  },
  say: ({ regions }, { profile }) =>
    `Only for people in ${(regions ?? []).map(placeName).join(', ')}; your profile says ${profile.places.map(placeName).join(', ')}`,
}

const HOURS: Gate = {
  of: 'hours',
  closes: ({ tz }, { utcOffset }) =>
    tz !== null && utcOffset !== null && (utcOffset < tz[0] - slackOf(tz) || utcOffset > tz[1] + slackOf(tz)),
  say: ({ tz }, { utcOffset }) =>
    tz === null || utcOffset === null ? '' : `Asks for ${utc(tz[0])} to ${utc(tz[1])}; you are at ${utc(utcOffset)}`,
}

function slackOf([low, high]: readonly [number, number]): number {
  return low === high ? ONE_ZONE_SLACK : HOURS_SLACK
}

const LANGUAGE: Gate = {
  of: 'languages',
  closes: (gig, { profile }) => profile.languages.length > 0 && missingLanguages(gig, profile.languages).length > 0,
  say(gig, { profile }) {
    const names = new Intl.DisplayNames('en', { type: 'language' })
    const missing = missingLanguages(gig, profile.languages).map((code) => names.of(code) ?? code)
    return `Asks for ${missing.join(' and ')}, which your profile does not have`
  },
}

const FLOOR: Gate = {
  of: 'floor',
  closes({ pay }, { profile: { rateFloor } }) {
    const best = pay?.max ?? pay?.min ?? null
    if (pay === null || best === null || rateFloor === null) return false
    const offered = offeredIn(pay, best, rateFloor)
    return offered !== undefined && offered < rateFloor.amountCents / 100
  },
  say({ pay }, { profile: { rateFloor } }) {
    if (pay === null || rateFloor === null) return ''
    const floor = rateFloor.amountCents / 100
    return `Pays ${payWords(pay) ?? 'less'}, below your floor of ${payWords({ ...rateFloor, min: floor, max: floor })}`
  },
}

export const GATES: readonly Gate[] = [AVAILABLE, PLACE, HOURS, LANGUAGE, FLOOR]

/** @returns the first gate that is closed; undefined: none. */
export function closedBy(gig: ParsedGig, person: Person): Gate | undefined {
  return GATES.find((gate) => gate.closes(gig, person))
}

function missingLanguages({ languages }: ParsedGig, spoken: readonly string[]): string[] {
  return languages.filter((language) => !spoken.includes(language))
}
