import { expect, test } from 'vitest'
import { CLOSE, DOCUMENT_SCHEMA_VERSION, FRAME } from '../../shared/collab-protocol.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import { memberEndpoints } from '../../shared/members.ts'
import { HubApi } from '../../shared/hub-client.ts'
import { startHub } from '../helpers/start-hub.ts'
import {
  awarenessFrame,
  closeCode,
  connect,
  eventually,
  openSocket,
  rawSocket,
  received,
  refusalStatus,
  step2Frame,
  textDocument,
  textUpdate,
  updateFrame,
} from '../helpers/sync-client.ts'

test('S1 a path that holds no valid id is no document', async () => {
  await using hub = await startHub()
  const { secret: token } = await hub.owner.token('sync:create')
  for (const id of ['..%2f..%2fetc', '%00', '%', 'a'.repeat(200)]) {
    expect(await closeCode(rawSocket(hub, id, { token }))).toBe(CLOSE.notFound)
  }
})

test('S2 who brings no credentials, or none that are known, is told to sign in', async () => {
  await using hub = await startHub()
  const documentId = await textDocument(hub)
  expect(await closeCode(rawSocket(hub, documentId, {}))).toBe(CLOSE.unauthenticated)
  expect(await closeCode(rawSocket(hub, documentId, { token: 'gh_unknown' }))).toBe(CLOSE.unauthenticated)
  expect(await closeCode(rawSocket(hub, documentId, { ticket: 'forged' }))).toBe(CLOSE.unauthenticated)
})

test('S3 a page of another site is refused where the cookie would let it in', async () => {
  await using hub = await startHub()
  const documentId = await textDocument(hub)
  const { cookie } = hub.owner
  expect(await refusalStatus(rawSocket(hub, documentId, {}, { cookie, origin: 'https://elsewhere.example' }))).toBe(403)
  await openSocket(hub, documentId, {}, { cookie, origin: hub.url })
})

test('S4 a ticket opens its document only, with no more access than was asked for, and not for long', async () => {
  let now = Date.now()
  await using hub = await startHub({ now: () => now })
  const documentId = await textDocument(hub)
  const { secret } = await hub.owner.token('sync:read', 'sync:write')
  const api = new HubApi({ baseUrl: hub.url, token: secret })
  const issue = (access: 'read' | 'write') =>
    api.call(documentEndpoints.ticket, { params: { documentId }, body: { access } })
  const { ticket, expiresAt } = await issue('write')
  const writer = connect(hub, documentId, { ticket })
  writer.doc.getText('t').insert(0, 'with a ticket')
  const reader = await openSocket(hub, documentId, { ticket: (await issue('read')).ticket })
  const seen = received(reader)
  reader.send(Uint8Array.of(0, 0, 1, 0))
  await eventually(() => expect(seen.getText('t').toString()).toBe('with a ticket'))
  const closed = closeCode(reader)
  reader.send(updateFrame(textUpdate('by a reader')))
  expect(await closed).toBe(CLOSE.forbidden)
  expect(await closeCode(rawSocket(hub, await textDocument(hub), { ticket }))).toBe(CLOSE.unauthenticated)
  now = expiresAt
  expect(await closeCode(rawSocket(hub, documentId, { ticket }))).toBe(CLOSE.unauthenticated)
})

test('S5 a guest without a grant is told that there is no such document', async () => {
  await using hub = await startHub()
  const documentId = await textDocument(hub)
  const guest = await hub.createMember({ role: 'guest' })
  const { secret: token } = await guest.token('sync:read', 'sync:write')
  expect(await closeCode(rawSocket(hub, documentId, { token }))).toBe(CLOSE.notFound)
  expect(await closeCode(rawSocket(hub, 'absent', { token }))).toBe(CLOSE.notFound)
})

test('S6 a client of an older schema is refused with its own code; a stock client that says none is let in', async () => {
  await using hub = await startHub()
  const documentId = await textDocument(hub)
  const { secret: token } = await hub.owner.token('sync:write', 'sync:create')
  expect(await closeCode(rawSocket(hub, documentId, { token, v: '0' }))).toBe(CLOSE.schemaTooOld)
  await openSocket(hub, documentId, { token, v: String(DOCUMENT_SCHEMA_VERSION) })
  await openSocket(hub, documentId, { token })
  await openSocket(hub, 'plain', { token, v: '0' })
})

