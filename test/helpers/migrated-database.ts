import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ALL_MIGRATIONS } from '../../server/migrations.ts'
import { type Database, openDatabase } from '../../server/platform/database.ts'
import { migrate } from '../../server/platform/migrate.ts'
import { freshDatabase } from './services.ts'

export interface MigratedDatabase extends AsyncDisposable {
  database: Database
}

/** An empty store with all tables, for contracts. */
export async function migratedDatabase(kind: Database['kind']): Promise<MigratedDatabase> {
  if (kind === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'guildhall-store-'))
    const database = openDatabase({ kind, path: join(folder, 'guildhall.db') })
    await migrate(database, ALL_MIGRATIONS)
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
  await migrate(database, ALL_MIGRATIONS)
  return {
    database,
    async [Symbol.asyncDispose]() {
      await database.close()
      await fresh[Symbol.asyncDispose]()
    },
  }
}
