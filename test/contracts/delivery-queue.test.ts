import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CompiledQuery, Kysely } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { dueDeliveries, giveUpStale, isAnythingDue, openIn } from '../../server/deliveries/delivery-queue.ts'
import type { Queries } from '../../server/platform/database.ts'
import { SqliteDialect } from '../../server/platform/sqlite-dialect.ts'
import { openSqlite, type SqliteValue } from '../../server/platform/sqlite.ts'
import type { Schema } from '../../server/schema.ts'
import { copyEmptyStore } from '../helpers/empty-store.ts'

test('what is asked of the outbox at each moment walks through no delivery that is done', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-outbox-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  await copyEmptyStore(folder)
  const path = join(folder, 'guildhall.db')
  const asked: CompiledQuery[] = []
  const queries: Queries = new Kysely<Schema>({
    dialect: new SqliteDialect(path),
    log({ query }) {
      asked.push(query)
    },
  })
  onTestFinished(() => queries.destroy())
  const now = Date.now()
  await dueDeliveries(queries, { platform: 'discord', communityId: undefined, max: 20 }, now)
  await dueDeliveries(queries, { platform: 'discord', communityId: 'c', max: 20 }, now)
  await isAnythingDue(queries, 'discord', now)
  await giveUpStale(queries, now)
  await queries.transaction().execute((transaction) => openIn(transaction, 'c', ['discord:w:1', 'discord:w:2']))

  const database = openSqlite(path, { readOnly: true })
  onTestFinished(() => database.close())
  const ways = asked.flatMap(({ sql, parameters }) =>
    database
      .prepare(`explain query plan ${sql}`)
      .all(...(parameters as SqliteValue[]))
      .map((step) => (step as { detail: string }).detail),
  )
  const intoOutbox = ways.filter((way) => /^(SCAN|SEARCH) (d|earlier|deliveries)\b/.test(way))
  expect(intoOutbox).toHaveLength(9)
  // Both hold only what is not done.
  for (const way of intoOutbox) expect(way).toMatch(/ INDEX deliveries_(due|open)\b/)
})
