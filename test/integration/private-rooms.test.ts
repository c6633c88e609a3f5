import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { describe, expect, onTestFinished, test } from 'vitest'
import { deliveryEndpoints } from '../../shared/deliveries.ts'
import { eventEndpoints } from '../../shared/events.ts'
import { liveEvents, LIVE_NAMESPACE } from '../../shared/live-protocol.ts'
import { mention } from '../../shared/mentions.ts'
import { moderationEndpoints } from '../../shared/moderation.ts'
import { notificationEndpoints } from '../../shared/notifications.ts'
import { roomFileEndpoints } from '../../shared/room-files.ts'
import { roomLinkEndpoints } from '../../shared/room-links.ts'
import { roomMemberEndpoints } from '../../shared/room-members.ts'
import { roomMessageEndpoints } from '../../shared/room-messages.ts'
import { roomReadingEndpoints } from '../../shared/room-reading.ts'
import { roomThreadEndpoints } from '../../shared/room-threads.ts'
import { roomEndpoints } from '../../shared/rooms.ts'
import { searchEndpoints } from '../../shared/search.ts'
import { translationEndpoints } from '../../shared/translation-api.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'
import { STORES } from '../helpers/stores.ts'
import { eventually } from '../helpers/sync-client.ts'

const { list, get, post, edit } = roomMessageEndpoints

/** All that an open tab of a member hears of rooms and notifications. */
async function tab(hub: TestHub, member: TestMember): Promise<{ heard: () => string }> {
  const heard: unknown[] = []
  const socket = io(hub.url + LIVE_NAMESPACE, { transports: ['websocket'], extraHeaders: { cookie: member.cookie } })
  onTestFinished(() => void socket.close())
  for (const name of Object.keys(liveEvents)) {
    if (name !== 'online') socket.on(name, (payload: unknown) => heard.push([name, payload]))
  }
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  return { heard: () => JSON.stringify(heard) }
}

