import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { gigPostEndpoints, HOOK_SIGNATURE_HEADER } from '../../shared/gig-posts.ts'
import { gigEndpoints } from '../../shared/gigs.ts'
import { memberEndpoints } from '../../shared/members.ts'
import { listGigs, saveProfile } from '../helpers/gig-world.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'
import { STORES } from '../helpers/stores.ts'

const POST = {
  title: 'Flood map needs a TypeScript developer',
  company: 'Halm Maps',
  text: 'We need somebody for our flood map. You know TypeScript, Node.js and React. Two interviews. 90 to 100 EUR per hour.',
}

const SCAM = {
  title: 'Data entry clerk',
  text: 'Earn $400 a day from home, no experience required! Write to us on Telegram and pay the registration fee.',
}

const post = (hub: TestHub, member: TestMember, change: object = {}) =>
  member.api.call(gigPostEndpoints.post, {
    params: { communityId: hub.communityId },
    body: { ...POST, ...change },
  })

test('a member sees how a post is read before it is posted, corrects it, and the correction is what is matched', async () => {
  await using hub = await startHub()
  const client = await hub.createMember({ name: 'Cleo' })
  const freelancer = await hub.createMember({ name: 'Fran' })
  await saveProfile(hub, freelancer)
  const params = { communityId: hub.communityId }
  const { parsed, trust } = await client.api.call(gigPostEndpoints.preview, { params, body: POST })
  expect(parsed).toMatchObject({ pay: { min: 90, max: 100, currency: 'EUR', period: 'hour' }, mode: null })
  expect(trust.flagged).toBe(false)
  expect((await listGigs(hub, freelancer)).total).toBe(0)
  const gig = await post(hub, client, { corrections: { mode: 'remote', regions: ['ES'], regionsHard: true } })
  expect(gig).toMatchObject({ status: 'open', postedBy: client.member.id, parsed: { mode: 'remote', regions: ['ES'] } })
  const { gigs } = await listGigs(hub, freelancer)
  expect(gigs[0]?.match?.reasons.map(({ text }) => text)).toContain('Open to Spain, and you are in Spain')
  await expect(post(hub, client)).rejects.toMatchObject({ code: 'conflict' })
})

test('who posted a gig edits and closes it, nobody else does, and one that is held is seen by them alone', async () => {
  await using hub = await startHub()
  const client = await hub.createMember({ name: 'Cleo' })
  const other = await hub.createMember({ name: 'Otto' })
  const gig = await post(hub, client)
  const params = { communityId: hub.communityId, gigId: gig.id }
  const body = { ...POST, text: POST.text.replace('90 to 100', '110 to 120') }
  await expect(other.api.call(gigPostEndpoints.edit, { params, body })).rejects.toMatchObject({ code: 'forbidden' })
  const edited = await client.api.call(gigPostEndpoints.edit, { params, body })
  expect(edited).toMatchObject({ id: gig.id, parsed: { pay: { min: 110, max: 120 } } })
  await expect(other.api.call(gigPostEndpoints.close, { params })).rejects.toMatchObject({ code: 'forbidden' })
  expect(await client.api.call(gigPostEndpoints.close, { params })).toMatchObject({ status: 'closed' })
  expect((await listGigs(hub, other)).total).toBe(0)

  const held = await post(hub, client, SCAM)
  expect(held.status).toBe('held')
  const read = (member: TestMember) =>
    member.api.call(gigEndpoints.get, { params: { communityId: hub.communityId, gigId: held.id } })
  await expect(read(other)).rejects.toMatchObject({ code: 'not_found' })
  expect((await read(client)).gig.status).toBe('held')

  const over = await post(hub, client, {
    title: 'Data engineer',
    text: 'A port counts its containers with Python and Airflow. Apply by 3 March 2024: jobs@port.example',
  })
  expect(over).toMatchObject({
    status: 'closed',
    parsed: { terms: { closes: '2024-03-03', apply: 'jobs@port.example' } },
  })
})

describe.each(STORES)('on $name', ({ open }) => {
  test('of two opposite decisions on a held gig at the same moment one counts, and the other is told so', async () => {
    await using store = await open()
    await using hub = await startHub({ env: store.env })
    const { api } = hub.owner
    const communityId = hub.communityId
    const { id: gigId } = await post(hub, await hub.createMember(), SCAM)
    const decide = (decision: 'release' | 'close') =>
      api.call(gigEndpoints.moderate, { params: { communityId, gigId }, body: { decision, reason: 'I asked' } })
    // While somebody writes it, both read it as held, and wait.
    const decided = await hub.hub.queries.transaction().execute(async (transaction) => {
      await transaction.updateTable('gigs').set({ updated_at: 1 }).where('id', '=', gigId).execute()
      const both = Promise.allSettled([decide('release'), decide('close')])
      for (let trip = 0; trip < 10; trip += 1) await api.call(gigEndpoints.listHeld, { params: { communityId } })
      return () => both
    })
    const [first, second] = (await decided()).toSorted((a, b) => a.status.localeCompare(b.status))
    expect(first).toMatchObject({ status: 'fulfilled' })
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'conflict' } })
    const { entries } = await api.call(memberEndpoints.audit, { params: { communityId }, query: {} })
    expect(entries.filter(({ subject }) => subject === gigId)).toHaveLength(1)
  })
})

