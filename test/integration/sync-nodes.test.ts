import { describe, expect, test } from 'vitest'
import { CLOSE } from '../../shared/collab-protocol.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import { HubProcess } from '../helpers/hub-process.ts'
import { fragilePostgres, fragileRedis, postgresBin, redisServer } from '../helpers/outages.ts'
import { freshDatabase } from '../helpers/migrated-database.ts'
import { databaseUrl } from '../helpers/services.ts'
import { startHub, type TestHub } from '../helpers/start-hub.ts'
import {
  awarenessFrame,
  closeCode,
  connect,
  eventually,
  openSocket,
  savedCounts,
  textDocument,
  writer,
} from '../helpers/sync-client.ts'

const needed = [databaseUrl, redisServer, postgresBin]

async function ready(hub: { url: string }): Promise<{ checks: { redis: string; database: boolean } }> {
  return (await (await fetch(`${hub.url}/readyz`)).json()) as { checks: { redis: string; database: boolean } }
}

async function token(hub: TestHub): Promise<string> {
  return (await hub.owner.token('sync:create', 'sync:read', 'sync:write')).secret
}

describe.skipIf(needed.includes(undefined))('several nodes', () => {
  test('S70 S53 members on two nodes see each other’s edits and cursors, and see a cursor go', async () => {
    await using database = await freshDatabase()
    await using redis = await fragileRedis()
    const env = { DATABASE_URL: database.url, REDIS_URL: redis.url }
    await using first = await startHub({ env })
    await using second = await startHub({ env })
    const secret = await token(first)
    const here = connect(first, 'shared', { token: secret })
    const there = connect(second, 'shared', { token: secret })
    here.doc.getText('t').insert(0, 'from here, ')
    await eventually(() => expect(there.doc.getText('t').toString()).toBe('from here, '))
    there.doc.getText('t').insert(11, 'from there')
    await eventually(() => expect(here.doc.getText('t').toString()).toBe('from here, from there'))
    there.awareness.setLocalStateField('user', { name: 'Aiko' })
    await eventually(() =>
      expect(here.awareness.getStates().get(there.doc.clientID)).toEqual({ user: { name: 'Aiko' } }),
    )
    // One who comes later is shown who is there already, on whichever node.
    const late = connect(first, 'shared', { token: secret })
    await eventually(() => expect(late.awareness.getStates().has(there.doc.clientID)).toBe(true))
    there.destroy()
    await eventually(() => expect(here.awareness.getStates().has(there.doc.clientID)).toBe(false))
  })

  test('S50 nobody speaks from another node for a member’s cursor', async () => {
    await using database = await freshDatabase()
    await using redis = await fragileRedis()
    const env = { DATABASE_URL: database.url, REDIS_URL: redis.url }
    await using first = await startHub({ env })
    await using second = await startHub({ env })
    const documentId = await textDocument(first)
    const victim = connect(first, documentId, { token: await token(first) })
    const mallory = await first.createMember()
    const watcher = connect(second, documentId, { token: await token(first) })
    victim.awareness.setLocalStateField('user', { name: 'Olivia' })
    const id = victim.doc.clientID
    await eventually(() => expect(watcher.awareness.getStates().has(id)).toBe(true))
    const forger = await openSocket(second, documentId, { token: (await mallory.token('sync:write')).secret })
    forger.send(awarenessFrame(id, 1_000_000, { user: { name: 'Mallory' } }))
    forger.send(awarenessFrame(4711, 1, { user: { name: 'her own' } }))
    await eventually(() => expect(watcher.awareness.getStates().has(4711)).toBe(true))
    expect(watcher.awareness.getStates().get(id)).toEqual({ user: { name: 'Olivia' } })
  })

  test('S41 S42 what one node is told about access acts on sockets of the other within a second', async () => {
    await using database = await freshDatabase()
    await using redis = await fragileRedis()
    const env = { DATABASE_URL: database.url, REDIS_URL: redis.url }
    await using first = await startHub({ env })
    await using second = await startHub({ env })
    const documentId = await textDocument(first)
    const member = await first.createMember()
    const { secret } = await member.token('sync:write')
    const socket = await openSocket(second, documentId, { token: secret })
    const { secret: revoked, id: tokenId } = await first.owner.token('sync:write')
    const other = await openSocket(second, documentId, { token: revoked })
    const closed = Promise.all([closeCode(socket), closeCode(other)])
    const before = performance.now()
    await first.owner.api.call(documentEndpoints.grant, {
      params: { documentId },
      body: { memberId: member.member.id, access: 'none' },
    })
    await fetch(`${first.url}/api/communities/${first.communityId}/tokens/${tokenId}`, {
      method: 'DELETE',
      headers: { cookie: first.owner.cookie, origin: first.url },
    })
    expect(await closed).toEqual([CLOSE.forbidden, CLOSE.unauthenticated])
    expect(performance.now() - before).toBeLessThan(1500)
  })

  test('S43 S71 S72 with Redis killed under writes nothing is lost, and all is made up for when it is back', async () => {
    await using database = await freshDatabase()
    await using redis = await fragileRedis()
    const env = { DATABASE_URL: database.url, REDIS_URL: redis.url, LOG_LEVEL: 'fatal' }
    await using first = await startHub({ env })
    await using second = await startHub({ env })
    const secret = await token(first)
    const here = connect(first, 'shared', { token: secret })
    const there = connect(second, 'shared', { token: secret })
    const { secret: revoked, id: tokenId } = await first.owner.token('sync:create')
    const doomed = await openSocket(second, 'shared', { token: revoked })
    here.doc.getText('t').insert(0, 'before;')
    await eventually(() => expect(there.doc.getText('t').toString()).toBe('before;'))
    await redis.kill()
    await eventually(async () => expect((await ready(first)).checks.redis).toBe('away'))
    const socket = await openSocket(first, 'shared', { token: secret, saved: '1' })
    const saved = savedCounts(socket)
    const doc = writer(socket)
    for (let count = 0; count < 50; count += 1) doc.getArray('a').push([count])
    for (let count = 0; count < 50; count += 1) there.doc.getMap('m').set(String(count), count)
    await eventually(() => expect(saved.at(-1)).toBe(50))
    const closed = closeCode(doomed)
    await fetch(`${first.url}/api/communities/${first.communityId}/tokens/${tokenId}`, {
      method: 'DELETE',
      headers: { cookie: first.owner.cookie, origin: first.url },
    })
    await redis.start()
    await eventually(() => {
      expect(there.doc.getArray('a').length).toBe(50)
      expect(here.doc.getMap('m').size).toBe(50)
    })
    expect(await closed).toBe(CLOSE.unauthenticated)
  })

  test('S33 S72 with PostgreSQL restarted nothing is called saved that is not, and writing goes on', async () => {
    await using postgres = await fragilePostgres()
    await using redis = await fragileRedis()
    const env = { DATABASE_URL: postgres.url, REDIS_URL: redis.url, LOG_LEVEL: 'fatal' }
    await using first = await startHub({ env })
    await using second = await startHub({ env })
    const secret = await token(first)
    const there = connect(second, 'shared', { token: secret })
    const socket = await openSocket(first, 'shared', { token: secret, saved: '1' })
    const saved = savedCounts(socket)
    const doc = writer(socket)
    doc.getArray('a').push(['before'])
    await eventually(() => expect(saved.at(-1)).toBe(1))
    await postgres.kill()
    for (let count = 0; count < 50; count += 1) doc.getArray('a').push([count])
    await eventually(async () => expect((await ready(first)).checks.database).toBe(false))
    expect(saved.at(-1)).toBe(1)
    await postgres.start()
    await eventually(() => expect(saved.at(-1)).toBe(51))
    await eventually(() => expect(there.doc.getArray('a').length).toBe(51))
    expect(there.doc.getArray('a').toArray()).toEqual(doc.getArray('a').toArray())
  })

  test('S36 S53 S72 when a node is killed its members go on at another, and their cursors do not stay behind', async () => {
    await using database = await freshDatabase()
    await using redis = await fragileRedis()
    const env = { DATABASE_URL: database.url, REDIS_URL: redis.url }
    await using survivor = await startHub({ env })
    await using doomed = await HubProcess.start({
      ...env,
      DATA_DIR: survivor.dataDir,
      OWNER_EMAIL: survivor.owner.email,
    })
    const secret = await token(survivor)
    const watcher = connect(survivor, 'shared', { token: secret })
    const socket = await openSocket(doomed, 'shared', { token: secret, saved: '1' })
    const saved = savedCounts(socket)
    const doc = writer(socket)
    socket.send(awarenessFrame(doc.clientID, 1, { user: { name: 'Aiko' } }))
    await eventually(() => expect(watcher.awareness.getStates().has(doc.clientID)).toBe(true))
    // So that the survivor has heard of the node's life, and can notice its death.
    for (let count = 0; count < 200; count += 1) doc.getArray('a').push([count])
    await eventually(() => expect(saved.at(-1)).toBeGreaterThan(0))
    await doomed.kill()
    const kept = saved.at(-1) ?? 0
    await eventually(() => expect(watcher.doc.getArray('a').length).toBeGreaterThanOrEqual(kept))
    const again = connect(survivor, 'shared', { token: secret }, doc)
    await eventually(() => expect(watcher.doc.getArray('a').toArray()).toEqual(doc.getArray('a').toArray()))
    again.destroy()
    await eventually(() => expect(watcher.awareness.getStates().has(doc.clientID)).toBe(false))
  })
})