describe.each(STORES)('on $name', ({ open }) => {
  test('a private room, and all that is said in it, is there for who was invited and for nobody else', async () => {
    await using store = await open()
    await using hub = await startHub({ env: { ...store.env, APERTIUM_MODES: '/nonexistent' } })
    const params = { communityId: hub.communityId }
    const [bo, cy, guest] = [
      await hub.createMember({ name: 'Bo Lind' }),
      await hub.createMember({ name: 'Cy Moss' }),
      await hub.createMember({ role: 'guest' }),
    ]
    const { owner } = hub
    const body = { name: 'cellar', isPrivate: true }
    await expect(bo.api.call(roomEndpoints.create, { params, body: { name: 'x' } })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const { id: roomId } = await bo.api.call(roomEndpoints.create, { params, body })
    const room = { roomId }
    await hub.hub.queries
      .insertInto('platform_links')
      .values({
        platform: 'discord',
        workspace_id: '',
        person_id: '4711',
        account_id: cy.accountId,
        person_name: 'Cy',
        linked_at: 1,
      })
      .execute()
    const outside = await tab(hub, owner)
    const inside = await tab(hub, cy)
    const invite = async (by: TestMember, whom: TestMember) =>
      await by.api.call(roomMemberEndpoints.invite, { params: room, body: { memberIds: [whom.member.id] } })
    await expect(invite(bo, guest)).rejects.toMatchObject({ code: 'not_found' })
    await expect(invite(owner, owner)).rejects.toMatchObject({ code: 'not_found' })
    expect((await invite(bo, cy)).members.map(({ name, role }) => [name, role])).toEqual([
      ['Bo Lind', 'moderator'],
      ['Cy Moss', 'member'],
    ])
    await expect(invite(cy, owner)).rejects.toMatchObject({ code: 'forbidden' })

    const say = async (by: TestMember, text: string, more: object = {}) =>
      await by.api.call(post, { params: room, body: { text, ...more } })
    const file = await bo.api.call(roomFileEndpoints.upload, {
      params: room,
      query: { name: 'truffle.txt' },
      body: new TextEncoder().encode('A list'),
    })
    const told = await say(bo, `${mention(owner.member)} ${mention(cy.member)} truffle`, { fileIds: [file.id] })
    await bo.api.call(edit, { params: { ...room, messageId: told.id }, body: { text: `${told.text} again` } })
    await bo.api.call(roomReadingEndpoints.typing, { params: room, body: {} })
    await bo.api.call(list, { params: room, query: { language: 'de' } })
    await cy.api.call(list, { params: room, query: { language: 'de' } })
    const term = { roomId, language: 'en', term: 'truffle' }
    await bo.api.call(translationEndpoints.addTerm, { params, body: term })
    await bo.api.call(translationEndpoints.correct, {
      params,
      body: { roomId, from: 'en', to: 'de', source: 'truffle', machine: 'x', text: 'Trüffel' },
    })

    const search = { params, query: { q: 'truffle', kind: 'message' as const } }
    const seenBy = async ({ api }: TestMember) => {
      const seen = await Promise.all([
        api.call(roomEndpoints.list, { params }),
        api.call(searchEndpoints.search, search),
        api.call(notificationEndpoints.list, { params, query: {} }),
        api.call(translationEndpoints.terms, { params }),
        api.call(translationEndpoints.corrections, { params, query: {} }),
        api.call(eventEndpoints.options, { params }),
        api.call(deliveryEndpoints.list, { params, query: {} }),
      ])
      return JSON.stringify(seen)
    }
    await eventually(async () => expect((await cy.api.call(searchEndpoints.search, search)).hits).not.toEqual([]))
    expect(await seenBy(owner)).not.toMatch(new RegExp(`cellar|truffle|${roomId}`, 'i'))
    const known = await seenBy(cy)
    for (const word of ['cellar', '/chat/', 'Trüffel', '"mentions":1', '"manages":false', '"deliveries":[{'])
      expect(known).toContain(word)
    await eventually(() => {
      for (const name of ['room:changed', 'room:message', 'room:typing', 'room:translation', 'notification:added'])
        expect(inside.heard()).toContain(`"${name}"`)
    })
    expect(outside.heard()).not.toContain(roomId)

    const strange = async (call: Promise<unknown>) => await expect(call).rejects.toMatchObject({ code: 'not_found' })
    const isShut = async ({ api }: TestMember) => {
      await strange(api.call(get, { params: { ...room, messageId: told.id } }))
      await strange(api.call(list, { params: room, query: {} }))
      await strange(api.call(roomFileEndpoints.download, { params: { ...room, fileId: file.id } }))
      await strange(api.call(roomMemberEndpoints.list, { params: room }))
      await strange(api.call(roomLinkEndpoints.list, { params: room }))
      await strange(api.call(translationEndpoints.exportTerms, { params, query: { roomId } }))
      const subject = { kind: 'message', id: told.id, placeId: roomId } as const
      const report = { subject, rule: 'spam', words: '' } as const
      await strange(api.call(moderationEndpoints.report, { params, body: report }))
    }
    await isShut(owner)
    await strange(owner.api.call(roomEndpoints.change, { params: room, body: { name: 'mine' } }))
    await strange(owner.api.call(translationEndpoints.addTerm, { params, body: term }))

    // What one of them reports is what those who moderate are shown: no name, and nothing around it.
    await say(cy, 'not reported')
    const reported = await say(bo, 'a rude word')
    const subject = { kind: 'message', id: reported.id, placeId: roomId } as const
    await cy.api.call(moderationEndpoints.report, { params, body: { subject, rule: 'harassment', words: '' } })
    const { cases } = await owner.api.call(moderationEndpoints.queue, { params, query: {} })
    expect(cases).toMatchObject([{ title: 'Bo Lind', text: 'a rude word', around: [] }])

    // Who is removed has never been there; who is left last takes all with them.
    const drop = async (by: TestMember, whom: TestMember) =>
      await by.api.call(roomMemberEndpoints.remove, { params: { ...room, memberId: whom.member.id } })
    await expect(drop(cy, bo)).rejects.toMatchObject({ code: 'forbidden' })
    await drop(bo, cy)
    await isShut(cy)
    expect(await seenBy(cy)).not.toMatch(/cellar|truffle/i)
    await invite(bo, cy)
    await drop(bo, bo)
    await isShut(bo)
    expect((await cy.api.call(roomMemberEndpoints.list, { params: room })).members).toMatchObject([
      { name: 'Cy Moss', role: 'moderator' },
    ])
    await drop(cy, cy)
    expect(await hub.hub.queries.selectFrom('rooms').select('id').execute()).toEqual([])
    expect(await hub.hub.queries.selectFrom('room_messages').select('id').execute()).toEqual([])
    expect(await seenBy(owner)).not.toMatch(/cellar|truffle/i)
  })

  test('a thread is followed by who writes in it, counts what each has not read, and is old with its last answer', async () => {
    await using store = await open()
    let now = Date.now()
    const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-rooms-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
    const options = { env: { ...store.env, APERTIUM_MODES: '/nonexistent' }, dataDir, now: () => now }
    const kept = async () => {
      await using hub = await startHub(options)
      const params = { communityId: hub.communityId }
      const [bo, cy] = [await hub.createMember({ name: 'Bo Lind' }), await hub.createMember({ name: 'Cy Moss' })]
      const { id: roomId } = await hub.owner.api.call(roomEndpoints.create, { params, body: { name: 'harbour' } })
      const room = { roomId }
      const say = async (by: TestMember, text: string, threadId?: string) =>
        await by.api.call(post, { params: room, body: { text, ...(threadId === undefined ? {} : { threadId }) } })
      const root = await say(hub.owner, 'Who paints the mast?')
      await say(hub.owner, 'And who the keel?')
      const threads = async ({ api }: TestMember) =>
        (await api.call(roomThreadEndpoints.list, { params: room })).threads.map((one) => [one.root.id, one.unread])
      const unread = async ({ api }: TestMember) =>
        (await api.call(roomEndpoints.list, { params })).rooms.find(({ id }) => id === roomId)?.mine.unreadThreads
      const replies = async ({ api }: TestMember) =>
        (await api.call(notificationEndpoints.list, { params, query: {} })).notifications.map(({ excerpt }) => excerpt)
      const follow = async ({ api }: TestMember, follows: boolean) =>
        await api.call(roomThreadEndpoints.follow, { params: { ...room, threadId: root.id }, body: { follows } })

      const first = await say(bo, 'I do', root.id)
      expect([await threads(hub.owner), await threads(bo), await threads(cy)]).toEqual([
        [[root.id, 1]],
        [[root.id, 0]],
        [],
      ])
      expect([await unread(hub.owner), await unread(bo), await unread(cy)]).toEqual([1, 0, 0])
      const read = { position: first.position, threadId: root.id }
      expect(await hub.owner.api.call(roomReadingEndpoints.markRead, { params: room, body: read })).toMatchObject({
        unreadThreads: 0,
      })
      // Who follows without a word is told, too; who does not follow any more is not.
      await follow(cy, true)
      await follow(hub.owner, false)
      await say(bo, 'In white', root.id)
      expect([await threads(hub.owner), await threads(cy)]).toEqual([[], [[root.id, 1]]])
      expect([await replies(hub.owner), await replies(cy)]).toEqual([['I do'], ['In white']])
      expect(await unread(cy)).toBe(1)
      const { settings } = await hub.owner.api.call(translationEndpoints.status, { params })
      await hub.owner.api.call(translationEndpoints.configure, {
        params,
        body: { settings: { ...settings, keepMessagesDays: 30 } },
      })
      now += 20 * 86_400_000
      await say(bo, 'Still wet', root.id)
      now += 15 * 86_400_000
      return roomId
    }
    // A hub sweeps when it starts.
    const roomId = await kept()
    const leaves = async (expected: string[]) => {
      await using hub = await startHub(options)
      const left = async () =>
        (await hub.owner.api.call(list, { params: { roomId }, query: {} })).messages.map(({ text }) => text)
      await eventually(async () => expect(await left()).toEqual(expected))
    }
    await leaves(['Who paints the mast?'])
    now += 16 * 86_400_000
    await leaves([])
  })
})
