import { io as connect } from 'socket.io-client'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { OpenApi } from '../../server/platform/http/openapi.ts'
import { alertEndpoints } from '../../shared/alerts.ts'
import { BotSocket } from '../../shared/bot-socket.ts'
import { deliveryEndpoints } from '../../shared/deliveries.ts'
import { digestEndpoints } from '../../shared/digests.ts'
import { eventEndpoints } from '../../shared/events.ts'
import { gigEndpoints } from '../../shared/gigs.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { insightEndpoints } from '../../shared/insights.ts'
import { marketEndpoints } from '../../shared/market.ts'
import { memberEndpoints } from '../../shared/members.ts'
import { nicheEndpoints } from '../../shared/niches.ts'
import { searchEndpoints } from '../../shared/search.ts'
import { WEBHOOK_EVENTS, webhookEndpoints } from '../../shared/webhooks.ts'
import { listGigs, saveProfile } from '../helpers/gig-world.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'
import { startReceiver } from '../helpers/webhook-receiver.ts'

const SOON = { timeout: 15_000, interval: 100 }
const HOUR = 3_600_000
const START = Date.parse('2026-06-10T09:00:00Z')

const TEXT = 'We need a full-stack developer with TypeScript, Node.js and React for on-device models. 90 EUR per hour.'

async function world() {
  let now = START
  const receiver = await startReceiver()
  const hub = await startHub({ now: () => now, env: { WEBHOOK_ALLOW_HOSTS: receiver.host } })
  const params = { communityId: hub.communityId }
  const [insider, outsider, poster] = await Promise.all(
    ['Ines', 'Otto', 'Pia'].map((name) => linkedMember(hub, name, now)),
  )
  if (insider === undefined || outsider === undefined || poster === undefined) throw new Error('no members')
  const niche = await hub.owner.api.call(nicheEndpoints.add, {
    params,
    body: { name: 'Edge ML', keywords: ['on device'], skills: ['core ml'], earlyHours: 24 },
  })
  const inNiche = { ...params, nicheId: niche.id }
  for (const member of [insider, poster]) await member.api.call(nicheEndpoints.join, { params: inNiche })
  return {
    hub,
    params,
    inNiche,
    insider,
    outsider,
    poster,
    receiver,
    pass: (ms: number) => (now += ms),
    async [Symbol.asyncDispose]() {
      await hub[Symbol.asyncDispose]()
      await receiver[Symbol.asyncDispose]()
    },
  }
}

async function linkedMember(hub: TestHub, name: string, now: number): Promise<TestMember> {
  const member = await hub.createMember({ name })
  const link = { platform: 'slack', workspace_id: 'T1', person_id: name, person_name: name, linked_at: now }
  await hub.hub.queries
    .insertInto('platform_links')
    .values({ ...link, account_id: member.accountId })
    .execute()
  await saveProfile(hub, member)
  return member
}

const post = (hub: TestHub, by: TestMember, title: string, change: object = {}) =>
  by.api.call(gigPostEndpoints.post, {
    params: { communityId: hub.communityId },
    body: { title, company: title, text: `${title}. ${TEXT}`, ...change },
  })

/** By search, which takes a moment to know what is new. */
async function found(hub: TestHub, { api }: Pick<TestMember, 'api'>, gigId: string): Promise<number> {
  const { hits } = await api.call(searchEndpoints.search, {
    params: { communityId: hub.communityId },
    query: { q: 'seagull', kind: 'gig' },
  })
  return hits.filter((hit) => hit.gigId === gigId).length
}

