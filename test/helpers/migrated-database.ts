import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ALL_MIGRATIONS } from '../../server/migrations.ts'
import { type Database, openDatabase } from '../../server/platform/database.ts'
import { migrate } from '../../server/platform/migrate.ts'
import { copyEmptyStore } from './empty-store.ts'
import { databaseNamed, emptyDatabase, type TestDatabase, withServer } from './services.ts'

/** Of our own: whoever is first makes the tables, and the others wait. */
const LOCK = 7_302_611

let made: Promise<string> | undefined

export interface MigratedDatabase extends AsyncDisposable {
  database: Database
}

/** An empty store with all tables, for contracts. */
export async function migratedDatabase(kind: Database['kind']): Promise<MigratedDatabase> {
  if (kind === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'guildhall-store-'))
    await copyEmptyStore(folder)
    const database = openDatabase({ kind, path: join(folder, 'guildhall.db') })
    return {
      database,
      async [Symbol.asyncDispose]() {
        await database.close()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  }
  const fresh = await freshDatabase()
  const database = openDatabase({ kind, url: fresh.url })
  return {
    database,
    async [Symbol.asyncDispose]() {
      await database.close()
      await fresh[Symbol.asyncDispose]()
    },
  }
}

/** A PostgreSQL database of its own, with all tables and nothing in them. */
export async function freshDatabase(): Promise<TestDatabase> {
  made ??= makeTables()
  return await emptyDatabase(await made)
}

/** Once for these migrations: to make the tables takes ten times as long as to copy them. @returns the database's name. */
async function makeTables(): Promise<string> {
  const name = `tables_${createHash('sha256').update(ALL_MIGRATIONS.join()).digest('hex').slice(0, 16)}`
  await withServer(async (server) => {
    await server.query('select pg_advisory_lock($1)', [LOCK])
    const { rowCount } = await server.query('select from pg_database where datname = $1', [name])
    if (rowCount === 1) return
    const unfinished = `${name}_unfinished`
    await server.query(`drop database if exists ${unfinished}`)
    await server.query(`create database ${unfinished}`)
    const database = openDatabase({ kind: 'postgres', url: databaseNamed(unfinished) })
    await migrate(database, ALL_MIGRATIONS)
    await database.close()
    await server.query(`alter database ${unfinished} rename to ${name}`)
  })
  return name
}
