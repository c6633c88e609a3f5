import { describe, expect, test } from 'vitest'
import { mention } from '../../shared/mentions.ts'
import { notificationEndpoints } from '../../shared/notifications.ts'
import { roomFileEndpoints } from '../../shared/room-files.ts'
import { type RoomMessage, roomMessageEndpoints } from '../../shared/room-messages.ts'
import { roomReadingEndpoints } from '../../shared/room-reading.ts'
import { type Room, roomEndpoints } from '../../shared/rooms.ts'
import { searchEndpoints } from '../../shared/search.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'
import { STORES } from '../helpers/stores.ts'
import { eventually } from '../helpers/sync-client.ts'

const PNG_FILE = Uint8Array.from('\x89PNG\r\n\x1a\n and what follows', (char) => char.charCodeAt(0))
const { list, get, changes, post, edit, remove, react, unreact } = roomMessageEndpoints

describe.each(STORES)('a room on $name', ({ open }) => {
  test('keeps a conversation: threads, quotes, edits, deletions and reactions, which a follower catches up on', async () => {
    await using store = await open()
    await using hub = await startHub({ env: store.env })
    const bo = await hub.createMember({ name: 'Bo Lind' })
    const { id: roomId } = await openRoom(hub)
    const first = await say(hub.owner, roomId, 'Who sails on *Friday*?')
    const second = await say(bo, roomId, 'I do.', { replyToId: first.id })
    expect(second.quote).toEqual({ id: first.id, authorName: 'Olivia Owner', text: 'Who sails on *Friday*?' })
    const answer = await say(bo, roomId, 'And the ropes?', { threadId: first.id })
    // An answer to an answer stands in the same thread.
    await say(hub.owner, roomId, 'On board.', { threadId: answer.id })
    const seen = await changesSince(bo, roomId, 0)
    const revision = seen.at(-1)?.revision ?? 0
    expect(seen.map(({ text }) => text)).toEqual(['I do.', 'And the ropes?', 'On board.', 'Who sails on *Friday*?'])

    await hub.owner.api.call(edit, { params: { roomId, messageId: first.id }, body: { text: 'Who sails on Monday?' } })
    await bo.api.call(react, { params: { roomId, messageId: first.id, emoji: '⛵' } })
    await hub.owner.api.call(react, { params: { roomId, messageId: first.id, emoji: '⛵' } })
    await hub.owner.api.call(unreact, { params: { roomId, messageId: first.id, emoji: '⛵' } })
    await bo.api.call(remove, { params: { roomId, messageId: answer.id } })
    const news = await changesSince(bo, roomId, revision)
    expect(news.map(({ id }) => id)).toEqual([answer.id, first.id])
    expect(news[0]).toMatchObject({ text: '', deletedBy: 'Bo Lind', threadId: first.id })
    expect(news[1]).toMatchObject({
      text: 'Who sails on Monday?',
      replies: 1,
      reactions: [{ emoji: '⛵', count: 1, people: [{ memberId: bo.member.id, name: 'Bo Lind' }] }],
    })
    expect(news[1]?.editedAt).not.toBeNull()

    // The room shows what stands in it, a thread its own answers; any message can be gone to.
    for (let n = 1; n <= 5; n += 1) await say(bo, roomId, `log ${n}`)
    const page = async (query: object) => await bo.api.call(list, { params: { roomId }, query })
    expect(texts(await page({ limit: 3 }))).toEqual(['log 3', 'log 4', 'log 5'])
    expect(texts(await page({ thread: first.id }))).toEqual(['', 'On board.'])
    const around = await page({ around: second.id, limit: 4 })
    expect(texts(around)).toEqual(['Who sails on Monday?', 'I do.', 'log 1', 'log 2'])
    expect(around).toMatchObject({ hasEarlier: false, hasLater: true })
    expect(texts(await page({ after: around.messages.at(-1)?.id }))).toEqual(['log 3', 'log 4', 'log 5'])
  })

  test('tells whom it concerns, counts what each has not read, and is searched by its members only', async () => {
    await using store = await open()
    await using hub = await startHub({ env: store.env })
    const [bo, guest] = [await hub.createMember({ name: 'Bo Lind' }), await hub.createMember({ role: 'guest' })]
    const { id: roomId } = await openRoom(hub)
    const mine = await say(bo, roomId, 'Is the mast repaired?')
    await say(hub.owner, roomId, `${mention(bo.member)} the mast stands`)
    const reply = await say(hub.owner, roomId, 'Tested in a storm', { threadId: mine.id })
    const roomOf = async (member: TestMember) => (await roomsOf(hub, member)).find(({ id }) => id === roomId)
    expect((await roomOf(bo))?.mine).toMatchObject({ unread: 1, mentions: 1 })
    expect((await roomOf(hub.owner))?.mine).toMatchObject({ unread: 0, mentions: 0 })

    const inbox = async () =>
      await bo.api.call(notificationEndpoints.list, { params: { communityId: hub.communityId }, query: {} })
    expect((await inbox()).notifications.map(({ kind, title, path }) => [kind, title, path])).toEqual([
      ['reply', '#harbour', `/chat/${roomId}?message=${reply.id}`],
      ['mention', '#harbour', expect.any(String)],
    ])
    const read = async (position: number, threadId?: string) =>
      await bo.api.call(roomReadingEndpoints.markRead, { params: { roomId }, body: { position, threadId } })
    expect(await read(reply.position)).toMatchObject({ unread: 0, mentions: 0 })
    expect((await inbox()).unread).toBe(1)
    await read(reply.position, mine.id)
    expect((await inbox()).unread).toBe(0)
    expect(await read(mine.position)).toMatchObject({ unread: 1, mentions: 1 })

    const found = async (member: TestMember, q: string) =>
      (
        await member.api.call(searchEndpoints.search, {
          params: { communityId: hub.communityId },
          query: { q, kind: 'message' },
        })
      ).hits.map(({ path, place }) => [place, path])
    await eventually(async () =>
      expect(await found(bo, 'storm')).toEqual([['harbour', `/chat/${roomId}?message=${reply.id}`]]),
    )
    expect(await found(guest, 'storm')).toEqual([])
    await hub.owner.api.call(remove, { params: { roomId, messageId: reply.id } })
    expect(await found(bo, 'storm')).toEqual([])
  })
})

