import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { OpenApi } from '../../server/platform/http/openapi.ts'
import { startHub } from '../helpers/start-hub.ts'

const SERVER = fileURLToPath(new URL('../../server', import.meta.url))

test('every endpoint of the API is described as OpenAPI 3.1, with its types and who may call it', async () => {
  await using hub = await startHub()
  const answer = await fetch(`${hub.url}/api/openapi.json`)
  const api = (await answer.json()) as OpenApi
  expect(api.openapi).toBe('3.1.0')

  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length)
  for (const { path, method, operation } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
    const described = operation.parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name)
    expect(described.toSorted(), path).toEqual(named.toSorted())
    expect(operation.summary, `${method} ${path}`).not.toBe('')
    // It is there: without a sign-in it says so, and not that there is nothing.
    if (operation.security.length > 0) {
      const { status } = await fetch(hub.url + path.replace(/\{\w+\}/g, 'x'), { method: method.toUpperCase() })
      expect(status, `${method} ${path}`).toBe(401)
    }
  }

  const addCard = api.paths['/api/documents/{documentId}/board/cards']?.['post']
  expect(addCard?.security).toEqual([{ token: ['documents:write'] }, { session: [] }])
  expect(addCard?.requestBody?.content['application/json'].schema).toMatchObject({
    type: 'object',
    required: expect.arrayContaining(['title']),
    properties: { title: { type: 'string', minLength: 1, maxLength: 500 } },
  })
})

test('what is mounted without a description is known by name', () => {
  const sources = readdirSync(SERVER, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
  const undescribed = sources.flatMap((path) => {
    const source = readFileSync(join(SERVER, path), 'utf8')
    return [...source.matchAll(/\b(?:router|app)\.(?:get|post|put|patch|delete|all)\(\s*'(\/api[^']*)'/g)]
  })
  // Sign-in is better-auth's own; files of chats and images are of the bots' protocol (docs/bots.md); people come to the
  // others by a link in a message, or they are the description.
  const paths = undescribed.map(([, path]) => path ?? '')
  expect(paths.toSorted()).toEqual([
    '/api/auth/*splat',
    '/api/bot-images',
    '/api/bot-images/:imageId',
    '/api/chat-files',
    '/api/chat-files/:fileId',
    '/api/docs',
    '/api/go/:announcementId/:code/:button',
    '/api/openapi.json',
    '/api/unsubscribe/:token',
    '/api/unsubscribe/:token',
  ])
})

test('the API can be read as a page, without a script', async () => {
  await using hub = await startHub()
  const page = await fetch(`${hub.url}/api/docs`)
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  const html = await page.text()
  expect(html).not.toContain('<script')
  expect(html).toContain('Add a card at the end of a column')
  expect(html).toContain('/api/documents/{documentId}/board/cards')
})
