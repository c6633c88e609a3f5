import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SqliteDialect } from '../../server/platform/sqlite-dialect.ts'
import { openSqlite } from '../../server/platform/sqlite.ts'

interface Tables {
  words: { id: number; word: string }
}

describe('the embedded store', () => {
  let path: string

  const open = async () => {
    const queries = new Kysely<Tables>({ dialect: new SqliteDialect(path) })
    await sql`create table if not exists words (id integer primary key, word text not null unique)`.execute(queries)
    return Object.assign(queries, { [Symbol.asyncDispose]: () => queries.destroy() })
  }
  const add = (queries: Kysely<Tables>, word: string) =>
    queries
      .insertInto('words')
      .values({ word } as never)
      .execute()
  const all = async (queries: Kysely<Tables>) =>
    (await queries.selectFrom('words').select('word').orderBy('id').execute()).map(({ word }) => word)

  beforeEach(() => {
    path = join(mkdtempSync(join(tmpdir(), 'guildhall-sqlite-')), 'guildhall.db')
  })

  afterEach(() => rmSync(dirname(path), { recursive: true }))

  it('shows nothing of a transaction before its end, however often it is asked and wherever that query runs', async () => {
    await using queries = await open()
    for (let times = 0; times < 30; times += 1) await all(queries)
    await queries.transaction().execute(async (transaction) => {
      await add(transaction, 'one')
      expect(await all(transaction)).toEqual(['one'])
      expect(await all(queries)).toEqual([])
    })
    expect(await all(queries)).toEqual(['one'])
  })

  it('answers with the columns that a table has by now, and with each that was asked for', async () => {
    await using queries = await open()
    await add(queries, 'one')
    const rows = async () => await queries.selectFrom('words').selectAll().execute()
    // In a thread first, then on the event loop.
    for (let times = 0; times < 3; times += 1) expect(await rows()).toEqual([{ id: 1, word: 'one' }])
    await sql`alter table words add column size integer not null default 3`.execute(queries)
    for (let times = 0; times < 3; times += 1) expect(await rows()).toEqual([{ id: 1, word: 'one', size: 3 }])
    const twice = await sql`select word, id, word, size as "7" from words`.execute(queries)
    expect(twice.rows).toEqual([{ word: 'one', id: 1, 7: 3 }])
  })

  it('takes back all of a transaction that fails, and none of the one that follows', async () => {
    await using queries = await open()
    await add(queries, 'one')
    const failing = queries.transaction().execute(async (transaction) => {
      await add(transaction, 'two')
      await add(transaction, 'one')
    })
    const following = queries.transaction().execute((transaction) => add(transaction, 'three'))
    await expect(failing).rejects.toThrow(/UNIQUE/)
    await following
    expect(await all(queries)).toEqual(['one', 'three'])
  })

  it('waits for another writer of the file without holding up the event loop', async () => {
    await using queries = await open()
    const other = openSqlite(path)
    other.exec('begin immediate')
    let isDone = false
    const writing = queries
      .transaction()
      .execute((transaction) => add(transaction, 'mine'))
      .then(() => (isDone = true))
    let turns = 0
    while (turns < 20) turns += await new Promise<number>((resolve) => setTimeout(() => resolve(1), 1))
    expect(isDone).toBe(false)
    other.exec('commit')
    other.close()
    await writing
    expect(await all(queries)).toEqual(['mine'])
  })

  it('leaves sockets their turn in the middle of a long transaction', async () => {
    await using queries = await open()
    let turns = 0
    const timer = setInterval(() => (turns += 1), 1)
    await queries.transaction().execute(async (transaction) => {
      for (let at = 0; at < 3_000; at += 1) await add(transaction, `word ${at}`)
    })
    clearInterval(timer)
    expect(turns).toBeGreaterThan(2)
    expect(await all(queries)).toHaveLength(3_000)
  })

  it('writes what is no transaction in turn with those that are', async () => {
    await using queries = await open()
    await Promise.all(
      Array.from({ length: 60 }, async (_, at) =>
        at % 2 === 0
          ? await add(queries, `alone ${at}`)
          : await queries.transaction().execute((transaction) => add(transaction, `together ${at}`)),
      ),
    )
    expect(await all(queries)).toHaveLength(60)
  })

  it.each(['transactions', 'inserts'])('does not let its log grow for as long as somebody writes %s', async (kind) => {
    await using queries = await open()
    const page = 'x'.repeat(4_096)
    let written = 0
    const write = async () => {
      while (written < 3_000) {
        written += 1
        const word = `${written}${page.repeat(6)}`
        if (kind === 'inserts') await add(queries, word)
        else await queries.transaction().execute((transaction) => add(transaction, word))
      }
    }
    await Promise.all([write(), write(), write(), write()])
    // Without that, it is some 200 MB by now.
    expect(statSync(`${path}-wal`).size).toBeLessThan(110e6)
  })
})
