import { io } from 'socket.io-client'
import { describe, expect, test } from 'vitest'
import { boardEndpoints } from '../../shared/board-api.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import { BOTS_NAMESPACE } from '../../shared/bot-protocol.ts'
import { LIVE_NAMESPACE } from '../../shared/live-protocol.ts'
import { roomMessageEndpoints } from '../../shared/room-messages.ts'
import { roomEndpoints } from '../../shared/rooms.ts'
import { pino } from 'pino'
import { startHub, type TestHub } from '../helpers/start-hub.ts'

async function refusalOf(
  hub: TestHub,
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
) {
  const { secret } = await hub.owner.token('documents:read', 'documents:write')
  const response = await fetch(hub.url + path, {
    method,
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  })
  return {
    status: response.status,
    ...((await response.json()) as { error: { code: string; message: string; details: unknown[] } }),
  }
}

describe('health', () => {
  test('says that the process lives, that it can serve, and how it does', async () => {
    await using hub = await startHub()
    expect(await (await fetch(`${hub.url}/healthz`)).json()).toEqual({ status: 'ok' })
    const ready = await fetch(`${hub.url}/readyz`)
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ready', checks: { stopping: false, database: true, redis: 'off' } },
    ])
    await fetch(`${hub.url}/api/sign-in-options`)
    const metrics = await (await fetch(`${hub.url}/metrics`)).text()
    expect(metrics).toMatch(/^# TYPE guildhall_sync_sockets gauge$/m)
    expect(metrics).toMatch(/^guildhall_http_request_seconds_count\{.*method="GET".*\} \d+$/m)
  })
})

describe('the web client', () => {
  test('is served with a strict policy, under every path of its own', async () => {
    await using hub = await startHub()
    for (const path of ['/', '/gigs', '/b/some-board']) {
      const response = await fetch(hub.url + path)
      expect(response.status).toBe(200)
      const policy = response.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("object-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      const html = await response.text()
      expect(html).toContain('<div id="root">')
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/)
    }
  })

  test('is not what an unknown file gets', async () => {
    await using hub = await startHub()
    expect((await fetch(`${hub.url}/assets/nothing.js`)).status).toBe(404)
  })
})

describe('bad input gets a clear answer', () => {
  test.each([
    ['no endpoint', 'GET', '/api/nothing', undefined, 404, 'not_found'],
    ['no JSON', 'POST', '/api/communities/c/documents', '{"kind":', 400, 'invalid_input'],
    ['no object', 'POST', '/api/communities/c/documents', '"board"', 400, 'invalid_input'],
    [
      'too much',
      'POST',
      '/api/communities/c/documents',
      JSON.stringify({ title: 'x'.repeat(2_000_000) }),
      413,
      'too_large',
    ],
    ['an odd id', 'GET', '/api/documents/%00', undefined, 400, 'invalid_input'],
    ['a broken address', 'GET', '/api/documents/%E0%A4%A', undefined, 400, 'invalid_input'],
    ['somebody else’s', 'GET', '/api/documents/nothing', undefined, 404, 'not_found'],
  ])('%s', async (_, method, path, body, status, code) => {
    await using hub = await startHub()
    expect(await refusalOf(hub, method, path, body)).toMatchObject({
      status,
      error: { code, message: expect.any(String), details: expect.any(Array) },
    })
  })

  test('every refused field is named', async () => {
    await using hub = await startHub()
    const { error } = await refusalOf(
      hub,
      'POST',
      `/api/communities/${hub.communityId}/documents`,
      JSON.stringify({ kind: 'page', title: ' ' }),
    )
    expect(error.details).toMatchObject([{ path: 'kind' }, { path: 'title' }])
  })

  test('who asks too often is told when to come back', async () => {
    await using hub = await startHub({ env: { API_REQUESTS_PER_MINUTE: '10' } })
    const answers = await Promise.all(Array.from({ length: 12 }, () => fetch(`${hub.url}/api/sign-in-options`)))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThanOrEqual(2)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused[0]?.json()).toMatchObject({ error: { code: 'rate_limited' } })
  })

  test.each([
    ['a live socket of nobody', LIVE_NAMESPACE, {}, 'unauthenticated'],
    [
      'a live socket of another site’s page',
      LIVE_NAMESPACE,
      { extraHeaders: { origin: 'https://evil.example' } },
      'forbidden',
    ],
    ['a bot without a token', BOTS_NAMESPACE, { auth: { platform: 'discord' } }, 'invalid_input'],
    [
      'a bot with a wrong token',
      BOTS_NAMESPACE,
      { auth: { platform: 'discord', token: 'gh_wrong' } },
      'unauthenticated',
    ],
  ])('%s', async (_, namespace, options, message) => {
    await using hub = await startHub()
    const socket = io(hub.url + namespace, { transports: ['websocket'], reconnection: false, ...options })
    const error = await new Promise<Error>((resolve) => socket.once('connect_error', resolve))
    socket.close()
    expect(error.message).toBe(message)
  })
})

