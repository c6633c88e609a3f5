import { expect, test } from 'vitest'
import { attachmentEndpoints } from '../../shared/attachments.ts'
import { commentEndpoints } from '../../shared/document-comments.ts'
import { shareEndpoints } from '../../shared/document-sharing.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import { HubApi } from '../../shared/hub-client.ts'
import { startHub } from '../helpers/start-hub.ts'
import { textDocument } from '../helpers/sync-client.ts'

const ABOUT = { start: 'AAAA', end: 'AAAA', quote: 'one hundred', before: 'fee is ' }

test('a comment has its author from the session, and a thread is answered, resolved and opened again', async () => {
  await using hub = await startHub()
  const params = { documentId: await textDocument(hub) }
  const reader = await hub.createMember({ role: 'guest', name: 'Gil Guest' })
  const stranger = await hub.createMember({ role: 'guest' })
  const grant = { memberId: reader.member.id, access: 'read' as const }
  await hub.owner.api.call(documentEndpoints.grant, { params, body: grant })
  const opened = await reader.api.call(commentEndpoints.open, { params, body: { anchor: ABOUT, text: 'Too little' } })
  expect(opened).toMatchObject({ anchor: ABOUT, resolvedAt: null })
  expect(opened.comments).toMatchObject([{ authorId: reader.member.id, authorName: 'Gil Guest', text: 'Too little' }])

  const thread = { ...params, threadId: opened.id }
  const settled = await hub.owner.api.call(commentEndpoints.settle, { params: thread, body: { resolved: true } })
  expect(settled.resolvedBy).toBe(hub.owner.member.id)
  const answered = await reader.api.call(commentEndpoints.reply, { params: thread, body: { text: 'Still' } })
  expect(answered.resolvedAt).toBeNull()
  expect(answered.comments.map(({ text }) => text)).toEqual(['Too little', 'Still'])

  const [first, second] = answered.comments.map(({ id }) => ({ ...thread, commentId: id }))
  if (first === undefined || second === undefined) throw new Error('two comments were written')
  await expect(
    hub.owner.api.call(commentEndpoints.edit, { params: first, body: { text: 'Enough' } }),
  ).rejects.toMatchObject({ code: 'forbidden' })
  const edited = await reader.api.call(commentEndpoints.edit, { params: first, body: { text: 'Far too little' } })
  expect(edited.comments[0]).toMatchObject({ text: 'Far too little', editedAt: expect.any(Number) })

  await expect(stranger.api.call(commentEndpoints.list, { params })).rejects.toMatchObject({ code: 'not_found' })
  // An admin may delete; the thread goes with its last comment.
  await hub.owner.api.call(commentEndpoints.remove, { params: first })
  await reader.api.call(commentEndpoints.remove, { params: second })
  expect((await hub.owner.api.call(commentEndpoints.list, { params })).threads).toEqual([])
})

