import { io, type Socket } from 'socket.io-client'
import { describe, expect, test, vi } from 'vitest'
import { deliveryEndpoints } from '../../shared/deliveries.ts'
import { gigEndpoints } from '../../shared/gigs.ts'
import { LIVE_NAMESPACE, type ServerToWeb } from '../../shared/live-protocol.ts'
import { memberEndpoints } from '../../shared/members.ts'
import { profileEndpoints } from '../../shared/profiles.ts'
import { addFeed, listGigs, NURSE_GIG, poll, saveProfile, WEBSOCKET_GIG, withFeed } from '../helpers/gig-world.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'
import { body, startFeedStandin, type WwrItem, wwrFeed } from '../standins/feeds/feed-standin.ts'

async function liveSocket(hub: TestHub, member: TestMember): Promise<Socket<ServerToWeb> & Disposable> {
  const socket: Socket<ServerToWeb> = io(hub.url + LIVE_NAMESPACE, {
    transports: ['websocket'],
    extraHeaders: { cookie: member.cookie, origin: hub.hub.publicUrl },
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return Object.assign(socket, { [Symbol.dispose]: () => void socket.close() })
}

describe('a gig goes all the way', () => {
  test('from a feed that is due to the live web client of whom it suits, with reasons', async () => {
    await using parts = await withFeed(wwrFeed([WEBSOCKET_GIG, NURSE_GIG]))
    const { hub, feed } = parts
    const freelancer = await hub.createMember({ name: 'Fran' })
    await saveProfile(hub, freelancer)
    using socket = await liveSocket(hub, freelancer)
    const matched: Parameters<ServerToWeb['gig:matched']>[0][] = []
    socket.on('gig:matched', (match) => matched.push(match))
    await addFeed(hub, feed)
    await vi.waitFor(() => expect(matched).toHaveLength(1), { timeout: 10_000 })
    expect(matched[0]).toMatchObject({
      eligible: true,
      matcherVersion: 'rules-5',
      gig: {
        title: 'Senior full-stack developer',
        company: 'Halm Maps',
        url: 'https://jobs.example/live-map',
        source: { name: 'We Work Remotely', url: 'https://jobs.example/live-map' },
        parsed: {
          pay: { min: 90, max: 110, currency: 'EUR', period: 'hour' },
          types: ['contract'],
          skills: { nice: ['Redis'] },
        },
      },
    })
    expect(matched[0]?.score).toBeGreaterThan(0.8)
    expect(matched[0]?.reasons.map(({ text }) => text)).toContain('Pays €90–110 / h; your floor is €70 / h')
  })

  test('and into the list, best first, with the evidence pointing into the text', async () => {
    await using parts = await withFeed(wwrFeed([NURSE_GIG, WEBSOCKET_GIG]))
    const { hub, feed } = parts
    await saveProfile(hub, hub.owner)
    await poll(hub, await addFeed(hub, feed))
    const { gigs, total } = await listGigs(hub)
    expect(total).toBe(2)
    expect(gigs.map(({ gig }) => gig.company)).toEqual(['Halm Maps', 'Carewell'])
    const [first] = gigs
    const pay = first?.gig.parsed.evidence.find(({ field }) => field === 'pay')
    expect(first?.gig.text.slice(pay?.start, pay?.end)).toBe('90 to 110 EUR')
    expect(first?.gig.text).toContain('You need TypeScript, Node.js & React.')
  })

  test('an item that comes again is one gig; one that changed is the same gig, changed', async () => {
    await using parts = await withFeed(wwrFeed([WEBSOCKET_GIG]))
    const { hub, feed } = parts
    const health = await addFeed(hub, feed)
    await poll(hub, health)
    await poll(hub, health)
    const before = await listGigs(hub)
    feed.answer = body('application/rss+xml', wwrFeed([{ ...WEBSOCKET_GIG, html: '<p>You need Rust.</p>' }]))
    await poll(hub, health)
    const after = await listGigs(hub)
    expect([before.total, after.total]).toEqual([1, 1])
    expect(after.gigs[0]?.gig.id).toBe(before.gigs[0]?.gig.id)
    expect(after.gigs[0]?.gig.parsed.skills.must).toContain('Rust')
  })

  test('a gig that comes from a second source, or is reposted, is one gig; another role of the same firm is its own', async () => {
    const about =
      'Halm Maps draws floods as they rise, so that towns know in time what the river will do next, street by street. '
    const first = { ...WEBSOCKET_GIG, html: `<p>${about}</p>${WEBSOCKET_GIG.html}` }
    const repost = { ...first, guid: 'again', html: `${first.html}<p>Apply by mail.</p>` }
    const other = {
      ...first,
      guid: 'cook',
      role: 'Cook for our kitchen',
      html: `<p>${about}</p><p>You cook for twenty people who forget to eat.</p>`,
    }
    await using feed = await startFeedStandin(body('application/rss+xml', wwrFeed([first, repost, other])))
    await using second = await startFeedStandin(body('application/rss+xml', wwrFeed([{ ...first, guid: 'elsewhere' }])))
    await using hub = await startHub({ env: { FEED_ALLOW_HOSTS: `${feed.host},${second.host}` } })
    await poll(hub, await addFeed(hub, feed))
    await poll(hub, await addFeed(hub, second, { name: 'Another board', kind: 'rss' }))
    const { gigs } = await listGigs(hub)
    expect(gigs.map(({ gig }) => gig.title).toSorted()).toEqual(['Cook for our kitchen', 'Senior full-stack developer'])
  })

  test('one that is past its day is closed and leaves the list', async () => {
    await using parts = await withFeed(
      wwrFeed([{ ...WEBSOCKET_GIG, expiresAt: new Date(Date.now() - 1000) }, NURSE_GIG]),
    )
    const { hub, feed } = parts
    await poll(hub, await addFeed(hub, feed))
    expect((await listGigs(hub)).gigs.map(({ gig }) => gig.company)).toEqual(['Carewell'])
  })

  test('the list is there again after a restart', async () => {
    await using parts = await withFeed(wwrFeed([WEBSOCKET_GIG]))
    const { hub, feed } = parts
    await saveProfile(hub, hub.owner)
    await poll(hub, await addFeed(hub, feed))
    const before = await listGigs(hub)
    await hub.hub[Symbol.asyncDispose]()
    await using again = await startHub({ dataDir: hub.dataDir })
    const after = await listGigs(again)
    expect(after.gigs.map(({ gig, match }) => [gig.id, match?.score])).toEqual(
      before.gigs.map(({ gig, match }) => [gig.id, match?.score]),
    )
  })
})

describe('what a member asks for', () => {
  test('gigs that are closed to them are shown only when asked for, with why', async () => {
    await using parts = await withFeed(wwrFeed([{ ...WEBSOCKET_GIG, region: 'USA Only' }]))
    const { hub, feed } = parts
    await saveProfile(hub, hub.owner)
    await poll(hub, await addFeed(hub, feed))
    expect((await listGigs(hub)).total).toBe(0)
    const { gigs } = await listGigs(hub, hub.owner, { ineligible: 'true' })
    expect(gigs[0]?.match).toMatchObject({ eligible: false, score: 0 })
    expect(gigs[0]?.match?.reasons[0]?.text).toBe('Only for people in the United States; your profile says Spain')
  })

  test('feedback is kept, lowers what was turned down, and can be taken back', async () => {
    await using parts = await withFeed(wwrFeed([WEBSOCKET_GIG, NURSE_GIG]))
    const { hub, feed } = parts
    await saveProfile(hub, hub.owner)
    await poll(hub, await addFeed(hub, feed))
    const first = async () => (await listGigs(hub)).gigs[0]
    const gigId = (await first())?.gig.id ?? ''
    const params = { communityId: hub.communityId, gigId }
    await hub.owner.api.call(gigEndpoints.giveFeedback, { params, body: { kind: 'not_relevant', reason: 'client' } })
    expect((await first())?.gig.company).toBe('Carewell')
    const { match } = await hub.owner.api.call(gigEndpoints.get, { params })
    expect(match?.feedback).toEqual({ kind: 'not_relevant', reason: 'client', note: '' })
    await hub.owner.api.call(gigEndpoints.takeBackFeedback, { params })
    expect((await first())?.gig.company).toBe('Halm Maps')
  })

  test('gigs are filtered by skill, pay in the member’s currency, mode, place, source and what was answered', async () => {
    await using world = await withFeed(wwrFeed([WEBSOCKET_GIG, NURSE_GIG]))
    const { hub, feed } = world
    await saveProfile(hub, hub.owner)
    await poll(hub, await addFeed(hub, feed))
    const titles = async (query: object) => (await listGigs(hub, hub.owner, query)).gigs.map(({ gig }) => gig.title)
    const { facets, gigs } = await listGigs(hub)
    expect(facets).toMatchObject({ sources: ['We Work Remotely'] })
    expect(facets.skills).toContain('TypeScript')
    expect(await titles({ skills: 'typescript,Cobol' })).toEqual([WEBSOCKET_GIG.role])
    expect(await titles({ minPay: 110 })).toEqual([WEBSOCKET_GIG.role])
    expect(await titles({ minPay: 111 })).toEqual([])
    expect(await titles({ mode: 'onsite' })).toEqual([])
    expect(await titles({ source: 'Another board' })).toEqual([])
    expect(await titles({ region: 'PT' })).toHaveLength(2)
    const gigId = gigs.find(({ gig }) => gig.title === WEBSOCKET_GIG.role)?.gig.id ?? ''
    await hub.owner.api.call(gigEndpoints.giveFeedback, {
      params: { communityId: hub.communityId, gigId },
      body: { kind: 'applied' },
    })
    expect(await titles({ unanswered: 'true' })).toEqual([NURSE_GIG.role])
  })

  test('without a profile, gigs come newest first and without a match', async () => {
    const older = { ...NURSE_GIG, postedAt: new Date(Date.now() - 3_600_000) }
    await using parts = await withFeed(wwrFeed([older, WEBSOCKET_GIG]))
    const { hub, feed } = parts
    await poll(hub, await addFeed(hub, feed))
    const { gigs } = await listGigs(hub)
    expect(gigs.map(({ gig, match }) => [gig.company, match])).toEqual([
      ['Halm Maps', null],
      ['Carewell', null],
    ])
  })

  test('a profile comes back as it was saved; a bad one is refused field by field', async () => {
    await using hub = await startHub()
    await saveProfile(hub, hub.owner, { headline: 'Maps' })
    const { profile } = await hub.owner.api.call(profileEndpoints.mine, { params: { communityId: hub.communityId } })
    expect(profile).toMatchObject({ headline: 'Maps', timeZone: 'Europe/Madrid', places: ['ES'] })
    const refused = saveProfile(hub, hub.owner, { timeZone: 'Mars/Olympus', languages: ['english'] })
    await expect(refused).rejects.toMatchObject({
      code: 'invalid_input',
      details: [{ path: 'timeZone' }, { path: 'languages.0' }],
    })
  })

  test('guests and strangers see no gigs', async () => {
    await using parts = await withFeed(wwrFeed([WEBSOCKET_GIG]))
    const { hub, feed } = parts
    await poll(hub, await addFeed(hub, feed))
    const guest = await hub.createMember({ role: 'guest' })
    await expect(listGigs(hub, guest)).rejects.toMatchObject({ code: 'forbidden' })
    const gigId = (await listGigs(hub)).gigs[0]?.gig.id ?? ''
    const elsewhere = await hub.hub.members.found('Elsewhere', { accountId: guest.accountId, name: 'Guest' })
    const call = guest.api.call(gigEndpoints.get, { params: { communityId: elsewhere.community.id, gigId } })
    await expect(call).rejects.toMatchObject({ code: 'not_found' })
  })

  test('nobody is alerted without an account on a chat platform', async () => {
    await using parts = await withFeed(wwrFeed([WEBSOCKET_GIG]))
    const { hub, feed } = parts
    await saveProfile(hub, hub.owner)
    await poll(hub, await addFeed(hub, feed))
    const { deliveries } = await hub.owner.api.call(deliveryEndpoints.list, {
      params: { communityId: hub.communityId },
    })
    expect(deliveries).toEqual([])
  })
})

describe('a post that several signals speak against', () => {
  const SCAM: WwrItem = {
    ...NURSE_GIG,
    guid: 'scam',
    company: 'Fast Cash',
    role: 'Full-stack developer',
    html: '<p>TypeScript, React, Node.js! Earn $900 a day from home, no experience required.</p><p>Write to us on Telegram and pay the refundable registration fee.</p>',
  }

  test('is held: nobody but admins sees it or hears of it, and they see why', async () => {
    await using parts = await withFeed(wwrFeed([SCAM, WEBSOCKET_GIG]))
    const { hub, feed } = parts
    const member = await hub.createMember()
    await saveProfile(hub, member)
    await poll(hub, await addFeed(hub, feed))
    expect((await listGigs(hub, member, { ineligible: 'true' })).gigs.map(({ gig }) => gig.company)).toEqual([
      'Halm Maps',
    ])
    const params = { communityId: hub.communityId }
    await expect(member.api.call(gigEndpoints.listHeld, { params })).rejects.toMatchObject({ code: 'forbidden' })
    const { gigs } = await hub.owner.api.call(gigEndpoints.listHeld, { params })
    expect(gigs.map(({ company, status }) => [company, status])).toEqual([['Fast Cash', 'held']])
    expect(gigs[0]?.trust.signals.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['money before work', 'messenger only']),
    )
    const get = member.api.call(gigEndpoints.get, { params: { ...params, gigId: gigs[0]?.id ?? '' } })
    await expect(get).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is released by an admin, with a reason in the audit log, and stays released when it comes again', async () => {
    await using parts = await withFeed(wwrFeed([SCAM]))
    const { hub, feed } = parts
    await saveProfile(hub, hub.owner)
    const health = await addFeed(hub, feed)
    await poll(hub, health)
    const params = { communityId: hub.communityId }
    const gigId = (await hub.owner.api.call(gigEndpoints.listHeld, { params })).gigs[0]?.id ?? ''
    const moderate = (decision: 'release' | 'hold' | 'close') =>
      hub.owner.api.call(gigEndpoints.moderate, {
        params: { ...params, gigId },
        body: { decision, reason: 'I know them' },
      })
    expect(await moderate('release')).toMatchObject({
      status: 'open',
      trust: { flagged: false, overruled: { reason: 'I know them' } },
    })
    await expect(moderate('release')).rejects.toMatchObject({ code: 'conflict' })
    feed.answer = body('application/rss+xml', wwrFeed([{ ...SCAM, html: `${SCAM.html}<p>Now in Rust.</p>` }]))
    await poll(hub, health)
    expect((await listGigs(hub)).total).toBe(1)
    const { entries } = await hub.owner.api.call(memberEndpoints.audit, { params })
    expect(entries.find(({ action }) => action === 'gig.released')).toMatchObject({
      subject: gigId,
      details: { reason: 'I know them' },
    })
    expect(await moderate('close')).toMatchObject({ status: 'closed' })
    expect((await listGigs(hub)).total).toBe(0)
  })
})
