import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Queries } from '../../server/platform/database.ts'
import { prepared } from '../../server/platform/prepared.ts'
import { type MigratedDatabase, migratedDatabase } from '../helpers/migrated-database.ts'
import { describePostgres } from '../helpers/services.ts'

interface Row extends Record<string, string | number | null> {
  platform: string
  workspace_id: string
  person_id: string
  language: string | null
  is_opted_out: number
}

const insert = prepared((queries: Queries, { rows }: { rows: readonly Row[] }) =>
  queries.insertInto('chat_translation_settings').values(rows).returning('person_id'),
)

const readers = prepared((queries: Queries, { language, people }: { language: string; people: readonly string[] }) =>
  queries
    .selectFrom('chat_translation_settings')
    .select(['person_id', 'language'])
    .where('platform', '=', 'discord')
    .where('language', '=', language)
    .where('person_id', 'in', people)
    .orderBy('person_id'),
)

const choose = prepared((queries: Queries, { personId, set }: { personId: string; set: { language: string | null } }) =>
  queries
    .updateTable('chat_translation_settings')
    .set(set)
    .where('person_id', '=', personId)
    .returning(['person_id', 'language']),
)

// Both at once: what was made for one store must not be asked of the other.
describe('a query that is put together once, on SQLite', () => contract('sqlite'))
describePostgres('a query that is put together once, on PostgreSQL', () => contract('postgres'))

function contract(kind: 'sqlite' | 'postgres'): void {
  let store: MigratedDatabase
  let queries: Queries
  beforeAll(async () => {
    store = await migratedDatabase(kind)
    queries = store.database.queries
  })
  afterAll(() => store[Symbol.asyncDispose]())

  const row = (id: string, language: string | null): Row => {
    return { platform: 'discord', workspace_id: '', person_id: id, language, is_opted_out: 0 }
  }
  const idsOf = (rows: readonly { person_id: string }[]) => rows.map(({ person_id }) => person_id)

  test('takes the values of each call, and lists of any length', async () => {
    expect(idsOf(await insert(queries, { rows: [row('a', 'de')] }))).toEqual(['a'])
    expect(idsOf(await insert(queries, { rows: [row('b', 'ja'), row('c', null), row('d', 'de')] }))).toHaveLength(3)
    expect(idsOf(await insert(queries, { rows: [row('e', 'de')] }))).toEqual(['e'])
    const found = async (language: string, people: readonly string[]) =>
      idsOf(await readers(queries, { language, people }))
    expect(await found('de', ['a', 'b', 'c', 'd', 'e'])).toEqual(['a', 'd', 'e'])
    expect(await found('ja', ['b'])).toEqual(['b'])
    expect(await found('de', ['b'])).toEqual([])
    expect(await found('de', ['e', 'd'])).toEqual(['d', 'e'])
    for (let length = 1; length <= 80; length += 1) {
      const others = Array.from({ length }, (_, at) => `nobody ${at}`)
      expect(await found('de', [...others, 'd'])).toEqual(['d'])
    }
  })

  test('stores null, and belongs to the transaction that it is asked in', async () => {
    await insert(queries, { rows: [row('x', 'de')] })
    const failing = queries.transaction().execute(async (transaction) => {
      expect(await choose(transaction, { personId: 'x', set: { language: null } })).toEqual([
        { person_id: 'x', language: null },
      ])
      throw new Error('taken back')
    })
    await expect(failing).rejects.toThrow('taken back')
    expect(await readers(queries, { language: 'de', people: ['x'] })).toEqual([{ person_id: 'x', language: 'de' }])
    await choose(queries, { personId: 'x', set: { language: null } })
    expect(await readers(queries, { language: 'de', people: ['x'] })).toEqual([])
  })
}
