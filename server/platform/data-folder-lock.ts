import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openSqlite, type SqliteDatabase } from './sqlite.ts'

/**
 * Takes the data folder for this process. The lock is SQLite's own file lock, which the kernel drops with the
 * process, so that a `kill -9` never leaves a stale one.
 * @throws Error when another hub has it.
 */
export function lockDataFolder(dataDir: string): Disposable {
  mkdirSync(dataDir, { recursive: true })
  let database: SqliteDatabase | undefined
  try {
    // Opening it already fails while another process has it.
    database = openSqlite(join(dataDir, 'lock.db'), { busyMs: 0 })
    database.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
  } catch (cause) {
    database?.close()
    throw new Error(
      `Another hub is running on the data folder ${dataDir}. Stop it first, or give this one its own DATA_DIR.`,
      { cause },
    )
  }
  const taken = database
  return { [Symbol.dispose]: () => taken.close() }
}
