import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { versionEndpoints } from '../../shared/document-versions.ts'
import { boardEndpoints } from '../../shared/board-api.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import { freshDatabase } from '../helpers/migrated-database.ts'
import { databaseUrl } from '../helpers/services.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'
import { connect, eventually, openSocket, savedCounts, textDocument, updateFrame } from '../helpers/sync-client.ts'

const stores: { name: string; env: () => Promise<{ env: Record<string, string>; end: () => Promise<void> }> }[] = [
  { name: 'SQLite', env: () => Promise.resolve({ env: {}, end: () => Promise.resolve() }) },
]
if (databaseUrl !== undefined) {
  stores.push({
    name: 'PostgreSQL',
    async env() {
      const database = await freshDatabase()
      return { env: { DATABASE_URL: database.url }, end: async () => await database[Symbol.asyncDispose]() }
    },
  })
}

/** Writes as a member, and returns when all of it is saved. */
async function write(
  hub: TestHub,
  documentId: string,
  member: TestMember,
  doc: Y.Doc,
  work: (doc: Y.Doc) => void,
): Promise<void> {
  const { secret: token } = await member.token('sync:write')
  const socket = await openSocket(hub, documentId, { token, saved: '1' })
  const saved = savedCounts(socket)
  let sent = 0
  const send = (update: Uint8Array) => {
    sent += 1
    socket.send(updateFrame(update))
  }
  doc.on('update', send)
  work(doc)
  doc.off('update', send)
  await eventually(() => expect(saved.at(-1)).toBe(sent))
  socket.close()
}

function name(hub: TestHub, documentId: string, called: string) {
  return hub.owner.api.call(versionEndpoints.create, { params: { documentId }, body: { name: called } })
}

describe.each(stores)('on $name', ({ env }) => {
  test('S80 S81 S82 two versions are compared by who wrote what, also after compaction', async () => {
    const store = await env()
    {
      await using hub = await startHub({ env: { ...store.env, SYNC_COMPACT_EVERY: '10' } })
      const documentId = await textDocument(hub)
      const aiko = await hub.createMember({ name: 'Aiko' })
      const doc = new Y.Doc()
      const text = doc.getText('t')
      await write(hub, documentId, hub.owner, doc, () => text.insert(0, 'The fee is 100 euros.'))
      const first = await name(hub, documentId, 'first offer')
      await write(hub, documentId, aiko, doc, () => {
        text.delete(11, 3)
        for (const [index, letter] of [...'ninety'].entries()) text.insert(11 + index, letter)
      })
      const second = await name(hub, documentId, 'second offer')
      // Enough for several compactions of what came before.
      await write(hub, documentId, hub.owner, doc, () => {
        for (let count = 0; count < 60; count += 1) doc.getMap('m').set('count', count)
      })
      const { changes, isCut } = await hub.owner.api.call(versionEndpoints.compare, {
        params: { documentId },
        query: { from: first.id, to: second.id },
      })
      expect(isCut).toBe(false)
      const author = aiko.member.id
      expect(changes).toContainEqual(expect.objectContaining({ kind: 'removed', path: ['t'], value: '100', author }))
      expect(changes).toContainEqual(
        expect.objectContaining({ kind: 'inserted', path: ['t'], value: 'ninety', author }),
      )
      expect(changes).toHaveLength(2)
      const since = await hub.owner.api.call(versionEndpoints.compare, {
        params: { documentId },
        query: { from: second.id },
      })
      expect(since.changes).toMatchObject([
        { kind: 'set', path: ['m', 'count'], value: 59, author: hub.owner.member.id },
      ])
      const { state } = await hub.owner.api.call(versionEndpoints.get, { params: { documentId, versionId: first.id } })
      const was = new Y.Doc()
      Y.applyUpdate(was, Buffer.from(state, 'base64'))
      expect(was.getText('t').toString()).toBe('The fee is 100 euros.')
    }
    await store.end()
  })
})

test('S80 while a document is edited, the hub makes a version now and then, and not more', async () => {
  await using hub = await startHub({ env: { SYNC_COMPACT_EVERY: '10' } })
  const documentId = await textDocument(hub)
  const doc = new Y.Doc()
  await write(hub, documentId, hub.owner, doc, () => {
    for (let count = 0; count < 60; count += 1) doc.getText('t').insert(0, 'x')
  })
  await eventually(async () => {
    const { versions } = await hub.owner.api.call(versionEndpoints.list, { params: { documentId } })
    expect(versions).toMatchObject([{ name: null, createdBy: null }])
  })
})