describe('the API', () => {
  test('makes a board, adds a card, and reads it as data', async () => {
    await using hub = await startHub()
    const params = { communityId: hub.communityId }
    const { id } = await hub.owner.api.call(documentEndpoints.create, {
      params,
      body: { kind: 'board', title: 'Sprint' },
    })
    const { cardId } = await hub.owner.api.call(boardEndpoints.addCard, {
      params: { documentId: id },
      body: { title: 'Ship it', dueOn: '2026-12-24' },
    })
    const { columns } = await hub.owner.api.call(boardEndpoints.read, { params: { documentId: id } })
    expect(columns.map(({ name }) => name)).toEqual(['Backlog', 'In progress', 'Done'])
    expect(columns[0]?.cards).toMatchObject([
      { id: cardId, title: 'Ship it', labels: [], assignees: [], dueOn: '2026-12-24' },
    ])
  })

  test('a guest reads what was shared with them, and nothing else', async () => {
    await using hub = await startHub()
    const guest = await hub.createMember({ role: 'guest' })
    const params = { communityId: hub.communityId }
    const make = (title: string) =>
      hub.owner.api.call(documentEndpoints.create, { params, body: { kind: 'board', title } })
    const [shared, other] = [await make('Shared'), await make('Other')]
    await hub.owner.api.call(documentEndpoints.grant, {
      params: { documentId: shared.id },
      body: { memberId: guest.member.id, access: 'read' },
    })
    const { documents } = await guest.api.call(documentEndpoints.list, { params })
    expect(documents.map(({ title, access }) => [title, access])).toEqual([['Shared', 'read']])
    await expect(guest.api.call(documentEndpoints.get, { params: { documentId: other.id } })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(
      guest.api.call(boardEndpoints.addCard, { params: { documentId: shared.id }, body: { title: 'x' } }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('a message that is sent twice is posted once, and history comes in pages', async () => {
    await using hub = await startHub()
    const room = await hub.owner.api.call(roomEndpoints.create, {
      params: { communityId: hub.communityId },
      body: { name: 'general' },
    })
    const params = { roomId: room.id }
    const post = (text: string, clientMessageId: string) =>
      hub.owner.api.call(roomMessageEndpoints.post, { params, body: { text, clientMessageId } })
    const first = await post('Hello', 'message-1')
    expect((await post('Hello', 'message-1')).id).toBe(first.id)
    for (const text of ['two', 'three']) await post(text, `message-${text}`)
    const last = await hub.owner.api.call(roomMessageEndpoints.list, { params, query: { limit: 2 } })
    expect(last.messages.map(({ text }) => text)).toEqual(['two', 'three'])
    const before = await hub.owner.api.call(roomMessageEndpoints.list, {
      params,
      query: { before: last.messages[0]?.id },
    })
    expect(before.messages.map(({ text }) => text)).toEqual(['Hello'])
  })
})

test('a hub that stops in the middle of its work finds no fault', async () => {
  const lines: string[] = []
  const hub = await startHub({ log: pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }) })
  const gone = new AbortController()
  const asked = Array.from({ length: 40 }, () =>
    fetch(`${hub.url}/api/communities/${hub.communityId}/documents`, {
      headers: { cookie: hub.owner.cookie },
      signal: gone.signal,
    }),
  )
  await Promise.any(asked)
  gone.abort()
  await hub[Symbol.asyncDispose]()
  await Promise.allSettled(asked)
  expect(lines).toEqual([])
})
