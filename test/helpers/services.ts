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

/** A database of its own, dropped at the end: empty, or a copy of `template`. */
export async function emptyDatabase(template = 'template1'): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await withServer((server) => server.query(`create database ${name} template ${template}`))
  return {
    url: databaseNamed(name),
    [Symbol.asyncDispose]: () => withServer((server) => server.query(`drop database ${name} with (force)`)),
  }
}

export function databaseNamed(name: string): string {
  if (databaseUrl === undefined) throw new Error('TEST_DATABASE_URL is not set; run the tests with `npm test`')
  const url = new URL(databaseUrl)
  url.pathname = `/${name}`
  return url.href
}

export async function withServer(work: (server: pg.Client) => Promise<unknown>): Promise<void> {
  const server = new pg.Client({ connectionString: databaseUrl })
  await server.connect()
  try {
    await work(server)
  } finally {
    await server.end()
  }
}