test('S83 a version is restored as a new edit: what was deleted comes back, and what others write stays', async () => {
  await using hub = await startHub({ env: { SYNC_COMPACT_EVERY: '10' } })
  const { id: documentId } = await hub.owner.api.call(documentEndpoints.create, {
    params: { communityId: hub.communityId },
    body: { kind: 'board', title: 'Plan' },
  })
  const params = { documentId }
  const { cardId } = await hub.owner.api.call(boardEndpoints.addCard, { params, body: { title: 'Write the song' } })
  const version = await name(hub, documentId, 'with the song')
  const { secret: token } = await hub.owner.token('sync:write')
  const board = connect(hub, documentId, { token })
  await eventually(() => expect(board.synced).toBe(true))
  board.doc.getMap('cards').delete(cardId)
  // Compaction drops the deleted card from what is synced.
  for (let count = 0; count < 40; count += 1) board.doc.getMap('elsewhere').set('count', count)
  await eventually(async () => {
    const { columns } = await hub.owner.api.call(boardEndpoints.read, { params })
    expect(columns.flatMap(({ cards }) => cards)).toEqual([])
  })
  await hub.owner.api.call(versionEndpoints.restore, { params: { ...params, versionId: version.id } })
  await eventually(() => expect(board.doc.getMap('cards').has(cardId)).toBe(true))
  const { columns } = await hub.owner.api.call(boardEndpoints.read, { params })
  expect(columns.flatMap(({ cards }) => cards)).toMatchObject([{ id: cardId, title: 'Write the song' }])
  expect(board.doc.getMap('elsewhere').has('count')).toBe(false)
  // The way back: what there was before was kept.
  const { versions } = await hub.owner.api.call(versionEndpoints.list, { params })
  const kept = versions.find(({ seq, createdBy }) => seq > version.seq && createdBy !== null)
  await hub.owner.api.call(versionEndpoints.restore, { params: { ...params, versionId: kept?.id ?? '' } })
  await eventually(() => expect(board.doc.getMap('elsewhere').get('count')).toBe(39))
  expect(board.doc.getMap('cards').has(cardId)).toBe(false)
})

test('S83 a reader may look at versions, and neither names nor restores one', async () => {
  await using hub = await startHub()
  const documentId = await textDocument(hub)
  const version = await name(hub, documentId, 'empty')
  const reader = await hub.createMember()
  const body = { memberId: reader.member.id, access: 'read' as const }
  await hub.owner.api.call(documentEndpoints.grant, { params: { documentId }, body })
  const params = { documentId, versionId: version.id }
  await expect(reader.api.call(versionEndpoints.get, { params })).resolves.toMatchObject({ name: 'empty' })
  await expect(reader.api.call(versionEndpoints.restore, { params })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(
    reader.api.call(versionEndpoints.create, { params: { documentId }, body: { name: 'mine' } }),
  ).rejects.toMatchObject({ code: 'forbidden' })
  const stranger = await hub.createMember({ role: 'guest' })
  await expect(stranger.api.call(versionEndpoints.get, { params })).rejects.toMatchObject({ code: 'not_found' })
})

test('S90 an edit by the hub merges with what people do at the same time, and is attributed', async () => {
  await using hub = await startHub()
  const { id: documentId } = await hub.owner.api.call(documentEndpoints.create, {
    params: { communityId: hub.communityId },
    body: { kind: 'board', title: 'Plan' },
  })
  const before = await name(hub, documentId, 'before')
  const member = await hub.createMember()
  const { secret: token } = await hub.owner.token('sync:write')
  const board = connect(hub, documentId, { token })
  await eventually(() => expect(board.synced).toBe(true))
  const added = Array.from({ length: 10 }, async (_, index) => {
    board.doc.getMap('mine').set(String(index), index)
    const { cardId } = await member.api.call(boardEndpoints.addCard, {
      params: { documentId },
      body: { title: `Card ${index}` },
    })
    return cardId
  })
  const ids = await Promise.all(added)
  await eventually(() => {
    expect([...board.doc.getMap('cards').keys()].toSorted()).toEqual(ids.toSorted())
    expect(board.doc.getMap('mine').size).toBe(10)
  })
  const { changes } = await hub.owner.api.call(versionEndpoints.compare, {
    params: { documentId },
    query: { from: before.id },
  })
  const titles = changes.filter(({ path }) => path.at(-1) === 'title')
  expect(titles).toHaveLength(10)
  expect(new Set(titles.map(({ author }) => author))).toEqual(new Set([member.member.id]))
  // What fails changes nothing.
  await expect(
    member.api.call(boardEndpoints.addCard, { params: { documentId }, body: { title: 'x', columnId: 'none' } }),
  ).rejects.toMatchObject({ code: 'not_found' })
  expect(board.doc.getMap('cards').size).toBe(10)
})
