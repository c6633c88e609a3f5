import { expect, test } from 'vitest'
import { sentenceOf } from '../../shared/rule-words.ts'
import { gigEndpoints } from '../../shared/gigs.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { nicheEndpoints } from '../../shared/niches.ts'
import { notificationEndpoints } from '../../shared/notifications.ts'
import { vouchEndpoints } from '../../shared/vouches.ts'
import { saveProfile } from '../helpers/gig-world.ts'
import { startHub, type TestMember } from '../helpers/start-hub.ts'

const DAY = 86_400_000

test('members of a niche vouch for each other, sparingly, and it lifts only what the niche’s own gigs ask for', async () => {
  let now = Date.parse('2026-06-10T09:00:00Z')
  await using hub = await startHub({ now: () => now })
  const params = { communityId: hub.communityId }
  const [ann, bob, cem, out] = await Promise.all(['Ann', 'Bob', 'Cem', 'Out'].map((name) => hub.createMember({ name })))
  if (ann === undefined || bob === undefined || cem === undefined || out === undefined) throw new Error('no members')
  const { id: nicheId } = await hub.owner.api.call(nicheEndpoints.add, {
    params,
    body: { name: 'edge-ml', keywords: ['edge'] },
  })
  for (const { api } of [ann, bob, cem]) await api.call(nicheEndpoints.join, { params: { ...params, nicheId } })
  const vouch = (by: TestMember, of: TestMember, skill = 'TypeScript', words = '') =>
    by.api.call(vouchEndpoints.give, {
      params: { ...params, nicheId, memberId: of.member.id },
      body: { skill, words },
    })
  const trust = (of: TestMember, by: TestMember = out) =>
    by.api.call(vouchEndpoints.of, { params: { ...params, memberId: of.member.id } })

  await saveProfile(hub, ann)
  const post = async (title: string) =>
    (
      await hub.owner.api.call(gigPostEndpoints.post, {
        params,
        body: { title, company: title, text: `${title}: full-stack developer, TypeScript, Node.js and Rust, Go.` },
      })
    ).id
  const [inNiche, elsewhere] = [await post('Model at the edge'), await post('Shop of a baker')]
  const scoreOf = async (gigId: string) =>
    (await ann.api.call(gigEndpoints.get, { params: { ...params, gigId } })).match
  const [before, beside] = [await scoreOf(inNiche), await scoreOf(elsewhere)]

  await expect(vouch(ann, ann)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(vouch(out, ann)).rejects.toMatchObject({ code: 'forbidden' })
  const given = await vouch(bob, ann, 'typescript', 'We built a lens together.')
  expect(given).toMatchObject({ skill: 'TypeScript', mayChange: true, niche: { name: 'edge-ml' } })
  expect((await vouch(bob, ann, 'TypeScript', 'Two lenses.')).id).toBe(given.id)
  now += 1
  await vouch(cem, ann)
  const { notifications } = await ann.api.call(notificationEndpoints.list, { params, query: {} })
  expect(notifications.map(({ title }) => title).toSorted()).toEqual(['Bob: TypeScript', 'Cem: TypeScript'])

  const reason = { feature: 'vouches', kind: 'for', text: 'Vouched for TypeScript by 2 in edge-ml', weight: 0.02 }
  const after = await scoreOf(inNiche)
  expect(after?.reasons).toContainEqual(reason)
  expect(after?.score).toBeCloseTo((before?.score ?? 0) + 0.02)
  expect(sentenceOf(reason.text)?.name).toBe('vouched')
  expect((await scoreOf(elsewhere))?.score).toBe(beside?.score)

  const answer = (by: TestMember) =>
    by.api.call(vouchEndpoints.answer, { params: { ...params, vouchId: given.id }, body: { text: 'Thank you!' } })
  await expect(answer(cem)).rejects.toMatchObject({ code: 'forbidden' })
  await answer(ann)
  expect((await trust(ann)).vouches).toMatchObject([
    { author: { name: 'Cem' }, mayWithdraw: false },
    { author: { name: 'Bob' }, words: 'Two lenses.', answer: { text: 'Thank you!' } },
  ])
  expect(await trust(ann, cem)).toMatchObject({ mayVouchIn: [{ id: nicheId }] })
  const { figures } = await out.api.call(vouchEndpoints.figures, { params })
  expect(figures).toEqual([{ memberId: ann.member.id, vouches: 2, reviews: 0, rating: null, referralsWon: 0 }])

  for (let at = 1; at < 10; at += 1) await vouch(bob, cem, `Skill ${at}`)
  await expect(vouch(bob, cem, 'One more')).rejects.toMatchObject({ code: 'conflict' })
  now += 15 * DAY
  await expect(vouch(bob, ann, 'TypeScript', 'Three')).rejects.toMatchObject({ code: 'conflict' })
  const withdraw = (by: TestMember) =>
    by.api.call(vouchEndpoints.withdraw, { params: { ...params, vouchId: given.id } })
  await expect(withdraw(cem)).rejects.toMatchObject({ code: 'forbidden' })
  await withdraw(bob)
  expect((await trust(ann)).vouches).toHaveLength(1)
})

test('a member refers another for a gig that both may see; it counts once that one has won it', async () => {
  let now = Date.parse('2026-06-10T09:00:00Z')
  await using hub = await startHub({ now: () => now })
  const params = { communityId: hub.communityId }
  const [ann, bob, out] = await Promise.all(['Ann', 'Bob', 'Out'].map((name) => hub.createMember({ name })))
  if (ann === undefined || bob === undefined || out === undefined) throw new Error('no members')
  const { id: nicheId } = await hub.owner.api.call(nicheEndpoints.add, { params, body: { name: 'edge-ml' } })
  for (const { api } of [ann, bob, hub.owner]) await api.call(nicheEndpoints.join, { params: { ...params, nicheId } })
  const { id: gigId } = await hub.owner.api.call(gigPostEndpoints.post, {
    params,
    body: { title: 'Lens', text: 'We need somebody for a lens.', nicheIds: [nicheId], membersOnly: true },
  })
  const refer = (by: TestMember, to: TestMember) =>
    by.api.call(vouchEndpoints.refer, {
      params: { ...params, gigId, memberId: to.member.id },
      body: { words: 'Made for you.' },
    })
  await expect(refer(ann, ann)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(refer(ann, out)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(refer(out, bob)).rejects.toMatchObject({ code: 'not_found' })
  await refer(ann, bob)
  await refer(ann, bob)
  const { notifications } = await bob.api.call(notificationEndpoints.list, { params, query: {} })
  expect(notifications).toMatchObject([{ title: 'Ann: Lens', path: `/gigs/${gigId}` }])
  expect(await bob.api.call(vouchEndpoints.referrals, { params: { ...params, gigId } })).toMatchObject({
    toMe: [{ by: { name: 'Ann' }, words: 'Made for you.' }],
  })
  // What both say of it is changeable for two weeks.
  const say = (by: TestMember, from: TestMember, text: string) =>
    by.api.call(vouchEndpoints.answerReferral, {
      params: { ...params, gigId, memberId: from.member.id },
      body: { text },
    })
  await expect(say(ann, bob, 'Me?')).rejects.toMatchObject({ code: 'not_found' })
  await say(bob, ann, 'Thank you!')
  const { byMe } = await ann.api.call(vouchEndpoints.referrals, { params: { ...params, gigId } })
  expect(byMe).toMatchObject([{ words: 'Made for you.', answer: { text: 'Thank you!' }, mayChange: true }])
  now += 15 * 86_400_000
  await expect(refer(ann, bob)).rejects.toMatchObject({ code: 'conflict' })
  await expect(say(bob, ann, 'Well')).rejects.toMatchObject({ code: 'conflict' })
  const counts = async () =>
    (await out.api.call(vouchEndpoints.of, { params: { ...params, memberId: ann.member.id } })).referrals
  expect(await counts()).toEqual({ made: 1, won: 0 })
  await bob.api.call(gigEndpoints.giveFeedback, { params: { ...params, gigId }, body: { kind: 'won' } })
  expect(await counts()).toEqual({ made: 1, won: 1 })
  expect(await ann.api.call(vouchEndpoints.referrals, { params: { ...params, gigId } })).toMatchObject({
    byMe: [{ to: { name: 'Bob' }, won: true }],
  })
})