test('a post that says what another client said before is told so, but not held for that alone', async () => {
  await using hub = await startHub()
  const client = await hub.createMember({ name: 'Cleo' })
  const first = await post(hub, client)
  expect(first.trust.signals.map(({ name }) => name)).not.toContain('copied post')
  const copy = await post(hub, await hub.createMember({ name: 'Mallory' }), { company: 'Quick Staff' })
  expect(copy.id).not.toBe(first.id)
  expect(copy.trust.signals).toContainEqual({
    name: 'copied post',
    text: 'says word for word what Halm Maps posted before',
    weight: 2.6,
  })
  expect(copy).toMatchObject({ status: 'open' })
  expect(copy.trust.score).toBeLessThan(first.trust.score)
  const params = { communityId: hub.communityId, gigId: first.id }
  const edited = await client.api.call(gigPostEndpoints.edit, {
    params,
    body: { ...POST, url: 'https://maps.example/' },
  })
  expect(edited.trust).toEqual(first.trust)
})

test('a webhook takes signed gigs once, follows their changes, and refuses what is not signed or stale', async () => {
  await using hub = await startHub()
  const params = { communityId: hub.communityId }
  const hook = await hub.owner.api.call(gigPostEndpoints.addHook, { params, body: { name: 'Our ATS' } })
  const url = hub.url + new URL(hook.url).pathname
  const send = (payload: unknown, { secret = hook.secret, at = Date.now() } = {}) => {
    const text = JSON.stringify(payload)
    const t = Math.floor(at / 1000)
    const v1 = createHmac('sha256', secret).update(`${t}.${text}`).digest('hex')
    return fetch(url, { method: 'POST', body: text, headers: { [HOOK_SIGNATURE_HEADER]: `t=${t},v1=${v1}` } })
  }
  const item = { id: 7, title: 'Rust developer', text: 'You need Rust. 90 EUR per hour. Remote.' }
  expect(await (await send([item])).json()).toEqual({ taken: 1, same: 0 })
  expect(await (await send(item)).json()).toEqual({ taken: 0, same: 1 })
  expect((await listGigs(hub)).gigs[0]?.gig).toMatchObject({ title: 'Rust developer', source: { name: 'Our ATS' } })
  expect((await send({ ...item, closed: true })).status).toBe(200)
  expect((await listGigs(hub)).total).toBe(0)
  expect((await send(item, { secret: 'ghw_other' })).status).toBe(401)
  expect((await send(item, { at: Date.now() - 3_600_000 })).status).toBe(401)
  expect((await send({ id: 8 })).status).toBe(400)
  const { hooks } = await hub.owner.api.call(gigPostEndpoints.listHooks, { params })
  expect(hooks).toMatchObject([{ name: 'Our ATS', lastError: expect.stringContaining('title') }])
  await hub.owner.api.call(gigPostEndpoints.removeHook, { params: { ...params, hookId: hook.id } })
  expect((await send(item)).status).toBe(401)
})

test('turning a gig down for its client lowers that client’s other gigs, says so, and is undone with it', async () => {
  await using hub = await startHub()
  const freelancer = await hub.createMember({ name: 'Fran' })
  await saveProfile(hub, freelancer)
  const first = await post(hub, hub.owner)
  await post(hub, hub.owner, {
    title: 'Tile server in TypeScript',
    text: 'Another thing altogether: tiles, drawn on demand. TypeScript, Node.js and React. 95 to 99 EUR per hour.',
  })
  const other = async () => {
    const { gigs } = await listGigs(hub, freelancer)
    return gigs.find(({ gig }) => gig.id !== first.id)?.match
  }
  const before = await other()
  const params = { communityId: hub.communityId, gigId: first.id }
  await freelancer.api.call(gigEndpoints.giveFeedback, { params, body: { kind: 'not_relevant', reason: 'client' } })
  const lowered = await other()
  expect(lowered?.score).toBeCloseTo((before?.score ?? 0) - 0.3, 2)
  expect(lowered?.reasons.at(-1)).toMatchObject({
    feature: 'your feedback',
    kind: 'against',
    text: 'You turned down ‘Flood map needs a TypeScript developer’ for this client',
  })
  await freelancer.api.call(gigEndpoints.takeBackFeedback, { params })
  expect(await other()).toMatchObject({ score: before?.score, reasons: before?.reasons })
})
