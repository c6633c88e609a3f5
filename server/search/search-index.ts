import type { RawBuilder } from 'kysely'
import type { Queries } from '../platform/database.ts'
import type { Term } from './words.ts'

/** Finds entries by their words. `test/integration/search.test.ts` proves both implementations. */
export interface SearchIndex {
  /** Inserts or replaces the words of entries, at most some hundred at once; those of a deleted entry go with it. */
  put(queries: Queries, entries: readonly EntryWords[]): Promise<void>
  /** What asks the store, for `terms` of which there is at least one. */
  lookUp(terms: readonly Term[]): LookUp
}

export interface EntryWords {
  /** Of `search_entries`. */
  n: number
  title: readonly string[]
  body: readonly string[]
}

export interface LookUp {
  /** Joined to `search_entries`; '' where there is nothing to join. */
  join: RawBuilder<unknown>
  condition: RawBuilder<unknown>
  /** Ascending: the best first. */
  order: RawBuilder<unknown>
}
