import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import pg from 'pg'
import { describe } from 'vitest'

/**
 * The servers that `npm test` has started. A suite whose server is missing is skipped, and `npm test` says so at
 * its end; in CI that is a failure.
 */
export const databaseUrl = process.env['TEST_DATABASE_URL']
export const redisUrl = process.env['TEST_REDIS_URL']
export const chromiumPath = process.env['CHROMIUM_PATH']

/** Where Debian puts them. */
const APERTIUM_MODES = '/usr/share/apertium/modes'
const hasApertium = ['eng-spa', 'spa-eng', 'spa-cat', 'cat-spa'].every((pair) =>
  existsSync(`${APERTIUM_MODES}/${pair}.mode`),
)

export const describeApertium = describe.skipIf(!hasApertium)
export const describePostgres = describe.skipIf(databaseUrl === undefined)
export const describeNodes = describe.skipIf(redisUrl === undefined || databaseUrl === undefined)
export const describeBrowser = describe.skipIf(chromiumPath === undefined)

export interface TestDatabase extends AsyncDisposable {
  url: string
}

/** An empty database of its own, dropped at the end. */
export async function freshDatabase(): Promise<TestDatabase> {
  if (databaseUrl === undefined) throw new Error('TEST_DATABASE_URL is not set; run the tests with `npm test`')
  const name = `test_${randomBytes(6).toString('hex')}`
  await execute(databaseUrl, `create database ${name}`)
  const url = new URL(databaseUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => execute(databaseUrl, `drop database ${name} with (force)`),
  }
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
