import { expect, test, vi } from 'vitest'
import { gigEndpoints } from '../../shared/gigs.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { type Insights, insightEndpoints } from '../../shared/insights.ts'
import { memberEndpoints } from '../../shared/members.ts'
import { nicheEndpoints } from '../../shared/niches.ts'
import { roomMessageEndpoints } from '../../shared/room-messages.ts'
import { roomEndpoints } from '../../shared/rooms.ts'
import { saveProfile } from '../helpers/gig-world.ts'
import { freshDatabase } from '../helpers/migrated-database.ts'
import { startHub, type TestMember } from '../helpers/start-hub.ts'

const DAY = 86_400_000
const MINUTE = 60_000

test.each(['sqlite', 'postgres'] as const)(
  'moderators see how a community does, in counts of days that outlive what was counted, and no small groups (%s)',
  async (kind) => {
    await using fresh = kind === 'postgres' ? await freshDatabase() : undefined
    let now = Date.parse('2026-06-10T09:00:00Z')
    const env = fresh === undefined ? {} : { DATABASE_URL: fresh.url }
    await using hub = await startHub({ now: () => now, env })
    const params = { communityId: hub.communityId }
    const members: TestMember[] = []
    for (const name of ['Ann', 'Bob', 'Cem', 'Dan', 'Eli', 'Fay']) members.push(await hub.createMember({ name }))
    const [ann, bob] = members
    if (ann === undefined || bob === undefined) throw new Error('no members')
    for (const [at, member] of members.entries()) {
      await saveProfile(hub, member, { languages: at === 0 ? ['en', 'eo'] : ['en'] })
    }
    const read = (by: TestMember, days = '30') => by.api.call(insightEndpoints.read, { params, query: { days } })
    await expect(read(ann)).rejects.toMatchObject({ code: 'forbidden' })
    const { id: nicheId } = await hub.owner.api.call(nicheEndpoints.add, {
      params,
      body: { name: 'edge-ml', keywords: ['aperture'], earlyHours: 24 },
    })
    await ann.api.call(nicheEndpoints.join, { params: { ...params, nicheId } })
    // Two leave, of whom one leaves the community; who was not in it has left nothing.
    const guests = [await hub.createMember({ name: 'Gil' }), await hub.createMember({ name: 'Hal' })]
    for (const { api } of guests) await api.call(nicheEndpoints.join, { params: { ...params, nicheId } })
    const [gil, hal] = guests
    for (let times = 0; times < 2; times += 1) {
      await gil?.api.call(nicheEndpoints.leave, { params: { ...params, nicheId } })
    }
    await hub.owner.api.call(memberEndpoints.remove, { params: { ...params, memberId: hal?.member.id ?? '' } })
    await hub.owner.api.call(nicheEndpoints.setRole, {
      params: { ...params, nicheId, memberId: ann.member.id },
      body: { role: 'moderator' },
    })

    const { id: roomId } = await hub.owner.api.call(roomEndpoints.create, { params, body: { name: 'lounge' } })
    const say = (by: TestMember, text: string, threadId?: string) =>
      by.api.call(roomMessageEndpoints.post, {
        params: { roomId },
        body: { text, ...(threadId === undefined ? {} : { threadId }) },
      })
    const asked = await say(ann, 'Does anybody know?')
    await say(ann, 'Anybody?', asked.id)
    now += 30 * MINUTE
    await say(bob, 'Yes', asked.id)
    await say(bob, 'Well', asked.id)
    const { id: gigId } = await bob.api.call(gigPostEndpoints.post, {
      params,
      body: { title: 'Lens', text: 'We need somebody for a lens.' },
    })
    // For the members of the niche alone, for a day: to others it is not even a number.
    const early = await bob.api.call(gigPostEndpoints.post, {
      params,
      body: { title: 'Aperture', text: 'We need somebody for an aperture.' },
    })
    expect(early.status).toBe('early')
    await ann.api.call(gigEndpoints.giveFeedback, {
      params: { ...params, gigId: early.id },
      body: { kind: 'applied' },
    })
    await ann.api.call(gigEndpoints.giveFeedback, { params: { ...params, gigId }, body: { kind: 'won' } })

    const first = await read(ann)
    expect(first).toMatchObject({
      members: 8,
      step: 'day',
      languages: { known: [{ language: 'en', members: 6 }], other: null },
      answers: { tenMinutes: 0, hour: 1, fourHours: 0, day: 0, later: 0 },
    })
    expect(first.steps).toHaveLength(30)
    expect(first.steps.at(-1)).toMatchObject({
      day: '2026-06-10',
      counts: { joined: 8, left: 1, messages: 4, gigsShared: 1, gigsFound: 0, gigsWon: 1, deliveriesSent: 0 },
      // Two people wrote: too few to be told.
      people: null,
    })

    const ofNiche = (by: TestMember) => by.api.call(insightEndpoints.read, { params, query: { days: '30', nicheId } })
    await expect(ofNiche(bob)).rejects.toMatchObject({ code: 'forbidden' })
    const told = await ofNiche(ann)
    expect(told).toMatchObject({
      nicheId,
      members: 1,
      languages: { known: [], other: null },
      answers: { tenMinutes: 1 },
    })
    expect(told.steps.at(-1)?.counts).toMatchObject({ joined: 1, left: 2, messages: 0, gigsShared: 1, gigsWon: 0 })
    expect(told.measures).toContain('left')
    // One person: what they say is not told.
    expect(told.measures).not.toContain('messages')

    now += DAY
    const shown = () => hub.owner.api.call(gigEndpoints.get, { params: { ...params, gigId: early.id } })
    await vi.waitFor(async () => expect((await shown()).gig.status).toBe('open'), { timeout: 15_000 })
    for (const member of members) await say(member, 'Good morning')
    await read(hub.owner)
    await hub.hub.queries.deleteFrom('gigs').execute()
    now += DAY
    const later = await read(hub.owner)
    expect(
      later.steps.slice(-3).map(({ counts, people }) => [counts.messages, counts.gigsShared, counts.gigsWon, people]),
    ).toEqual([
      [4, 2, 1, null],
      [6, 0, 0, 6],
      [0, 0, 0, 0],
    ])
    const totals = ({ steps }: Insights) => steps.reduce((sum, { counts }) => sum + counts.messages, 0)
    const [weeks, months] = [await read(hub.owner, '90'), await read(hub.owner, '365')]
    expect([weeks.step, weeks.steps.length, totals(weeks)]).toEqual(['week', 13, 10])
    expect([months.step, months.steps.length, totals(months)]).toEqual(['month', 13, 10])
    await expect(read(hub.owner, '7')).rejects.toMatchObject({ code: 'invalid_input' })
  },
)
