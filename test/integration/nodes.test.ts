import { io, type Socket } from 'socket.io-client'
import { expect, test, vi } from 'vitest'
import { documentEndpoints } from '../../shared/documents.ts'
import { gigEndpoints } from '../../shared/gigs.ts'
import { HubApi } from '../../shared/hub-client.ts'
import { LIVE_NAMESPACE, type ServerToWeb } from '../../shared/live-protocol.ts'
import { profileEndpoints } from '../../shared/profiles.ts'
import { roomMessageEndpoints } from '../../shared/room-messages.ts'
import { roomEndpoints } from '../../shared/rooms.ts'
import { freshDatabase } from '../helpers/migrated-database.ts'
import { describeNodes, emptyDatabase, redisUrl } from '../helpers/services.ts'
import { startHub, type TestHub } from '../helpers/start-hub.ts'
import { body, startFeedStandin, wwrFeed } from '../standins/feeds/feed-standin.ts'

/** Two processes' worth of hub on one PostgreSQL and one Redis, started at the same moment. */
async function twoNodes(env: Record<string, string> = {}) {
  const database = await freshDatabase()
  const settings = { ...env, DATABASE_URL: database.url, REDIS_URL: redisUrl ?? '' }
  // The first founds the community; started at once, both would.
  const a = await startHub({ env: settings })
  const b = await startHub({ env: settings })
  return {
    a,
    b,
    async [Symbol.asyncDispose]() {
      await Promise.all([a[Symbol.asyncDispose](), b[Symbol.asyncDispose]()])
      await database[Symbol.asyncDispose]()
    },
  }
}

async function live(node: TestHub, cookie: string): Promise<Socket<ServerToWeb> & Disposable> {
  const socket: Socket<ServerToWeb> = io(node.url + LIVE_NAMESPACE, {
    transports: ['websocket'],
    extraHeaders: { cookie },
  })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
  return Object.assign(socket, { [Symbol.dispose]: () => void socket.close() })
}

describeNodes('two nodes of one hub', () => {
  test('set up an empty database once, although they start together', async () => {
    await using database = await emptyDatabase()
    const env = { DATABASE_URL: database.url, REDIS_URL: redisUrl ?? '', GUILDHALL_DEMO: 'true' }
    const started = await Promise.allSettled([startHub({ env }), startHub({ env }), startHub({ env })])
    const hubs = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    try {
      expect(started.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
      const communities = await hubs[0]?.hub.queries.selectFrom('communities').select('name').execute()
      expect(communities?.filter(({ name }) => name === 'Edge Vision Guild')).toHaveLength(1)
    } finally {
      for (const hub of hubs) await hub[Symbol.asyncDispose]()
    }
  })

  test('show a message to whoever is connected at the other', async () => {
    await using nodes = await twoNodes()
    const { a, b } = nodes
    const room = await a.owner.api.call(roomEndpoints.create, {
      params: { communityId: a.communityId },
      body: { name: 'general' },
    })
    using socket = await live(b, b.owner.cookie)
    const seen: string[] = []
    socket.on('room:message', ({ message }) => seen.push(message.text))
    await a.owner.api.call(roomMessageEndpoints.post, {
      params: { roomId: room.id },
      body: { text: 'Hello from the other side' },
    })
    await vi.waitFor(() => expect(seen).toEqual(['Hello from the other side']), { timeout: 10_000 })
  })

  test('refuse a token at once that was revoked at the other', async () => {
    await using nodes = await twoNodes()
    const { a, b } = nodes
    const token = await a.owner.token('documents:read')
    const atB = new HubApi({ baseUrl: b.url, token: token.secret })
    const list = () => atB.call(documentEndpoints.list, { params: { communityId: a.communityId } })
    expect((await list()).documents).toEqual([])
    await a.hub.tokens.revoke(a.owner.member, token.id)
    await vi.waitFor(() => expect(list()).rejects.toMatchObject({ code: 'unauthenticated' }), { timeout: 1_000 })
  })

  test('ask a feed from one of them, and match at both', async () => {
    const post = {
      guid: '1',
      company: 'Halm',
      role: 'Rust developer',
      category: 'All Other Remote',
      html: '<p>You need Rust.</p>',
      postedAt: new Date(),
    }
    await using feed = await startFeedStandin(body('application/rss+xml', wwrFeed([post])))
    await using nodes = await twoNodes({ FEED_ALLOW_HOSTS: feed.host })
    const { a, b } = nodes
    const params = { communityId: a.communityId }
    await a.owner.api.call(profileEndpoints.save, { params, body: { skills: [{ name: 'Rust', level: 'expert' }] } })
    await a.owner.api.call(gigEndpoints.addFeed, {
      params,
      body: { kind: 'weworkremotely', name: 'Board', url: feed.url },
    })
    for (const node of [a, b]) {
      await vi.waitFor(
        async () => {
          const { gigs } = await node.owner.api.call(gigEndpoints.list, { params })
          expect(gigs[0]?.match?.score).toBeGreaterThan(0.5)
        },
        { timeout: 10_000 },
      )
    }
    expect(feed.requests).toHaveLength(1)
  })
})