/** Everything by which a member could come to know of a gig. */
async function traces(hub: TestHub, { api }: TestMember, gigId: string) {
  const params = { communityId: hub.communityId }
  const list = await api.call(gigEndpoints.list, { params, query: { sort: 'newest', ineligible: 'true' } })
  const page = await api.call(gigEndpoints.get, { params: { ...params, gigId } }).then(
    () => 1,
    () => 0,
  )
  const alert = await api.call(alertEndpoints.why, { params: { ...params, gigId } }).then(
    () => 1,
    () => 0,
  )
  const { deliveries } = await api.call(deliveryEndpoints.list, { params, query: { limit: 50 } })
  const { gigs, gaps } = await api.call(marketEndpoints.look, { params })
  return {
    found: await found(hub, { api }, gigId),
    listed: list.gigs.filter(({ gig }) => gig.id === gigId).length,
    facets: list.facets.skills.length,
    page,
    alert,
    alerted: deliveries.filter(({ content }) => content.type === 'gig_alert' && content.gigId === gigId).length,
    market: gigs,
    gaps: gaps?.length ?? 0,
  }
}
/** Each GET of the API that needs no more than ids, as a browser asks; those whose answer says something of the gig. */
async function tellingDoors(hub: TestHub, { cookie }: Pick<TestMember, 'cookie'>, ids: Record<string, string>) {
  const { paths } = (await (await fetch(`${hub.url}/api/openapi.json`)).json()) as OpenApi
  const open = Object.entries(paths).flatMap(([path, { get }]) => {
    const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) => ids[name] ?? whole)
    return get === undefined || filled.includes('{') ? [] : [filled]
  })
  expect(open.length).toBeGreaterThan(50)
  const telling: string[] = []
  for (const path of open) {
    const answer = await fetch(`${hub.url}${path}?q=seagull&query=seagull&limit=50`, { headers: { cookie } })
    const text = (await answer.text()).toLowerCase()
    if (text.includes('seagull') || (answer.ok && text.includes(ids['gigId'] ?? ''))) telling.push(path)
  }
  return telling
}

const slackPerson = (name: string) => ({ workspaceId: 'T1', personId: name, personName: name, roleIds: null })

/** What bots tell a person of a gig: in lists, while they type, on request, at home, and of its address. */
async function toldByBots(bot: BotSocket, hub: TestHub, name: string, gigId: string) {
  const person = slackPerson(name)
  const answers = await Promise.allSettled([
    bot.request('gigs:forPerson', { person, limit: 20 }),
    bot.request('gigs:find', { person, query: 'seagull', limit: 25 }),
    bot.request('gigs:why', { person, gigId }),
    bot.request('home:read', { person }),
    bot.request('links:preview', { people: [person], url: `${hub.hub.publicUrl}/gigs/${gigId}` }),
  ])
  return answers.map((answer) => answer.status === 'fulfilled' && JSON.stringify(answer.value).includes('Seagull'))
}
const NONE = { found: 0, listed: 0, facets: 0, page: 0, alert: 0, alerted: 0, market: 0, gaps: 0 }

