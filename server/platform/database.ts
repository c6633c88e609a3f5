import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Schema } from '../schema.ts'
import { SqliteDialect } from './sqlite-dialect.ts'

/** Where the hub keeps its state. */
export type DatabaseTarget = { kind: 'sqlite'; path: string } | { kind: 'postgres'; url: string }

/** A handle for queries; a transaction is one, too. */
export type Queries = Kysely<Schema>

export interface Database {
  readonly kind: DatabaseTarget['kind']
  readonly target: DatabaseTarget
  readonly queries: Queries
  close(): Promise<void>
}

export function databaseTarget(config: { databaseUrl: string | undefined; dataDir: string }): DatabaseTarget {
  if (config.databaseUrl !== undefined) return { kind: 'postgres', url: config.databaseUrl }
  mkdirSync(config.dataDir, { recursive: true })
  return { kind: 'sqlite', path: join(config.dataDir, 'guildhall.db') }
}

export function openDatabase(target: DatabaseTarget): Database {
  const queries = new Kysely<Schema>({
    dialect: target.kind === 'sqlite' ? new SqliteDialect(target.path) : postgres(target.url),
  })
  return { kind: target.kind, target, queries, close: () => queries.destroy() }
}

function postgres(url: string): PostgresDialect {
  return new PostgresDialect({ pool: postgresPool(url, 10) })
}

/** Type 20 is int8; ours are counts and milliseconds, all below 2^53. */
export function postgresPool(url: string, max: number): pg.Pool {
  const types = new pg.TypeOverrides()
  types.setTypeParser(20, Number)
  const pool = new pg.Pool({ connectionString: url, max, types, connectionTimeoutMillis: 10_000 })
  // A dropped idle connection is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => {})
  // The pool listens to idle ones alone: one that is cut off within a transaction says so to whoever asks it next.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
