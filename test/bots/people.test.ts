import { expect, test, vi } from 'vitest'
import { coffeeEndpoints } from '../../shared/coffee.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { nicheEndpoints } from '../../shared/niches.ts'
import { profileEndpoints, profileInput } from '../../shared/profiles.ts'
import { vouchEndpoints } from '../../shared/vouches.ts'
import { said, told } from './answers.ts'
import { BotWorld } from './bot-world.ts'
import { linkOnDiscord, linkOnSlack } from './linking.ts'

const DAY = 86_400_000
const SOON = { timeout: 15_000, interval: 30 }

test('people are found by what they show, vouch for and refer each other, and a coffee brings two together across platforms', async () => {
  let skipMs = -20 * DAY
  await using world = await BotWorld.start({ hub: { now: () => Date.now() + skipMs } })
  const { discord, slack, hub } = world
  const params = { communityId: hub.communityId }
  const [ann, bob] = [discord.person('ann'), slack.person('bob')]
  const [annMember, bobMember] = [await hub.createMember({ name: 'Ann' }), await hub.createMember({ name: 'Bob' })]
  skipMs = 0
  const profile = { skills: [{ name: 'Core ML' }], languages: ['en'], timeZone: 'UTC' }
  for (const { api } of [annMember, bobMember]) {
    const body = profileInput.parse({ ...profile, shown: ['skills', 'timeZone'] })
    await api.call(profileEndpoints.save, { params, body })
  }
  await linkOnDiscord(world, ann, annMember)
  await linkOnSlack(world, bob, bobMember)
  await said(ann.run(discord.channel, 'people', { who: 'bob' }), 'Bob** · Core ML · UTC')
  await said(ann.run(discord.channel, 'people', { language: 'en' }), 'Nobody shows that.')
  await said(ann.run(discord.channel, 'people', { near: 'far' }), 'Write the hours as a number')
  const typed = ann.type(discord.channel, 'people', { skill: 'core' }, 'skill')
  await vi.waitFor(() => expect(typed.choices).toEqual([{ name: 'Core ML', value: 'Core ML' }]), SOON)
  bob.run(slack.channel, '/people', 'core ml')
  await told(bob, 'Ann')

  const { id: nicheId } = await hub.owner.api.call(nicheEndpoints.add, { params, body: { name: 'edge-ml' } })
  const niche = { ...params, nicheId }
  for (const { api } of [annMember, bobMember]) await api.call(nicheEndpoints.join, { params: niche })
  await said(ann.run(discord.channel, 'vouch show'), 'Nobody vouches for you yet.')
  const whom = ann.type(discord.channel, 'vouch give', { niche: nicheId, member: 'b' }, 'member')
  await vi.waitFor(() => expect(whom.choices).toEqual([{ name: 'Bob', value: bobMember.member.id }]), SOON)
  const vouch = { niche: 'edge-ml', member: 'bob', skill: 'core ml', words: 'We built a lens.' }
  await said(ann.run(discord.channel, 'vouch give', vouch), 'You vouch for Core ML of Bob in edge-ml.')
  await said(ann.run(discord.channel, 'vouch give', { ...vouch, member: 'Ann' }), 'There is no member of it')
  bob.run(slack.channel, '/vouch')
  expect(await told(bob, 'by Ann')).toContain('We built a lens.')
  const fill = async (field: string, words: string, label: string) => {
    await vi.waitFor(() => expect(bob.modals).toHaveLength(1), SOON)
    bob.suggest(field, words)
    await vi.waitFor(() => bob.pick(field, label), SOON)
  }
  bob.run(slack.channel, '/vouch', 'give')
  await fill('niche', '', 'edge-ml')
  await fill('member', '', 'Ann')
  await fill('skill', 'Sign painting', 'Sign painting')
  bob.submit()
  await told(bob, 'You vouch for Sign painting of Ann in edge-ml.')
  const gone = ann.run(discord.channel, 'vouch withdraw', { vouch: 'Bob: Core ML (edge-ml)' })
  expect(await said(gone, 'Withdrawn: Bob: Core ML (edge-ml).')).toContain('Sign painting** · by Bob')
  const body = { title: 'Lens', text: 'We need somebody for a lens.' }
  const { id: gigId } = await hub.owner.api.call(gigPostEndpoints.post, { params, body })
  await said(ann.run(discord.channel, 'vouch refer', { gig: 'lens', member: 'Bob' }), 'You referred Bob for ‘Lens’.')
  bob.run(slack.channel, '/vouch', 'refer')
  await fill('gig', 'lens', 'Lens')
  await fill('member', 'ann', 'Ann')
  bob.submit()
  await told(bob, 'You referred Ann for ‘Lens’.')
  const referrals = await annMember.api.call(vouchEndpoints.referrals, { params: { ...params, gigId } })
  expect(referrals).toMatchObject({ toMe: [{ by: { name: 'Bob' } }], byMe: [{ to: { name: 'Bob' } }] })

  await said(ann.run(discord.channel, 'coffee show'), 'None of your communities has virtual coffee.')
  const soon = new Date(Date.now() + 3_600_000)
  const settings = { enabled: true, day: 15, hour: soon.getUTCHours(), timeZone: 'UTC' }
  const { nextAt } = await hub.owner.api.call(coffeeEndpoints.configure, { params, body: settings })
  await said(ann.run(discord.channel, 'coffee on'), 'you take part')
  bob.run(slack.channel, '/coffee', 'on')
  await told(bob, 'you take part')
  skipMs = (nextAt ?? 0) + 60_000 - Date.now()
  await vi.waitFor(() => {
    expect(JSON.stringify(ann.directMessages.at(-1)?.body)).toMatch(
      /coffee with \*\*Bob\*\*.*English.*bob.*Hours that suit/,
    )
    expect(JSON.stringify(bob.directMessages.at(-1)?.blocks)).toMatch(/Ann.*English/)
  }, SOON)
  const message = ann.directMessages.at(-1)
  const card = bob.directMessages.at(-1)
  if (message === undefined || card === undefined) throw new Error('no coffee')
  await said(ann.press(message, 'We met'), 'Good to hear.')
  expect((await annMember.api.call(coffeeEndpoints.read, { params })).last).toMatchObject({ met: true })
  bob.press(card, 'Skip next month')
  await vi.waitFor(async () => {
    expect((await bobMember.api.call(coffeeEndpoints.read, { params })).mine.skipsNext).toBe(true)
  }, SOON)

  // How it all went, for who moderates a niche.
  bob.run(slack.channel, '/insights')
  await told(bob, 'This is for admins')
  for (const memberId of [annMember.member.id, bobMember.member.id]) {
    await hub.owner.api.call(nicheEndpoints.setRole, { params: { ...niche, memberId }, body: { role: 'moderator' } })
  }
  skipMs = 40 * DAY
  const counts = await said(ann.run(discord.channel, 'insights'), 'compared with the 30 before')
  expect(counts).toContain('Test community** · 3 members')
  expect(counts).toContain('Gigs shared by members: **0** (−1, was 1)')
  bob.run(slack.channel, '/insights', 'days 90')
  expect(await told(bob, 'The last 90 days; there are no counts of the 90 before')).toContain('Gigs shared by members')
  const ofNiche = await said(ann.run(discord.channel, 'insights', { niche: 'Edge-ML' }), 'Test community: edge-ml')
  expect(ofNiche).toMatch(/2 members[\s\S]*Joined: \*\*0\*\*/)
  // Of two people, what they say is not told.
  expect(ofNiche).not.toContain('Messages in rooms')
  await said(ann.run(discord.channel, 'insights', { niche: 'other' }), 'You moderate no niche of that name.')
  await said(ann.run(discord.channel, 'vouch show'), 'You vouch for nobody.')
})
