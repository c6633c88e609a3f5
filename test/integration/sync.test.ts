import { WebsocketProvider } from 'y-websocket'
import { afterEach, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { CLOSE } from '../../shared/collab-protocol.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import { tokenEndpoints } from '../../shared/tokens.ts'
import { memberEndpoints } from '../../shared/members.ts'
import { startHub, type TestHub } from '../helpers/start-hub.ts'

const open: WebsocketProvider[] = []
afterEach(() => {
  for (const provider of open.splice(0)) provider.destroy()
})

function connect(hub: TestHub, documentId: string, token: string, doc = new Y.Doc()): WebsocketProvider {
  const provider = new WebsocketProvider(hub.collabUrl, documentId, doc, {
    params: { token },
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
  })
  open.push(provider)
  return provider
}

test('an unmodified y-websocket client creates a plain document, and another reads it', async () => {
  await using hub = await startHub()
  const { secret } = await hub.owner.token('sync:create')
  const first = connect(hub, 'my-yjs-app', secret)
  first.doc.getText('t').insert(0, 'hello')
  const second = connect(hub, 'my-yjs-app', secret)
  await vi.waitFor(() => expect(second.doc.getText('t').toString()).toBe('hello'))
  second.doc.getText('t').insert(5, ' world')
  await vi.waitFor(() => expect(first.doc.getText('t').toString()).toBe('hello world'))
})

test('a revoked token closes its open sockets', async () => {
  await using hub = await startHub()
  const { secret, id } = await hub.owner.token('sync:create')
  const provider = connect(hub, 'doomed', secret)
  await vi.waitFor(() => expect(provider.synced).toBe(true))
  const closed = new Promise<{ code: number }>((resolve) => provider.on('closed', (event: { code: number }) => resolve(event)))
  await fetch(`${hub.url}/api/communities/${hub.communityId}/tokens/${id}`, { method: 'DELETE', headers: { cookie: hub.owner.cookie, origin: hub.url } })
  expect((await closed).code).toBe(CLOSE.unauthenticated)
})