describe('in a room', () => {
  test('members change only what is theirs, admins delete and close, and an archived room is read only', async () => {
    await using hub = await startHub()
    const [bo, guest] = [await hub.createMember({ name: 'Bo Lind' }), await hub.createMember({ role: 'guest' })]
    const { id: roomId } = await openRoom(hub)
    const message = await say(bo, roomId, 'Mine')
    const params = { roomId, messageId: message.id }
    const refused = async (call: Promise<unknown>, code: string) => await expect(call).rejects.toMatchObject({ code })
    await refused(hub.owner.api.call(edit, { params, body: { text: 'Not mine' } }), 'forbidden')
    await refused(bo.api.call(roomEndpoints.change, { params: { roomId }, body: { name: 'x' } }), 'forbidden')
    await refused(guest.api.call(get, { params }), 'not_found')
    const other = await openRoom(hub, 'other')
    await refused(bo.api.call(get, { params: { ...params, roomId: other.id } }), 'not_found')
    await refused(say(bo, other.id, 'x', { threadId: message.id }), 'not_found')
    await refused(say(bo, roomId, ' '), 'invalid_input')

    const change = async (body: object) => await hub.owner.api.call(roomEndpoints.change, { params: { roomId }, body })
    await change({ writers: 'admins', topic: 'News' })
    await refused(say(bo, roomId, 'May I?'), 'forbidden')
    await hub.owner.api.call(remove, { params })
    expect(await bo.api.call(get, { params })).toMatchObject({ text: '', deletedBy: 'Olivia Owner' })
    await change({ archived: true })
    await refused(say(hub.owner, roomId, 'Too late'), 'conflict')
    expect((await changesSince(bo, roomId, 0)).map(({ id }) => id)).toEqual([message.id])
  })

  test('a file is its sender’s until it is sent, every member’s then, and erased with its message', async () => {
    await using hub = await startHub()
    const bo = await hub.createMember({ name: 'Bo Lind' })
    const { id: roomId } = await openRoom(hub)
    const file = await bo.api.call(roomFileEndpoints.upload, {
      params: { roomId },
      query: { name: 'chart.png' },
      body: PNG_FILE,
    })
    expect(file).toMatchObject({ name: 'chart.png', type: 'image/png' })
    const download = async (member: TestMember) =>
      await member.api.call(roomFileEndpoints.download, { params: { roomId, fileId: file.id } })
    await expect(download(hub.owner)).rejects.toMatchObject({ code: 'not_found' })
    await expect(say(hub.owner, roomId, 'Not mine', { fileIds: [file.id] })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    const message = await say(bo, roomId, '', { fileIds: [file.id] })
    expect(message.files).toEqual([file])
    expect(await download(hub.owner)).toHaveLength(PNG_FILE.length)
    await bo.api.call(remove, { params: { roomId, messageId: message.id } })
    await expect(download(hub.owner)).rejects.toMatchObject({ code: 'not_found' })
  })
})

async function openRoom(hub: TestHub, name = 'harbour'): Promise<Room> {
  return await hub.owner.api.call(roomEndpoints.create, {
    params: { communityId: hub.communityId },
    body: { name },
  })
}

async function roomsOf(hub: TestHub, member: TestMember) {
  return (await member.api.call(roomEndpoints.list, { params: { communityId: hub.communityId } })).rooms
}

async function say(member: TestMember, roomId: string, text: string, more: object = {}): Promise<RoomMessage> {
  return await member.api.call(post, { params: { roomId }, body: { text, ...more } })
}

async function changesSince(member: TestMember, roomId: string, since: number): Promise<RoomMessage[]> {
  return (await member.api.call(changes, { params: { roomId }, query: { since } })).messages
}

function texts({ messages }: { messages: RoomMessage[] }): string[] {
  return messages.map(({ text }) => text)
}
