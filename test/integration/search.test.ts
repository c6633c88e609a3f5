import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { boardEndpoints } from '../../shared/board-api.ts'
import { deleteCard } from '../../shared/board/change-card.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import { roomFileEndpoints } from '../../shared/room-files.ts'
import { roomMessageEndpoints } from '../../shared/room-messages.ts'
import { roomEndpoints } from '../../shared/rooms.ts'
import { type MarkedText, searchEndpoints, type SearchHit } from '../../shared/search.ts'
import { addFeed, NURSE_GIG, poll, WEBSOCKET_GIG, withFeed } from '../helpers/gig-world.ts'
import { freshDatabase } from '../helpers/migrated-database.ts'
import { describePostgres } from '../helpers/services.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'
import { STORES } from '../helpers/stores.ts'
import { eventually } from '../helpers/sync-client.ts'
import { newDocument, paragraph, writeAs } from '../helpers/write-document.ts'
import { wwrFeed } from '../standins/feeds/feed-standin.ts'

async function search(hub: TestHub, q: string, member: TestMember = hub.owner): Promise<SearchHit[]> {
  const { hits } = await member.api.call(searchEndpoints.search, {
    params: { communityId: hub.communityId },
    query: { q },
  })
  return hits
}

async function messages(hub: TestHub, q: string): Promise<(string | null)[]> {
  return (await search(hub, q)).map((hit) => hit.messageId)
}

/** 'Plan for [bridge]s' */
function marks(text: MarkedText): string {
  return text.map(({ text, match }) => (match ? `[${text}]` : text)).join('')
}

async function titles(hub: TestHub, q: string, member?: TestMember): Promise<string[]> {
  return (await search(hub, q, member)).map(({ title }) => title.map(({ text }) => text).join(''))
}

describe.each(STORES)('search on $name', ({ open }) => {
  test('finds documents and cards soon after they are written, in any script, best first, with the place marked', async () => {
    await using store = await open()
    await using hub = await startHub({ env: store.env })
    const spec = await newDocument(hub, 'text', 'Bridge inspection')
    const other = await newDocument(hub, 'text', 'Notes')
    await writeAs(hub, hub.owner, spec, (doc) => {
      paragraph(doc, 'Drones look at the cables. Résumé of flights.')
      paragraph(doc, '東京都のハッカソンに参加しました。')
      paragraph(doc, 'مراجعة التصميم')
    })
    await writeAs(hub, hub.owner, other, (doc) => paragraph(doc, 'The bridge was closed on Monday.'))
    const board = await newDocument(hub, 'board', 'Sprint')
    const { cardId } = await hub.owner.api.call(boardEndpoints.addCard, {
      params: { documentId: board },
      body: { title: 'Straßenbrücke prüfen' },
    })

    // A word in the title counts for more than one in the text.
    await eventually(async () => expect(await titles(hub, 'bridge')).toEqual(['Bridge inspection', 'Notes']))
    // Words in any order, not to their end, without their accents.
    expect(await titles(hub, 'fligh resume')).toEqual(['Bridge inspection'])
    for (const japanese of ['ハッカソン', '東京', '京都', '参', '東京都のハッ']) {
      expect(await titles(hub, japanese), japanese).toEqual(['Bridge inspection'])
    }
    // The two halves are there, the whole is not.
    expect(await titles(hub, '京都のハッカ参')).toEqual([])
    expect(await titles(hub, 'تصميم')).toEqual([])
    expect(await titles(hub, 'التصميم')).toEqual(['Bridge inspection'])
    await eventually(async () => expect(await search(hub, 'straßenbrucke')).toHaveLength(1))
    const [card] = await search(hub, 'straßenbrucke')
    expect(card).toMatchObject({ kind: 'card', documentId: board, cardId, place: 'Sprint' })
    expect(card?.path).toBe(`/boards/${board}?card=${cardId}`)
    expect(marks(card?.title ?? [])).toBe('[Straßenbrücke] prüfen')
    const [note] = await search(hub, 'closed monday')
    expect(marks(note?.snippet ?? [])).toBe('The bridge was [closed] on [Monday].')
    // What would be an operator of a database is a word like any other, or none.
    for (const odd of ["bridge' OR 1=1", 'NOT "bridge*', '& | ! :*']) await search(hub, odd)

    await writeAs(hub, hub.owner, board, (doc) => deleteCard(doc, cardId))
    await eventually(async () => expect(await search(hub, 'straßenbrucke')).toEqual([]))
    await hub.owner.api.call(documentEndpoints.update, { params: { documentId: other }, body: { archived: true } })
    await eventually(async () => expect(await titles(hub, 'bridge')).toEqual(['Bridge inspection']))
    await hub.owner.api.call(documentEndpoints.update, { params: { documentId: spec }, body: { title: 'Viaduct' } })
    await eventually(async () => expect(await titles(hub, 'viaduct')).toEqual(['Viaduct']))
  })

  test('shows nobody what they may not read', async () => {
    await using store = await open()
    await using hub = await startHub({ env: store.env })
    const ada = await hub.createMember({ name: 'Ada' })
    const bo = await hub.createMember({ name: 'Bo' })
    const guest = await hub.createMember({ role: 'guest' })
    const open_ = await newDocument(hub, 'text', 'Falcon open')
    const secret = await newDocument(hub, 'text', 'Falcon secret', 'private', ada)
    await eventually(async () =>
      expect((await titles(hub, 'falcon')).toSorted()).toEqual(['Falcon open', 'Falcon secret']),
    )
    expect((await titles(hub, 'falcon', ada)).toSorted()).toEqual(['Falcon open', 'Falcon secret'])
    expect(await titles(hub, 'falcon', bo)).toEqual(['Falcon open'])
    expect(await titles(hub, 'falcon', guest)).toEqual([])

    const grant = (documentId: string, member: TestMember, access: 'read' | 'none') =>
      hub.owner.api.call(documentEndpoints.grant, {
        params: { documentId },
        body: { memberId: member.member.id, access },
      })
    await grant(secret, guest, 'read')
    await grant(open_, bo, 'none')
    expect(await titles(hub, 'falcon', guest)).toEqual(['Falcon secret'])
    expect(await titles(hub, 'falcon', bo)).toEqual([])
  })
})

