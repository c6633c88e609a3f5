import { expect, test, vi } from 'vitest'
import { deliveryEndpoints } from '../../shared/deliveries.ts'
import { fairnessEndpoints } from '../../shared/fairness.ts'
import { gigEndpoints } from '../../shared/gigs.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { marketEndpoints } from '../../shared/market.ts'
import { saveProfile } from '../helpers/gig-world.ts'
import { startHub } from '../helpers/start-hub.ts'

const DAY = 86_400_000

test('a score says what it was made of and what would change it, is compared by group, and is forgotten in time', async () => {
  let now = Date.parse('2026-06-10T09:00:00Z')
  await using hub = await startHub({ now: () => now, env: { SCORES_KEEP_DAYS: '30' } })
  const params = { communityId: hub.communityId }
  const spaniards = await Promise.all(Array.from({ length: 5 }, () => hub.createMember()))
  for (const member of spaniards) await saveProfile(hub, member, { headline: 'Born 1961, ask for Rosa' })
  const americans = await Promise.all(Array.from({ length: 5 }, () => hub.createMember()))
  for (const member of americans) await saveProfile(hub, member, { timeZone: 'America/Bogota', places: ['CO'] })
  const { id: gigId } = await hub.owner.api.call(gigPostEndpoints.post, {
    params,
    body: {
      title: 'Senior full-stack developer',
      text: 'You need:\n- TypeScript\n- React\n- Core ML\n\nOnly for people in Spain. 90 EUR per hour.',
    },
  })
  const [rosa] = spaniards
  if (rosa === undefined) throw new Error('no members')

  const scoresOf = async () => (await rosa.api.call(fairnessEndpoints.scores, { params, query: {} })).scores
  const [entry] = await scoresOf()
  expect(entry).toMatchObject({
    gigId,
    matcherVersion: expect.stringMatching(/^rules-/),
    inputs: {
      profile: { utcOffset: 2, places: ['ES'] },
      gig: { skills: { must: ['TypeScript', 'React', 'Core ML'] } },
    },
  })
  expect(JSON.stringify(entry)).not.toMatch(/Rosa|1961/)
  const { match, wouldChange } = await rosa.api.call(gigEndpoints.get, { params: { ...params, gigId } })
  expect(match?.score).toBe(entry?.score)
  expect(wouldChange[0]).toMatchObject({ skill: 'Core ML' })
  const promised = wouldChange[0]?.score ?? 0
  expect(promised).toBeGreaterThan((match?.score ?? 1) + 0.05)

  // What the score is worth is said as soon as enough have answered.
  const worth = async () => (await rosa.api.call(gigEndpoints.get, { params: { ...params, gigId } })).takenUp
  expect(await worth()).toBeNull()
  const answers = await Promise.all(Array.from({ length: 20 }, () => hub.createMember()))
  for (const [at, { member }] of answers.entries()) {
    const row = { gig_id: gigId, member_id: member.id }
    const score = { community_id: hub.communityId, score: entry?.score ?? 0, reasons: '[]', inputs: '{}' }
    await hub.hub.queries
      .insertInto('gig_matches')
      .values({ ...row, ...score, matcher_version: 'rules-5', matched_at: now })
      .execute()
    await hub.hub.queries
      .insertInto('gig_feedback')
      .values({ ...row, kind: at < 15 ? 'saved' : 'not_relevant', reason: null, note: '', given_at: now })
      .execute()
  }
  expect(await worth()).toMatchObject({
    n: 20,
    share: 0.75,
    low: expect.closeTo(0.53, 2),
    high: expect.closeTo(0.89, 2),
  })

  const { groupings } = await hub.owner.api.call(fairnessEndpoints.report, { params })
  expect(groupings.find(({ by }) => by === 'time')?.groups).toEqual(
    expect.arrayContaining([
      { name: 'europe_africa', members: 5, selected: 5, exposure: 1, ratio: 1 },
      { name: 'americas', members: 5, selected: 0, exposure: 0, ratio: 0 },
    ]),
  )
  await expect(rosa.api.call(fairnessEndpoints.report, { params })).rejects.toMatchObject({ code: 'forbidden' })

  // A skill that one does not have is asked about once; one that is learnt lifts the match to what was promised.
  const gaps = async () => (await rosa.api.call(marketEndpoints.look, { params })).gaps?.map(({ skill }) => skill)
  expect(await gaps()).toEqual(['Core ML'])
  await saveProfile(hub, rosa, { skillsDeclined: ['Core ML'] })
  expect(await gaps()).toEqual([])
  const skills = ['TypeScript', 'Node.js', 'React'].map((name) => ({ name, level: 'expert' }))
  await saveProfile(hub, rosa, { skills: [...skills, { name: 'Core ML', level: 'working' }] })
  const learned = await rosa.api.call(gigEndpoints.get, { params: { ...params, gigId } })
  expect(learned.match?.score).toBe(promised)

  // An alert says it as well, from what was counted at most a minute ago.
  now += 60_000
  await hub.hub.queries
    .insertInto('platform_links')
    .values({
      account_id: rosa.accountId,
      platform: 'slack',
      workspace_id: 'T1',
      person_id: 'U1',
      person_name: 'Rosa',
      linked_at: now,
    })
    .execute()
  await hub.owner.api.call(gigPostEndpoints.post, {
    params,
    body: {
      title: 'Full-stack developer',
      text: 'A ferry counts its passengers in TypeScript and React. 95 EUR per hour.',
    },
  })
  const { deliveries } = await rosa.api.call(deliveryEndpoints.list, { params, query: { limit: 5 } })
  expect(deliveries.map(({ content }) => (content.type === 'gig_alert' ? content.reasons.at(-1)?.text : ''))).toEqual([
    'Of 20 answered matches with a score like this, members took up 75% (likely between 53% and 89%)',
  ])

  now += 31 * DAY
  await vi.waitFor(async () => expect(await scoresOf()).toEqual([]), { timeout: 15_000, interval: 200 })
})
