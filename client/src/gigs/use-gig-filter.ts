import { useSearchParams } from 'wouter'
import { gigEndpoints } from '../../../shared/gigs.ts'
import type { GigFilter } from './gig-queries.ts'

/** Kept in the address, so that a list can be kept as a bookmark and is there again after a look at one gig. */
const KEYS = [
  'sort',
  'minScore',
  'ineligible',
  'skills',
  'minPay',
  'mode',
  'type',
  'region',
  'source',
  'unanswered',
] as const
type Key = (typeof KEYS)[number]

export interface FilterState {
  filter: GigFilter
  values: Partial<Record<Key, string>>
  /** How many of them narrow the list. */
  count: number
  set: (key: Key, value: string | null) => void
  clear: () => void
}

export function useGigFilter(): FilterState {
  const [search, setSearch] = useSearchParams()
  const values: Partial<Record<Key, string>> = {}
  for (const key of KEYS) {
    const value = search.get(key)
    // What the hub would refuse is left out: an address may come from anywhere.
    if (value !== null && gigEndpoints.list.query.safeParse({ [key]: value }).success) values[key] = value
  }
  const change = (edit: (next: URLSearchParams) => void) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before)
        edit(next)
        return next
      },
      { replace: true },
    )
  return {
    filter: values as GigFilter,
    values,
    count: KEYS.filter((key) => key !== 'sort' && key !== 'ineligible' && values[key] !== undefined).length,
    set: (key, value) => change((next) => (value === null || value === '' ? next.delete(key) : next.set(key, value))),
    clear: () => change((next) => KEYS.forEach((key) => key !== 'sort' && next.delete(key))),
  }
}