test('a gig of a niche is there for its members alone until the window is over, by whatever way; then all hear of it', async () => {
  await using parts = await world()
  const { hub, params, insider, outsider, poster, pass } = parts
  const heard: string[] = []
  const live = connect(`${hub.url}/live`, {
    extraHeaders: { cookie: outsider.cookie, origin: hub.hub.publicUrl },
    transports: ['websocket'],
  })
  onTestFinished(() => void live.disconnect())
  live.onAny((...event: unknown[]) => heard.push(JSON.stringify(event)))
  await vi.waitFor(() => expect(live.connected).toBe(true), SOON)
  // What leaves the hub by itself: webhooks, a secret calendar, and digests, of which one is for somebody who leaves the niche.
  await hub.owner.api.call(webhookEndpoints.create, {
    params,
    body: { url: parts.receiver.url, events: [...WEBHOOK_EVENTS] },
  })
  const sent = (title: string) => parts.receiver.received.filter(({ body }) => body.includes(title)).length
  const made = await fetch(`${hub.url}/api/communities/${hub.communityId}/calendar-feed`, {
    method: 'POST',
    headers: { cookie: outsider.cookie, 'content-type': 'application/json', origin: hub.hub.publicUrl },
    body: '{}',
  })
  const { url: calendar } = eventEndpoints.makeFeed.answer.parse(await made.json())
  const [leaver, stayer] = [await linkedMember(hub, 'Lea', START), await linkedMember(hub, 'Stan', START)]
  for (const { api } of [leaver, stayer]) {
    await api.call(nicheEndpoints.join, { params: parts.inNiche })
    await api.call(digestEndpoints.save, { params, body: { kinds: ['gigs'], by: 'slack', hour: 15, day: null } })
  }
  const { id, early, status, nicheIds } = await post(hub, hub.owner, 'Seagull counter')
  expect({ early, status, nicheIds }).toEqual({
    early: { until: START + 24 * HOUR },
    status: 'early',
    nicheIds: [parts.inNiche.nicheId],
  })
  expect(await traces(hub, insider, id)).toMatchObject({ listed: 1, page: 1, alert: 1, alerted: 1 })
  await vi.waitFor(async () => expect(await found(hub, insider, id)).toBe(1), { timeout: 20_000 })
  expect(await traces(hub, outsider, id)).toEqual(NONE)
  // An admin who has not joined is nobody else; who posted it sees it.
  const admin = await hub.createMember({ role: 'admin' })
  expect(await traces(hub, admin, id)).toEqual(NONE)
  expect((await listGigs(hub)).gigs.map(({ gig }) => gig.id)).toEqual([id])
  const ids = { ...params, ...parts.inNiche, gigId: id, memberId: insider.member.id }
  expect(await tellingDoors(hub, insider, ids)).toContain(`/api/communities/${hub.communityId}/gigs/${id}`)
  for (const other of [outsider, admin]) expect(await tellingDoors(hub, other, ids)).toEqual([])
  const { steps } = await admin.api.call(insightEndpoints.read, { params, query: {} })
  expect(steps.at(-1)?.counts.gigsShared).toBe(0)
  const bot = new BotSocket({ hubUrl: hub.url, token: hub.hub.botToken, platform: 'slack' })
  onTestFinished(() => bot.close())
  await vi.waitFor(() => expect(bot.socket.connected).toBe(true), SOON)
  expect(await toldByBots(bot, hub, 'Ines', id)).toEqual([true, true, true, true, true])
  expect(await toldByBots(bot, hub, 'Otto', id)).toEqual([false, false, false, false, false])
  const both = ['Ines', 'Otto'].map(slackPerson)
  const url = `${hub.hub.publicUrl}/gigs/${id}`
  expect(await bot.request('links:preview', { people: both, url })).toMatchObject({ forAll: false })
  const ofGig = { ...params, gigId: id }
  // A card on the member's own board, which admins see as well, does not say what it is.
  await insider.api.call(gigEndpoints.giveFeedback, { params: ofGig, body: { kind: 'saved' } })
  const cardTitles = async () => {
    const { hits } = await admin.api.call(searchEndpoints.search, { params, query: { q: 'a gig of' } })
    const seen = await admin.api.call(searchEndpoints.search, { params, query: { q: 'seagull' } })
    return [hits, seen.hits].map((found) => found.filter(({ kind }) => kind === 'card').length)
  }
  await vi.waitFor(async () => expect(await cardTitles()).toEqual([1, 0]), SOON)
  const refused = [
    outsider.api.call(gigEndpoints.giveFeedback, { params: ofGig, body: { kind: 'saved' } }),
    outsider.api.call(gigPostEndpoints.close, { params: ofGig }),
    outsider.api.call(nicheEndpoints.setWindow, { params: ofGig, body: { until: null } }),
    admin.api.call(gigEndpoints.moderate, { params: ofGig, body: { decision: 'hold', reason: 'curious' } }),
  ]
  for (const call of refused) await expect(call).rejects.toMatchObject({ code: 'not_found' })
  // Closed before its time, it is no more visible than before; who leaves the niche sees no more of it.
  const brief = await post(hub, poster, 'Heron counter')
  await poster.api.call(gigPostEndpoints.close, { params: { ...params, gigId: brief.id } })
  expect(await traces(hub, outsider, brief.id)).toEqual(NONE)
  await insider.api.call(nicheEndpoints.leave, { params: parts.inNiche })
  expect(await traces(hub, insider, id)).toMatchObject({ listed: 0, page: 0 })
  await insider.api.call(nicheEndpoints.join, { params: parts.inNiche })

  const open = 'We look for a TypeScript, Node.js and React developer of maps. 95 EUR per hour.'
  await post(hub, hub.owner, 'Osprey maps', { text: open })
  await leaver.api.call(nicheEndpoints.leave, { params: parts.inNiche })
  pass(5 * HOUR)
  const digestOf = async ({ api }: TestMember) => {
    const { deliveries } = await api.call(deliveryEndpoints.list, { params, query: { limit: 50 } })
    return JSON.stringify(deliveries.map(({ content }) => content).filter(({ type }) => type === 'digest'))
  }
  await vi.waitFor(async () => expect(await digestOf(stayer)).toMatch(/Seagull/), SOON)
  await vi.waitFor(async () => expect(await digestOf(leaver)).toMatch(/Osprey/), SOON)
  expect(await digestOf(leaver)).not.toMatch(/Seagull/)
  await vi.waitFor(() => expect(sent('Osprey')).toBe(1), SOON)
  expect(sent('Seagull') + sent(id)).toBe(0)
  expect(await (await fetch(calendar.replace(hub.hub.publicUrl, hub.url))).text()).not.toMatch(/seagull/i)

  expect(heard.join('\n')).not.toMatch(new RegExp(`seagull|${id}`, 'i'))

  pass(24 * HOUR)
  await vi.waitFor(async () => expect(await traces(hub, outsider, id)).toMatchObject({ listed: 1, alerted: 1 }), SOON)
  expect(await traces(hub, insider, id)).toMatchObject({ alerted: 1 })
  expect(await traces(hub, outsider, id)).toMatchObject({ page: 1, market: 3 })
  await vi.waitFor(() => expect(sent('Seagull')).toBe(1), SOON)
  await vi.waitFor(async () => {
    const { hits } = await outsider.api.call(searchEndpoints.search, { params, query: { q: 'seagull' } })
    expect(hits.flatMap(({ gigId }) => gigId ?? [])).toEqual([id])
    expect(await cardTitles()).toEqual([0, 1])
  }, SOON)
}, 60_000)

