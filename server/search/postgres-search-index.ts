import { sql } from 'kysely'
import type { Queries } from '../platform/database.ts'
import type { EntryWords, LookUp, SearchIndex } from './search-index.ts'
import type { Term } from './words.ts'

/** tsvector knows no higher position, and keeps this many of one word. */
const MAX_POSITION = 16_383
const MAX_PLACES = 50

/** On tsvector, written word by word: PostgreSQL's own parser cuts by its locale, and no Japanese at all. */
export class PostgresSearchIndex implements SearchIndex {
  async put(queries: Queries, entries: readonly EntryWords[]): Promise<void> {
    const rows = entries.map(({ n, title, body }) => sql`(${n}::integer, ${vectorOf(title, body)}::tsvector)`)
    await sql`update search_entries set words = given.words
      from (values ${sql.join(rows)}) as given (n, words) where search_entries.n = given.n`.execute(queries)
  }

  lookUp(terms: readonly Term[]): LookUp {
    const query = terms
      .flatMap(({ words, isPrefix }) => words.map((word) => (isPrefix ? `'${word}':*` : `'${word}'`)))
      .join(' & ')
    return {
      join: sql``,
      condition: sql`search_entries.words @@ ${query}::tsquery`,
      order: sql`-ts_rank(search_entries.words, ${query}::tsquery)`,
    }
  }
}

function vectorOf(title: readonly string[], body: readonly string[]): string {
  const places = new Map<string, string[]>()
  const add = (words: readonly string[], from: number, weight: string) => {
    for (const [index, word] of words.entries()) {
      const known = places.get(word) ?? []
      if (known.length < MAX_PLACES) known.push(`${Math.min(from + index + 1, MAX_POSITION)}${weight}`)
      places.set(word, known)
    }
  }
  add(title, 0, 'A')
  add(body, title.length, '')
  return [...places].map(([word, at]) => `'${word}':${at.join(',')}`).join(' ')
}
