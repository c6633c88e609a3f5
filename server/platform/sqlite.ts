import { createRequire } from 'node:module'
import type { DatabaseSync, DatabaseSyncInstance } from '@photostructure/sqlite'

export type SqliteDatabase = DatabaseSyncInstance
export type SqliteValue = null | number | bigint | string | Uint8Array

/** How long a writer waits for others, in milliseconds. */
export const BUSY_MS = 10_000

/**
 * Opens a SQLite file through the `node:sqlite` API: Node's own from 24 on, `@photostructure/sqlite` before
 * (same API, prebuilt). The caller closes it.
 * `busyMs`: how long it and its statements wait for others, in milliseconds; 10 s unless told.
 * @throws Error as SQLite says it.
 */
export function openSqlite(path: string, options: { readOnly?: boolean; busyMs?: number } = {}): SqliteDatabase {
  const { DatabaseSync: Database } = sqliteModule()
  const database = new Database(path, { readOnly: options.readOnly ?? false })
  // First how long it waits: the others need the file to themselves for a moment, where another one has just been closed or killed.
  // WAL with synchronous=FULL calls fsync at each commit: what is committed survives a power cut.
  database.exec(
    `PRAGMA busy_timeout = ${options.busyMs ?? BUSY_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON`,
  )
  return database
}

function sqliteModule(): { DatabaseSync: typeof DatabaseSync } {
  const major = Number(process.versions.node.split('.')[0])
  // `require`, so that a bundler or an older Node never tries to resolve the built-in.
  return createRequire(import.meta.url)(major >= 24 ? 'node:sqlite' : '@photostructure/sqlite')
}