test('moderators move and end a window, with an audit entry; what is for members only stays so', async () => {
  await using parts = await world()
  const { hub, params, inNiche, insider, outsider, poster } = parts
  const { id } = await post(hub, poster, 'Tern counter')
  const window = (member: TestMember, until: number | null, gigId = id) =>
    member.api.call(nicheEndpoints.setWindow, { params: { ...params, gigId }, body: { until } })
  await expect(window(insider, null)).rejects.toMatchObject({ code: 'forbidden' })
  await hub.owner.api.call(nicheEndpoints.setRole, {
    params: { ...inNiche, memberId: insider.member.id },
    body: { role: 'moderator' },
  })
  await expect(window(insider, START - 1)).rejects.toMatchObject({ code: 'invalid_input' })
  expect(await window(insider, START + 48 * HOUR)).toMatchObject({
    early: { until: START + 48 * HOUR },
    status: 'early',
  })
  expect(await traces(hub, outsider, id)).toEqual(NONE)
  expect(await window(insider, null)).toMatchObject({ early: null, status: 'open' })
  expect(await traces(hub, outsider, id)).toMatchObject({ listed: 1, alerted: 1, page: 1 })
  await expect(window(insider, null)).rejects.toMatchObject({ code: 'conflict' })
  const { entries } = await hub.owner.api.call(memberEndpoints.audit, { params, query: { limit: 10 } })
  expect(entries.map(({ action }) => action).slice(0, 2)).toEqual(['gig.early_released', 'gig.early_moved'])
  expect(JSON.stringify(entries)).not.toContain('Tern')

  await expect(post(hub, outsider, 'Gull counter', { nicheIds: [inNiche.nicheId] })).rejects.toMatchObject({
    code: 'forbidden',
  })
  const only = await post(hub, poster, 'Auk counter', { nicheIds: [inNiche.nicheId], membersOnly: true })
  expect(only.early).toEqual({ until: null })
  await expect(window(insider, null, only.id)).rejects.toMatchObject({ code: 'conflict' })
  parts.pass(400 * HOUR)
  expect(await traces(hub, outsider, only.id)).toMatchObject({ listed: 0, page: 0, alerted: 0 })
  expect(await traces(hub, insider, only.id)).toMatchObject({ listed: 1, page: 1 })
})
