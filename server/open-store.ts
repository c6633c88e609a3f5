import type { HubConfig } from './config.ts'
import { ALL_MIGRATIONS } from './migrations.ts'
import { lockDataFolder } from './platform/data-folder-lock.ts'
import { type Database, databaseTarget, openDatabase } from './platform/database.ts'
import { migrate } from './platform/migrate.ts'
import type { Teardown } from './platform/teardown.ts'

/** The hub's tables, as this version has them. @throws Error when another process has the data folder. */
export async function openStore(config: HubConfig, teardown: Teardown): Promise<Database> {
  const target = databaseTarget(config)
  if (target.kind === 'sqlite') {
    const lock = lockDataFolder(config.dataDir)
    teardown.add(() => lock[Symbol.dispose]())
  }
  const database = openDatabase(target)
  teardown.add(() => database.close())
  await migrate(database, ALL_MIGRATIONS)
  return database
}
