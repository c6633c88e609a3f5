import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openAdmin } from '../../server/admin.ts'
import { readConfig } from '../../server/config.ts'
import { HubProcess } from '../helpers/hub-process.ts'
import { freePort } from '../helpers/outages.ts'
import { connect } from '../helpers/sync-client.ts'

const SOCKETS = Number(process.env['STORM_SOCKETS'] ?? 2000)
const PER_DOCUMENT = 20

test('S25 when the hub is killed and comes back, all of its clients are in sync again by themselves', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-storm-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const env = {
    DATA_DIR: dataDir,
    PORT: String(await freePort()),
    SYNC_MAX_SOCKETS_PER_ADDRESS: '100000',
    SYNC_MAX_SOCKETS_PER_MEMBER: '100000',
  }
  let hub = await HubProcess.start(env)
  onTestFinished(() => hub.kill())
  await using admin = await openAdmin(readConfig(env))
  const owner = await admin.ownerOf(undefined)
  const token = (await admin.tokens.create(owner, { name: 'storm', scopes: ['sync:create'] })).secret
  const providers = Array.from({ length: SOCKETS }, (_, index) =>
    connect(hub, `storm-${Math.floor(index / PER_DOCUMENT)}`, { token }),
  )
  const synced = () => providers.filter((provider) => provider.wsconnected && provider.synced).length
  const all = (timeout: number) => vi.waitFor(() => expect(synced()).toBe(SOCKETS), { timeout, interval: 50 })
  const openedAt = performance.now()
  await all(120_000)
  console.log(`${SOCKETS} clients in sync after ${(performance.now() - openedAt).toFixed(0)} ms`)
  for (const [index, { doc }] of providers.entries()) doc.getArray('before').push([index])
  await vi.waitFor(
    () => {
      for (const { doc } of providers) expect(doc.getArray('before').length).toBe(PER_DOCUMENT)
    },
    { timeout: 120_000, interval: 200 },
  )

  await hub.kill()
  await vi.waitFor(() => expect(synced()).toBe(0), { timeout: 30_000 })
  for (const [index, { doc }] of providers.entries()) doc.getArray('away').push([index])
  const startedAt = performance.now()
  hub = await HubProcess.start(env)
  const upAfter = performance.now() - startedAt
  await all(120_000)
  console.log(
    `the hub was up after ${upAfter.toFixed(0)} ms, all were back ${(performance.now() - startedAt - upAfter).toFixed(0)} ms later`,
  )
  await vi.waitFor(
    () => {
      for (const { doc } of providers) {
        expect(doc.getArray('before').length).toBe(PER_DOCUMENT)
        expect(new Set(doc.getArray('away').toArray()).size).toBe(PER_DOCUMENT)
        expect(doc.getArray('away').length).toBe(PER_DOCUMENT)
      }
    },
    { timeout: 120_000, interval: 200 },
  )
})
