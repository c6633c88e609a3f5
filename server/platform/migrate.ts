import { type Migration, Migrator, sql } from 'kysely'
import type { Database } from './database.ts'

/** What a migration may need to know of the database it runs on. */
export interface Dialect {
  kind: Database['kind']
  /** Column type of bytes. */
  blob: ReturnType<typeof sql>
}

/** One module's migrations, by a name that sorts by age: '0001_members'. */
export type Migrations = (dialect: Dialect) => Record<string, Migration>

/**
 * Brings the database up to date. Runs under a lock: the data folder's on SQLite, Kysely's advisory lock on PostgreSQL.
 * @throws the error of the migration that failed; those before it stay applied.
 */
export async function migrate(database: Database, modules: readonly Migrations[]): Promise<string[]> {
  const dialect: Dialect = { kind: database.kind, blob: database.kind === 'sqlite' ? sql`blob` : sql`bytea` }
  const all: Record<string, Migration> = {}
  for (const module of modules) Object.assign(all, module(dialect))
  const migrator = new Migrator({
    db: database.queries,
    provider: { getMigrations: () => Promise.resolve(all) },
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
  return (results ?? []).map((result) => result.migrationName)
}
