import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { openSqlite } from './sqlite.ts'

/** Has a file to itself until it has heard a word and a while has passed: whoever opens it cannot hear anything meanwhile. */
const HOLDER = `
const { parentPort, workerData: { module, path } } = require('node:worker_threads')
const { DatabaseSync } = require(module)
const database = new DatabaseSync(path)
database.exec('create table kept (id integer); begin exclusive')
parentPort.postMessage('held')
parentPort.once('message', () => setTimeout(() => { database.exec('commit'); database.close() }, 300))
`

test('a file that somebody has to themselves at the moment is waited for, and opened then', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-sqlite-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'held.db')
  const isBuiltIn = Number(process.versions.node.split('.')[0]) >= 24
  const module = isBuiltIn ? 'node:sqlite' : createRequire(import.meta.url).resolve('@photostructure/sqlite')
  const holder = new Worker(HOLDER, { eval: true, workerData: { module, path } })
  onTestFinished(async () => void (await holder.terminate()))
  await once(holder, 'message')
  holder.postMessage('open it now')
  const database = openSqlite(path)
  expect(database.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' })
  database.close()
})
