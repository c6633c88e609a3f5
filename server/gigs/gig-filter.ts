import type { ParsedGig } from '../../shared/gigs.ts'
import type { OpenGig } from './matching/match-index.ts'
import { convertPay } from './matching/pay-rates.ts'
import { isWithin } from './parsing/places.ts'
import { canonicalSkill } from './vocabulary/skill-vocabulary.ts'

const MAX_FACETS = 60

/** What a gig must be to be listed; what is undefined does not matter. */
export interface GigFilter {
  skills?: readonly string[] | undefined
  minPay?: number | undefined
  mode?: ParsedGig['mode'] | undefined
  type?: ParsedGig['types'][number] | undefined
  region?: string | undefined
  source?: string | undefined
}

export interface GigFacets {
  skills: string[]
  regions: string[]
  sources: string[]
}

/** `currency`: of `minPay`, which is per hour. */
export function passes({ parsed, source }: OpenGig, filter: GigFilter, currency: string): boolean {
  const { skills = [], minPay, mode, type, region } = filter
  if (filter.source !== undefined && source.name !== filter.source) return false
  if (mode !== undefined && parsed.mode !== mode && parsed.mode !== 'either') return false
  if (type !== undefined && !parsed.types.includes(type)) return false
  if (region !== undefined && !isOpenTo(parsed, region)) return false
  if (minPay !== undefined && minPay > 0 && !(hourlyAtMost(parsed, currency) >= minPay)) return false
  if (skills.length === 0) return true
  const asked = new Set([...parsed.skills.must, ...parsed.skills.nice])
  return skills.some((skill) => asked.has(canonicalSkill(skill)))
}

export function facetsOf(gigs: Iterable<OpenGig>): GigFacets {
  const counts = {
    skills: new Map<string, number>(),
    regions: new Map<string, number>(),
    sources: new Map<string, number>(),
  }
  const count = (facet: keyof GigFacets, value: string) => counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1)
  for (const { parsed, source } of gigs) {
    for (const skill of new Set([...parsed.skills.must, ...parsed.skills.nice])) count('skills', skill)
    for (const region of parsed.regions ?? []) count('regions', region)
    count('sources', source.name)
  }
  return { skills: mostCommon(counts.skills), regions: mostCommon(counts.regions), sources: mostCommon(counts.sources) }
}

/** A gig that names no place, or none as a rule, is open to all. */
function isOpenTo({ regions, regionsHard }: ParsedGig, region: string): boolean {
  return regions === null || !regionsHard || regions.some((one) => one === region || isWithin(region, one))
}

/** NaN: it does not say, or not by time. */
function hourlyAtMost({ pay }: ParsedGig, currency: string): number {
  const most = pay?.max ?? pay?.min ?? null
  if (pay === null || most === null) return Number.NaN
  return convertPay(most, pay, { currency, period: 'hour' }) ?? Number.NaN
}

function mostCommon(counts: ReadonlyMap<string, number>): string[] {
  const sorted = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return sorted.slice(0, MAX_FACETS).map(([value]) => value)
}
