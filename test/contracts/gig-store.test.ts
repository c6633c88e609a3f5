import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Gig } from '../../shared/gigs.ts'
import { FeedStore } from '../../server/gigs/feeds/feed-store.ts'
import { GigStore } from '../../server/gigs/gig-store.ts'
import { parseGig } from '../../server/gigs/parsing/parse-gig.ts'
import { type MigratedDatabase, migratedDatabase } from '../helpers/migrated-database.ts'
import { describePostgres } from '../helpers/services.ts'

describe('on SQLite', () => contract('sqlite'))
describePostgres('on PostgreSQL', () => contract('postgres'))

function contract(kind: 'sqlite' | 'postgres'): void {
  let store: MigratedDatabase
  let gigs: GigStore
  let feeds: FeedStore
  beforeAll(async () => {
    store = await migratedDatabase(kind)
    const { queries } = store.database
    gigs = new GigStore(queries)
    feeds = new FeedStore(queries)
    for (const id of ['c1', 'c2']) {
      await queries.insertInto('communities').values({ id, name: id, slug: id, created_at: 1 }).execute()
    }
  })
  afterAll(() => store[Symbol.asyncDispose]())

  const gig = (id: string, change: Partial<Gig> = {}): Gig => ({
    id,
    communityId: 'c1',
    title: 'Rust developer',
    company: null,
    text: 'You need Rust. 90 EUR per hour.',
    url: 'https://jobs.example/1',
    source: { feedId: 'f1', name: 'A board', url: null },
    parsed: parseGig('Rust developer', 'You need Rust. 90 EUR per hour.'),
    refinedBy: null,
    postedBy: null,
    status: 'open',
    nicheIds: [],
    early: null,
    trust: { score: 1, flagged: false, signals: [], overruled: null },
    postedAt: 1000,
    createdAt: 2000,
    updatedAt: 2000,
    ...change,
  })
  const put = (one: Gig, closesAt: number | null = null) => gigs.put(store.database.queries, one, closesAt)
  const openIds = async () => {
    const ids: string[] = []
    for await (const { id } of gigs.takeable(100)) ids.push(id)
    return ids
  }

  test('a gig comes back as it was put, and is replaced by its id', async () => {
    await put(gig('a'))
    expect(await gigs.get('a')).toEqual(gig('a'))
    await put(gig('a', { title: 'Rust engineer', updatedAt: 3000 }))
    expect(await gigs.get('a')).toEqual(gig('a', { title: 'Rust engineer', updatedAt: 3000 }))
    expect(await gigs.get('nothing')).toBeUndefined()
  })

  test('several come in the order that was asked for, without those that are gone', async () => {
    await put(gig('b'))
    expect((await gigs.getAll(['b', 'gone', 'a'])).map(({ id }) => id)).toEqual(['b', 'a'])
    expect(await gigs.getAll([])).toEqual([])
  })

  test('open ones come newest first, ties by id, and leave when their day is past', async () => {
    await put(gig('b', { postedAt: 5000 }), 9000)
    await put(gig('c', { postedAt: 5000 }), 9001)
    await put(gig('d', { status: 'closed' }))
    expect(await openIds()).toEqual(['c', 'b', 'a'])
    const { queries } = store.database
    expect(await gigs.closePast(queries, 9000)).toMatchObject([{ id: 'b', communityId: 'c1', status: 'closed' }])
    expect(await gigs.closePast(queries, 9000)).toEqual([])
    expect(await openIds()).toEqual(['c', 'a'])
    expect((await gigs.get('b'))?.status).toBe('closed')
  })

  test('an item of a source leads to its gig, in its own community only', async () => {
    const { queries } = store.database
    const item = {
      community_id: 'c1',
      source_key: 'f1',
      external_id: 'x',
      gig_id: 'a',
      hash: 'one',
      raw: '{}',
      seen_at: 1,
    }
    await gigs.putItem(queries, item)
    await gigs.putItem(queries, { ...item, hash: 'two' })
    const key = { communityId: 'c1', sourceKey: 'f1', externalId: 'x' }
    expect(await gigs.itemOf(queries, key)).toEqual({ gigId: 'a', hash: 'two' })
    expect(await gigs.itemOf(queries, { ...key, communityId: 'c2' })).toBeUndefined()
  })

  test('a feed is there once in a community, and its address may be in another one', async () => {
    const feed = {
      id: 'f1',
      communityId: 'c1',
      kind: 'rss' as const,
      name: 'Board',
      url: 'https://jobs.example/rss',
      intervalMinutes: 60,
    }
    expect(await feeds.add(feed, 100)).toMatchObject({ id: 'f1', enabled: true, nextPollAt: 100 })
    expect(await feeds.add({ ...feed, id: 'f2' }, 100)).toBeUndefined()
    expect(await feeds.add({ ...feed, id: 'f3', communityId: 'c2' }, 200)).toMatchObject({ id: 'f3' })
    expect((await feeds.list('c1')).map(({ id }) => id)).toEqual(['f1'])
  })

  test('what is due is claimed by one of many askers', async () => {
    const claims = await Promise.all([1, 2, 3].map(() => feeds.claimDue(150, 10)))
    expect(claims.flat().map(({ id }) => id)).toEqual(['f1'])
    expect(await feeds.claimDue(150, 10)).toEqual([])
  })

  test('a poll that failed is counted, one that went well forgets the failures', async () => {
    await feeds.settle('f1', { ok: false, nextPollAt: 500, error: 'no answer' }, 200)
    await feeds.settle('f1', { ok: false, nextPollAt: 900, error: 'no answer in time' }, 500)
    const failed = await feeds.get('c1', 'f1')
    expect(failed?.row.failures).toBe(2)
    expect(failed?.health).toMatchObject({
      lastError: 'no answer in time',
      lastPolledAt: 500,
      lastSuccessAt: null,
      nextPollAt: 900,
    })
    const validators = { etag: '"1"', lastModified: null }
    await feeds.settle('f1', { ok: true, nextPollAt: 2000, page: { seen: 7, broken: 1 }, validators }, 900)
    await feeds.settle('f1', { ok: true, nextPollAt: 3000, page: undefined, validators: undefined }, 2000)
    const well = await feeds.get('c1', 'f1')
    expect(well?.row).toMatchObject({ failures: 0, etag: '"1"' })
    expect(well?.health).toMatchObject({ lastError: null, lastSuccessAt: 2000, itemsSeen: 7, itemsBroken: 1 })
  })

  test('a feed is removed from its own community only', async () => {
    expect(await feeds.remove('c2', 'f1')).toBe(false)
    expect(await feeds.remove('c1', 'f1')).toBe(true)
    expect(await feeds.get('c1', 'f1')).toBeUndefined()
  })
}