describe.each(STORES)('a hub on $name that died before it had put a message into its index', ({ open }) => {
  test('does so when it starts, with the names of its files; what was edited meanwhile is found as it is', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-search-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
    await using store = await open()
    const options = { dataDir, env: store.env }
    let messageId = ''
    {
      await using hub = await startHub(options)
      const { api } = hub.owner
      const room = await api.call(roomEndpoints.create, {
        params: { communityId: hub.communityId },
        body: { name: 'harbour' },
      })
      const params = { roomId: room.id }
      const file = await api.call(roomFileEndpoints.upload, {
        params,
        query: { name: 'tides.bin' },
        body: Uint8Array.of(1, 2, 3),
      })
      const post = (text: string, fileIds: string[]) =>
        api.call(roomMessageEndpoints.post, { params, body: { text, clientMessageId: text, fileIds } })
      const message = await post('The eastern pier', [file.id])
      messageId = message.id
      // Edited while the index is still about to take in what was posted.
      await api.call(roomMessageEndpoints.edit, {
        params: { ...params, messageId },
        body: { text: 'The western pier' },
      })
      await eventually(async () => expect(await messages(hub, 'western tides')).toEqual([messageId]))
      expect(await messages(hub, 'eastern')).toEqual([])
      // As if it had died when only a translation had been put in.
      const [entry] = await hub.hub.queries
        .deleteFrom('search_entries')
        .where('message_id', '=', messageId)
        .returning(['key', 'community_id', 'kind', 'document_id', 'card_id', 'gig_id', 'room_id', 'message_id'])
        .returning(['title', 'place', 'hash', 'updated_at'])
        .execute()
      if (entry === undefined) throw new Error('it was found')
      await hub.hub.queries
        .insertInto('search_entries')
        .values({ ...entry, key: `${entry.key}:de`, body: 'Der westliche Pier' })
        .execute()
      expect(await messages(hub, 'pier')).toEqual([])
    }
    await using again = await startHub(options)
    await eventually(async () => expect(await messages(again, 'western tides')).toEqual([messageId]))
  })
})

describePostgres('search on a hub whose worker was away', () => {
  test('takes in what was written meanwhile', async () => {
    await using database = await freshDatabase()
    const env = { DATABASE_URL: database.url }
    await using web = await startHub({ env: { ...env, GUILDHALL_ROLES: 'web' } })
    const spec = await newDocument(web, 'text', 'Spec')
    await writeAs(web, web.owner, spec, (doc) => paragraph(doc, 'Written at night'))
    expect(await titles(web, 'night')).toEqual([])
    await using _worker = await startHub({ env })
    await eventually(async () => expect(await titles(web, 'night')).toEqual(['Spec']))
  })
})

test('search finds open gigs for members, not for guests, nor for a token that may not read gigs', async () => {
  await using world = await withFeed(wwrFeed([WEBSOCKET_GIG, NURSE_GIG]))
  const { hub, feed } = world
  await poll(hub, await addFeed(hub, feed))
  await eventually(async () =>
    expect((await search(hub, 'floods rise'))[0]).toMatchObject({ kind: 'gig', place: 'Halm Maps' }),
  )
  const [hit] = await search(hub, 'floods')
  expect(hit?.path).toBe(`/gigs/${hit?.gigId}`)
  expect(await search(hub, 'floods', await hub.createMember({ role: 'guest' }))).toEqual([])
  const { secret } = await hub.owner.token('documents:read')
  const answer = await fetch(`${hub.url}/api/communities/${hub.communityId}/search?q=floods`, {
    headers: { authorization: `Bearer ${secret}` },
  })
  expect(await answer.json()).toEqual({ hits: [] })
})