test('a share link opens one document to a stranger, and nothing else, until it is revoked or has expired', async () => {
  let now = 1_800_000_000_000
  await using hub = await startHub({ now: () => now })
  const stranger = new HubApi({ baseUrl: hub.url })
  const create = (markdown: string) =>
    hub.owner.api.call(documentEndpoints.create, {
      params: { communityId: hub.communityId },
      body: { kind: 'text', title: 'Offer', visibility: 'private', markdown },
    })
  const [shared, other] = [await create('For your eyes'), await create('Not for yours')]
  const params = { documentId: shared.id }
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])
  const upload = (documentId: string) =>
    hub.owner.api.call(attachmentEndpoints.upload, { params: { documentId }, query: { name: 'a.png' }, body: png })
  const [own, foreign] = [await upload(shared.id), await upload(other.id)]
  await hub.owner.api.call(documentEndpoints.appendText, {
    params,
    body: { markdown: `![Map](/api/attachments/${own.id})` },
  })

  const link = await hub.owner.api.call(shareEndpoints.create, { params, body: { access: 'read', expiresInDays: 7 } })
  const secret = new URL(link.url).pathname.replace('/shared/', '')
  const opened = await stranger.call(shareEndpoints.open, { params: { secret } })
  expect(opened).toMatchObject({ title: 'Offer', access: 'read', threads: [] })
  expect(opened.html).toContain('For your eyes')
  expect(opened.html).toContain(`src="/api/shared/${secret}/attachments/${own.id}"`)
  await expect(stranger.call(shareEndpoints.image, { params: { secret, attachmentId: own.id } })).resolves.toEqual(png)

  const gone = { code: 'not_found' }
  await expect(
    stranger.call(shareEndpoints.image, { params: { secret, attachmentId: foreign.id } }),
  ).rejects.toMatchObject(gone)
  await expect(
    stranger.call(shareEndpoints.comment, { params: { secret }, body: { name: 'Eve', text: 'Hello' } }),
  ).rejects.toMatchObject({ code: 'forbidden' })
  for (const ask of [
    () => stranger.call(documentEndpoints.get, { params }),
    () => stranger.call(commentEndpoints.list, { params }),
    () => stranger.call(shareEndpoints.list, { params }),
  ]) {
    await expect(ask()).rejects.toMatchObject({ code: 'unauthenticated' })
  }

  now += 8 * 86_400_000
  await expect(stranger.call(shareEndpoints.open, { params: { secret } })).rejects.toMatchObject(gone)
  const again = await hub.owner.api.call(shareEndpoints.create, { params, body: { access: 'read' } })
  const secondSecret = new URL(again.url).pathname.replace('/shared/', '')
  await expect(stranger.call(shareEndpoints.open, { params: { secret: secondSecret } })).resolves.toBeDefined()
  await hub.owner.api.call(shareEndpoints.revoke, { params: { ...params, linkId: again.id } })
  await expect(stranger.call(shareEndpoints.open, { params: { secret: secondSecret } })).rejects.toMatchObject(gone)
})

test('who comments by a link has a name and no more: members are not pinged, and their ids stay inside', async () => {
  await using hub = await startHub()
  const stranger = new HubApi({ baseUrl: hub.url })
  const params = { documentId: await textDocument(hub) }
  const text = `Ask [@Olivia](/members#${hub.owner.member.id})`
  await hub.owner.api.call(commentEndpoints.open, { params, body: { text } })
  const link = await hub.owner.api.call(shareEndpoints.create, { params, body: { access: 'comment' } })
  const secret = new URL(link.url).pathname.replace('/shared/', '')
  const { threads } = await stranger.call(shareEndpoints.open, { params: { secret } })
  expect(threads[0]?.comments[0]).toMatchObject({ authorId: null, authorName: 'Olivia Owner', text: 'Ask @Olivia' })

  const made = await stranger.call(shareEndpoints.comment, { params: { secret }, body: { name: 'Eve', text } })
  const replied = { secret, threadId: made.id }
  await stranger.call(shareEndpoints.reply, { params: replied, body: { name: 'Eve', text: 'Well?' } })
  const inside = (await hub.owner.api.call(commentEndpoints.list, { params })).threads.at(-1)
  expect(inside?.comments).toMatchObject([
    { authorId: null, authorName: 'Eve', text: expect.not.stringContaining('](/members#') },
    { authorId: null, authorName: 'Eve', text: 'Well?' },
  ])
})

test('whoever guesses at share links is soon asked for patience', async () => {
  await using hub = await startHub({ env: { SHARED_REQUESTS_PER_MINUTE: '3' } })
  const stranger = new HubApi({ baseUrl: hub.url })
  const guess = () => stranger.call(shareEndpoints.open, { params: { secret: 'A'.repeat(43) } })
  for (let count = 0; count < 3; count += 1) await expect(guess()).rejects.toMatchObject({ code: 'not_found' })
  await expect(guess()).rejects.toMatchObject({ code: 'rate_limited' })
})
