import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { readConfig } from '../../server/config.ts'
import { openStore } from '../../server/open-store.ts'
import { Teardown } from '../../server/platform/teardown.ts'

const STORE = 'guildhall.db'
const COPY = 'copy.db'
let made: Promise<string> | undefined

/** Puts an embedded store that is up to date, and empty, into a folder; its tables are made once in each test process. */
export async function copyEmptyStore(dataDir: string): Promise<void> {
  made ??= makeStore()
  copyFileSync(join(await made, COPY), join(dataDir, STORE))
}

async function makeStore(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-empty-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await using teardown = new Teardown()
  const { queries } = await openStore(readConfig({ DATA_DIR: folder }), teardown)
  // Its own file may lack what is still in the log beside it.
  await sql`vacuum into ${sql.lit(join(folder, COPY))}`.execute(queries)
  return folder
}
