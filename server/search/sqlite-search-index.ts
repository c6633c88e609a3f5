import { sql } from 'kysely'
import type { Queries } from '../platform/database.ts'
import type { EntryWords, LookUp, SearchIndex } from './search-index.ts'
import type { Term } from './words.ts'

/** A word in a title counts as much as this many in the text. */
const TITLE_WEIGHT = 8

/** On FTS5. Words are cut before they come here, so its own tokenizer only takes them apart at the spaces. */
export class SqliteSearchIndex implements SearchIndex {
  async put(queries: Queries, entries: readonly EntryWords[]): Promise<void> {
    const rows = entries.map(({ n, title, body }) => sql`(${n}, ${title.join(' ')}, ${body.join(' ')})`)
    await sql`insert or replace into search_words (rowid, title, body) values ${sql.join(rows)}`.execute(queries)
  }

  lookUp(terms: readonly Term[]): LookUp {
    // Folded words hold letters and digits only, so none can end the quotes.
    const match = terms
      .flatMap(({ words, isPrefix }) => words.map((word) => (isPrefix ? `"${word}"*` : `"${word}"`)))
      .join(' ')
    return {
      join: sql`join search_words on search_words.rowid = search_entries.n`,
      condition: sql`search_words match ${match}`,
      order: sql`bm25(search_words, ${sql.lit(TITLE_WEIGHT)}, 1)`,
    }
  }
}