test('S7 a client with a copy of an earlier document of this id is refused; one that asks is told the generation', async () => {
  await using hub = await startHub()
  const { secret: token } = await hub.owner.token('sync:create')
  const socket = rawSocket(hub, 'shared', { token, generation: '' })
  const generation = await new Promise<string>((resolve) => {
    socket.on('message', (data: Buffer) => {
      if (data[0] === FRAME.generation) resolve(data.subarray(2).toString())
    })
  })
  await openSocket(hub, 'shared', { token, generation })
  expect(await closeCode(rawSocket(hub, 'shared', { token, generation: 'another' }))).toBe(CLOSE.otherGeneration)
})

test('S40 a reader receives edits, and a reader who writes is closed with nothing stored or relayed', async () => {
  await using hub = await startHub()
  const documentId = await textDocument(hub)
  const { secret: writerToken } = await hub.owner.token('sync:write')
  const { secret: readerToken } = await hub.owner.token('sync:read')
  const writer = connect(hub, documentId, { token: writerToken })
  const refused = [updateFrame(textUpdate('by a reader')), step2Frame(textUpdate('by a reader'))]
  for (const [id, frame] of refused.entries()) {
    const reader = await openSocket(hub, documentId, { token: readerToken })
    const seen = received(reader)
    reader.send(Uint8Array.of(0, 0, 1, 0))
    reader.send(step2Frame(Uint8Array.of(0, 0)))
    reader.send(awarenessFrame(id + 1, 1, { user: { name: 'reader' } }))
    await eventually(() => expect(writer.awareness.getStates().has(id + 1)).toBe(true))
    const text = writer.doc.getText('t')
    text.insert(0, 'by the writer. ')
    await eventually(() => expect(seen.getText('t').toString()).toBe(text.toString()))
    const closed = closeCode(reader)
    reader.send(frame)
    expect(await closed).toBe(CLOSE.forbidden)
  }
  const later = connect(hub, documentId, { token: writerToken })
  await eventually(() => expect(later.doc.getText('t').toString()).toBe('by the writer. by the writer. '))
})

test('S41 a grant that is taken away closes the open socket, and one that is lowered makes it a reader', async () => {
  await using hub = await startHub()
  const documentId = await textDocument(hub)
  const member = await hub.createMember()
  const { secret: token } = await member.token('sync:write')
  const grant = (access: 'none' | 'read') =>
    hub.owner.api.call(documentEndpoints.grant, {
      params: { documentId },
      body: { memberId: member.member.id, access },
    })
  const writer = await openSocket(hub, documentId, { token })
  const reader = await openSocket(hub, documentId, { token })
  await grant('read')
  // The sockets are looked at again in the background: a write is refused from then on.
  const refused = closeCode(writer)
  await eventually(() => {
    writer.send(updateFrame(textUpdate('x')))
    expect(writer.readyState).toBeGreaterThan(writer.OPEN)
  })
  expect(await refused).toBe(CLOSE.forbidden)
  expect(reader.readyState).toBe(reader.OPEN)
  const closed = closeCode(reader)
  const before = performance.now()
  await grant('none')
  expect(await closed).toBe(CLOSE.forbidden)
  expect(performance.now() - before).toBeLessThan(1000)
})

test('S41 a member who becomes a guest loses the open socket within a second', async () => {
  await using hub = await startHub()
  const documentId = await textDocument(hub)
  const member = await hub.createMember()
  const { secret: token } = await member.token('sync:write')
  const { cookie } = member
  const sockets = [
    await openSocket(hub, documentId, { token }),
    await openSocket(hub, documentId, {}, { cookie, origin: hub.url }),
  ]
  const closed = Promise.all(sockets.map(closeCode))
  const before = performance.now()
  await hub.owner.api.call(memberEndpoints.setRole, {
    params: { communityId: hub.communityId, memberId: member.member.id },
    body: { role: 'guest' },
  })
  expect(await closed).toEqual([CLOSE.forbidden, CLOSE.forbidden])
  expect(performance.now() - before).toBeLessThan(1000)
})

test('S42 a revoked token closes its open sockets within a second, and opens none', async () => {
  await using hub = await startHub()
  const { secret: token, id } = await hub.owner.token('sync:create')
  const closed = closeCode(await openSocket(hub, 'doomed', { token }))
  const before = performance.now()
  const response = await fetch(`${hub.url}/api/communities/${hub.communityId}/tokens/${id}`, {
    method: 'DELETE',
    headers: { cookie: hub.owner.cookie, origin: hub.url },
  })
  expect(response.status).toBe(204)
  expect(await closed).toBe(CLOSE.unauthenticated)
  expect(performance.now() - before).toBeLessThan(1000)
  expect(await closeCode(rawSocket(hub, 'doomed', { token }))).toBe(CLOSE.unauthenticated)
})
