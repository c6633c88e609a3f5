import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { gigEndpoints } from '../../shared/gigs.ts'
import { memberEndpoints } from '../../shared/members.ts'
import { addFeed, listGigs, NURSE_GIG, poll, WEBSOCKET_GIG, withFeed } from '../helpers/gig-world.ts'
import { body, startFeedStandin, wwrFeed } from '../standins/feeds/feed-standin.ts'

describe('a feed', () => {
  test('that did not change is asked with its ETag and costs nothing', async () => {
    await using parts = await withFeed(wwrFeed([WEBSOCKET_GIG]), { etag: '"one"' })
    const { hub, feed } = parts
    const health = await addFeed(hub, feed)
    await poll(hub, health)
    const again = await poll(hub, health)
    expect(feed.requests.at(-1)?.headers['if-none-match']).toBe('"one"')
    expect(again).toMatchObject({ lastError: null, itemsSeen: 1 })
  })

  test('with a broken item keeps its neighbours and says how many were broken', async () => {
    await using parts = await withFeed(
      wwrFeed([WEBSOCKET_GIG, NURSE_GIG], '<item><title></title></item><item><guid>x</guid></item>'),
    )
    const { hub, feed } = parts
    const health = await poll(hub, await addFeed(hub, feed))
    expect(health).toMatchObject({ itemsSeen: 2, itemsBroken: 2, lastError: null })
    expect((await listGigs(hub)).total).toBe(2)
  })

  test.each([
    [
      'answers with an error',
      'the feed answered with status 503',
      (response: ServerResponse) => response.writeHead(503, { 'retry-after': '7200' }).end(),
    ],
    [
      'is no feed',
      'the answer is no RSS or Atom feed',
      (response: ServerResponse) => response.end('<html><body>Hello</body></html>'),
    ],
    [
      'is larger than allowed',
      'the answer is larger than 16384 kB',
      (response: ServerResponse) => response.end(Buffer.alloc(17 * 1024 * 1024, 32)),
    ],
  ])('that %s keeps its error, and is left alone longer', async (_, message, answer) => {
    await using parts = await withFeed('')
    const { hub, feed } = parts
    feed.answer = (__, response) => void answer(response)
    const before = Date.now()
    const health = await poll(hub, await addFeed(hub, feed, { kind: 'rss' }))
    expect(health.lastError).toBe(message)
    expect(health.nextPollAt).toBeGreaterThan(before + 59 * 60_000)
    if (message.includes('503')) expect(health.nextPollAt).toBeGreaterThanOrEqual(before + 7_200_000)
  })

  test('with XML that would explode is read without its entities', async () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
    await using parts = await withFeed(wwrFeed([WEBSOCKET_GIG]).replace('?>', `?>${bomb}`))
    const { hub, feed } = parts
    expect(await poll(hub, await addFeed(hub, feed))).toMatchObject({ itemsSeen: 1, lastError: null })
  })

  test('as JSON Feed is read, too', async () => {
    const items = [
      {
        id: '1',
        title: 'Rust developer',
        content_html: '<p>You need Rust.</p>',
        url: 'https://jobs.example/1',
        date_published: new Date().toISOString(),
      },
      { title: 'without an id' },
    ]
    const text = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Jobs', items })
    await using parts = await withFeed(text)
    const { hub, feed } = parts
    expect(await poll(hub, await addFeed(hub, feed, { kind: 'json-feed', name: 'A board' }))).toMatchObject({
      itemsSeen: 1,
      itemsBroken: 1,
    })
    expect((await listGigs(hub)).gigs[0]?.gig.parsed.skills.must).toEqual(['Rust'])
  })

  test('at a private address is refused unless the operator allowed it, also behind a redirect', async () => {
    await using parts = await withFeed('')
    const { hub, feed } = parts
    await using inside = await startFeedStandin(body('application/rss+xml', wwrFeed([WEBSOCKET_GIG])))
    const refused = /^127\.0\.0\.1 is a private address; FEED_ALLOW_HOSTS lets 127\.0\.0\.1:\d+ be fetched$/
    expect((await poll(hub, await addFeed(hub, inside))).lastError).toMatch(refused)
    feed.answer = (_, response) => response.writeHead(302, { location: inside.url }).end()
    expect((await poll(hub, await addFeed(hub, feed))).lastError).toMatch(refused)
    for (const url of [
      'http://localhost:1/',
      'http://[::1]:1/',
      'http://[::ffff:127.0.0.1]:1/',
      'http://0x7f.1:1/',
      'http://169.254.169.254/latest',
    ]) {
      const { lastError } = await poll(hub, await addFeed(hub, feed, { url }))
      expect(lastError).toMatch(/is a private address/)
    }
    expect(inside.requests).toHaveLength(0)
  })

  test('is added and removed by admins only, once, and each time written to the audit log', async () => {
    await using parts = await withFeed(wwrFeed([WEBSOCKET_GIG]))
    const { hub, feed } = parts
    const health = await addFeed(hub, feed)
    await expect(addFeed(hub, feed)).rejects.toMatchObject({ code: 'conflict' })
    const member = await hub.createMember()
    const params = { communityId: hub.communityId, feedId: health.id }
    await expect(member.api.call(gigEndpoints.removeFeed, { params })).rejects.toMatchObject({ code: 'forbidden' })
    await poll(hub, health)
    await hub.owner.api.call(gigEndpoints.removeFeed, { params })
    await expect(hub.owner.api.call(gigEndpoints.pollFeed, { params })).rejects.toMatchObject({ code: 'not_found' })
    expect((await listGigs(hub)).total).toBe(1)
    const { entries } = await hub.owner.api.call(memberEndpoints.audit, { params: { communityId: hub.communityId } })
    expect(entries.map(({ action }) => action)).toEqual(expect.arrayContaining(['feed.added', 'feed.removed']))
  })
})
