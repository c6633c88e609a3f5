import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { openAdmin } from '../../server/admin.ts'
import { readConfig } from '../../server/config.ts'
import { HubProcess } from '../helpers/hub-process.ts'
import { freshDatabase } from '../helpers/migrated-database.ts'
import { databaseUrl } from '../helpers/services.ts'
import { connect, eventually, openSocket, savedCounts, writer } from '../helpers/sync-client.ts'

const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 50)
const WRITERS = 3

interface Round {
  /** Unique words, in the order in which they were sent. */
  sent: string[]
  saved: number
}

test('S30 S36 on SQLite, nothing saved is lost to kill -9', async () => {
  await killRounds({})
})

test.skipIf(databaseUrl === undefined)('S30 S36 on PostgreSQL, nothing saved is lost to kill -9', async () => {
  await using database = await freshDatabase()
  await killRounds({ DATABASE_URL: database.url })
})

async function killRounds(store: Record<string, string>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-kill-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  // Compaction at every turn, so that many kills hit one.
  const env = { ...store, DATA_DIR: dataDir, SYNC_COMPACT_EVERY: '10', SYNC_VERSION_EVERY_MINUTES: '1' }
  const rounds: Round[] = []
  let token = ''
  let lostUnsaved = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    await using hub = await HubProcess.start(env)
    token ||= await ownerToken(env)
    await expectWhole(hub, token, rounds)
    const writers = await Promise.all(
      Array.from({ length: WRITERS }, async (_, index) => {
        const socket = await openSocket(hub, 'kept', { token, saved: '1' })
        const saved = savedCounts(socket)
        const own: Round = { sent: [], saved: 0 }
        return { doc: writer(socket), saved, round: own, name: `r${round}w${index}` }
      }),
    )
    const until = performance.now() + 20 + Math.random() * 600
    while (performance.now() < until) {
      for (const {
        doc,
        round: { sent },
        name,
      } of writers) {
        const word = `${name}e${sent.length}`
        sent.push(word)
        doc.getArray('words').push([word])
      }
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 4))
    }
    await hub.kill()
    for (const { round: done, saved } of writers) {
      done.saved = saved.at(-1) ?? 0
      lostUnsaved += done.sent.length - done.saved
      rounds.push(done)
    }
  }
  await using hub = await HubProcess.start(env)
  const { words } = await expectWhole(hub, token, rounds)
  const saved = rounds.reduce((sum, round) => sum + round.saved, 0)
  console.log(`${ROUNDS} kills: ${saved} saved edits, 0 lost; ${words} edits there; ${lostUnsaved} were not yet saved`)
}

/** Two fresh replicas agree, hold every saved word of each writer in order, and none twice. */
async function expectWhole(hub: HubProcess, token: string, rounds: readonly Round[]): Promise<{ words: number }> {
  const replicas = [connect(hub, 'kept', { token }), connect(hub, 'kept', { token })]
  await eventually(() => expect(replicas.every(({ synced }) => synced)).toBe(true))
  const [first, second] = replicas.map(({ doc }) => doc.getArray<string>('words').toArray())
  expect(second).toEqual(first)
  const present = new Set(first)
  expect(present.size).toBe(first?.length)
  for (const { sent, saved } of rounds) {
    expect(sent.slice(0, saved).filter((word) => !present.has(word))).toEqual([])
  }
  for (const replica of replicas) {
    expect(replica.doc.store.pendingStructs).toBeNull()
    expect(Y.encodeStateVector(replica.doc)).toEqual(Y.encodeStateVector(replicas[0]?.doc ?? replica.doc))
    replica.destroy()
  }
  return { words: present.size }
}

/** The demo is off, so the first start has made no community: the hub's own start-up has, for its owner. */
async function ownerToken(env: Record<string, string>): Promise<string> {
  await using admin = await openAdmin(readConfig(env))
  const owner = await admin.ownerOf(undefined)
  return (await admin.tokens.create(owner, { name: 'kill', scopes: ['sync:create'] })).secret
}
