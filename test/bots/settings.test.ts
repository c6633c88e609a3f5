import { expect, test, vi } from 'vitest'
import { alertEndpoints } from '../../shared/alerts.ts'
import { nicheEndpoints } from '../../shared/niches.ts'
import { profileEndpoints } from '../../shared/profiles.ts'
import type { TestHub, TestMember } from '../helpers/start-hub.ts'
import { asArray, asObject, asString } from '../standins/shapes.ts'
import { said, told } from './answers.ts'
import { BotWorld } from './bot-world.ts'
import { GigFeed, offerSkills } from './gig-feed.ts'
import { linkOnDiscord, linkOnSlack } from './linking.ts'

const SOON = { timeout: 15_000, interval: 30 }

async function profileOf({ communityId }: TestHub, { api }: TestMember) {
  const { profile } = await api.call(profileEndpoints.mine, { params: { communityId } })
  if (profile === null) throw new Error('there is no profile')
  return profile
}

test('Discord: quiet times, digest and mutes are set by command, and shown as they are', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  const { channel } = world.discord
  const member = await world.hub.createMember({ name: 'Ann' })
  const ann = world.discord.person('ann')
  await linkOnDiscord(world, ann, member)
  await said(ann.run(channel, 'quiet show'), 'Your profile is empty')
  await offerSkills(world.hub, member)

  await said(ann.run(channel, 'quiet hours', { from: '22', to: '7' }), '22:00 to 07:00 (Europe/Berlin)')
  await said(ann.run(channel, 'quiet hours', { from: '7', to: '7' }), 'the same hour')
  const days = ann.type(channel, 'quiet days', { days: 'sat' }, 'days')
  await vi.waitFor(
    () => expect(days.choices).toMatchObject([{ name: 'Saturday and Sunday' }, { name: 'Saturday' }]),
    SOON,
  )
  await said(ann.run(channel, 'quiet days', { days: 'fri, weekend' }), 'Days off: Friday, Saturday, Sunday')
  await said(ann.run(channel, 'quiet days', { days: 'someday' }), 'is no day of the week')
  await said(ann.run(channel, 'quiet pause', { for: 'week' }), 'pause for a week')
  await said(ann.run(channel, 'quiet mute', { kind: 'keyword', what: 'Blockchain', for: 'month' }), 'say ‘Blockchain’')
  const { alerts } = await profileOf(world.hub, member)
  expect(alerts).toMatchObject({
    quietHours: { start: 22, end: 7 },
    daysOff: [5, 6, 7],
    mutes: [{ kind: 'keyword', value: 'Blockchain', until: expect.any(Number) }],
  })
  expect(alerts.pausedUntil).toBeGreaterThan(Date.now())

  const muted = ann.type(channel, 'quiet unmute', { muted: 'block' }, 'muted')
  await vi.waitFor(() => expect(muted.choices).toMatchObject([{ value: 'keyword:Blockchain' }]), SOON)
  await said(ann.run(channel, 'quiet unmute', { muted: 'keyword:Blockchain' }), 'again')
  await said(ann.run(channel, 'quiet off'), 'Quiet hours: none')
  await said(ann.run(channel, 'digest weekly', { on: '1', at: '9' }), 'on Mondays at 09:00')
  expect((await profileOf(world.hub, member)).alerts).toMatchObject({
    mode: 'digest',
    digestDay: 1,
    digestHour: 9,
    quietHours: null,
    daysOff: [],
    pausedUntil: null,
    mutes: [],
  })
  await said(ann.run(channel, 'digest off'), 'Gig alerts are off')
  await said(ann.run(channel, 'digest instant'), 'come at once')
})

test('Discord: the profile is changed in a form that holds what is there, and skills keep their level', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  const { channel } = world.discord
  const member = await world.hub.createMember({ name: 'Ann' })
  const ann = world.discord.person('ann')
  const params = { communityId: world.hub.communityId }
  await member.api.call(profileEndpoints.save, {
    params,
    body: {
      headline: 'Embedded vision',
      skills: [{ name: 'C++', level: 'expert', years: 9 }],
      rateFloor: { amountCents: 85_50, currency: 'EUR', period: 'hour' },
    },
  })
  const eve = ann.run(channel, 'profile edit')
  await said(eve, 'We have not met yet')
  await linkOnDiscord(world, ann, member)
  await said(ann.run(channel, 'profile show'), '85.50 EUR per hour')

  const opened = ann.run(channel, 'profile edit')
  await vi.waitFor(() => expect(opened.modal).toBeDefined(), SOON)
  const held = JSON.stringify(opened.modal)
  expect(held).toContain('"value":"C++"')
  expect(held).toContain('"value":"85.50"')
  const filled = { skills: 'c++, OpenCV', rate: '90', currency: 'usd', period: 'day', available: 'no' }
  await said(ann.submitModal(opened, { ...filled, rate: 'a lot' }), 'is a number')
  await said(ann.submitModal(opened, filled), '90 USD per day')
  expect(await profileOf(world.hub, member)).toMatchObject({
    headline: 'Embedded vision',
    skills: [{ name: 'C++', level: 'expert', years: 9 }, { name: 'OpenCV' }],
    rateFloor: { amountCents: 90_00, currency: 'USD', period: 'day' },
    available: false,
  })
})

test('Slack: a command by itself shows, with its word it sets, and what is missing is asked in a form', async () => {
  await using world = await BotWorld.start({ run: ['slack'] })
  const { channel } = world.slack
  const member = await world.hub.createMember({ name: 'Bob' })
  const bob = world.slack.person('bob')
  await linkOnSlack(world, bob, member)
  await offerSkills(world.hub, member)
  bob.run(channel, '/quiet')
  await told(bob, 'Days off: none')
  bob.run(channel, '/quiet', 'days sat sun')
  await told(bob, 'Days off: Saturday, Sunday')
  bob.run(channel, '/quiet', 'hours')
  await vi.waitFor(() => expect(bob.modals).toHaveLength(1), SOON)
  bob.submit({ from: '21', to: '6' })
  await told(bob, '21:00 to 06:00 (Europe/Berlin)')
  bob.run(channel, '/digest', 'daily 8')
  await told(bob, 'daily at 08:00')
  bob.run(channel, '/quiet', 'mute')
  await vi.waitFor(() => expect(bob.modals).toHaveLength(1), SOON)
  bob.submit({ kind: 'client', what: 'Halm Maps', for: 'week' })
  await told(bob, 'You muted Halm Maps')

  bob.run(channel, '/profile', 'edit')
  await vi.waitFor(() => expect(bob.modals).toHaveLength(1), SOON)
  const fields = asArray(bob.modals[0]?.body['blocks']).map((block) => asObject(asObject(block)['element']))
  expect(fields).toMatchObject([
    { initial_value: 'C++, OpenCV' },
    {},
    { initial_value: 'EUR' },
    { initial_option: { value: 'hour' } },
    { initial_option: { value: 'yes' } },
  ])
  bob.submit({ rate: '70', period: 'hour', available: 'yes' })
  await told(bob, '70 EUR per hour')
  expect(await profileOf(world.hub, member)).toMatchObject({
    skills: [{ name: 'C++' }, { name: 'OpenCV' }],
    rateFloor: { amountCents: 70_00, currency: 'EUR', period: 'hour' },
    alerts: {
      mode: 'digest',
      digestHour: 8,
      daysOff: [6, 7],
      quietHours: { start: 21, end: 6 },
      mutes: [{ kind: 'client', value: 'Halm Maps' }],
    },
  })
})

test('a skill is muted on the card and taken back there; why a gig came or not is told, on both platforms', async () => {
  await using feed = await GigFeed.start()
  await using world = await BotWorld.start({ hub: { env: { FEED_ALLOW_HOSTS: feed.host } } })
  const member = await world.hub.createMember({ name: 'Ann' })
  await offerSkills(world.hub, member)
  const mutes = async () => (await profileOf(world.hub, member)).alerts.mutes
  const ann = world.discord.person('ann')
  const bob = world.slack.person('bob')
  await linkOnDiscord(world, ann, member)
  await linkOnSlack(world, bob, member)
  feed.offer('Vision engineer')
  await feed.deliver(world.hub)
  await vi.waitFor(() => expect(ann.directMessages).toHaveLength(1), SOON)
  const [message] = ann.directMessages
  if (message === undefined) return
  const before = structuredClone(message.body)

  const asked = ann.press(message, 'Mute')
  await said(asked, 'Of what do you want to hear nothing')
  if (asked.reply === undefined) return
  const done = ann.choose(asked.reply, 'OpenCV, for a week')
  await said(done, 'Muted: gigs that ask for OpenCV')
  expect(await mutes()).toMatchObject([{ kind: 'skill', value: 'OpenCV', until: expect.any(Number) }])
  expect(message.body).toEqual(before)
  await said(ann.run(world.discord.channel, 'gigs', { why: 'vision' }), 'You muted gigs that ask for OpenCV')
  if (done.reply === undefined) return
  await said(ann.press(done.reply, 'Undo'), 'again')
  expect(await mutes()).toEqual([])

  const typed = ann.type(world.discord.channel, 'gigs', { why: 'engin' }, 'why')
  await vi.waitFor(() => expect(typed.choices).toMatchObject([{ name: 'Vision engineer' }]), SOON)
  const chosen = asString(typed.choices?.[0]?.['value'])
  await said(ann.run(world.discord.channel, 'gigs', { why: chosen }), 'You were told of it')
  await said(ann.run(world.discord.channel, 'gigs', { why: 'plumber' }), 'There is no gig of the name')

  await member.api.call(alertEndpoints.change, {
    params: { communityId: world.hub.communityId },
    body: { threshold: 1 },
  })
  feed.offer('Senior lens engineer')
  await feed.deliver(world.hub)
  bob.run(world.slack.channel, '/gigs', 'why lens')
  expect(await told(bob, 'Senior lens engineer')).toContain('below the 100% that you ask for')
  bob.run(world.slack.channel, '/gigs')
  await told(bob, 'Your best open gigs')
  const listed = bob.ephemerals.at(-1)
  if (listed === undefined) return
  bob.choose(listed, 'Vision engineer')
  await told(bob, 'Mute')
  const card = bob.ephemerals.at(-1)
  if (card === undefined) return
  bob.press(card, 'Mute')
  await told(bob, 'Of what do you want')
  const menu = bob.ephemerals.at(-1)
  if (menu === undefined) return
  bob.choose(menu, 'C++, for good')
  await told(bob, 'Muted: gigs that ask for C++')
  expect(await mutes()).toEqual([{ kind: 'skill', value: 'C++', until: null }])
  const muted = bob.ephemerals.at(-1)
  if (muted === undefined) return
  bob.press(muted, 'Undo')
  await told(bob, 'again')
  expect(await mutes()).toEqual([])
})

test('niches are joined and left from either platform, with suggestions of those that one can', async () => {
  await using world = await BotWorld.start()
  const { hub, discord, slack } = world
  const params = { communityId: hub.communityId }
  const add = (name: string, earlyHours: number) =>
    hub.owner.api.call(nicheEndpoints.add, { params, body: { name, earlyHours, description: `All of ${name}` } })
  const edge = await add('Edge ML', 24)
  await add('Mobile vision', 0)
  const member = await hub.createMember({ name: 'Ann' })
  const mine = async () => (await member.api.call(nicheEndpoints.list, { params })).niches.map((niche) => niche.mine)
  const ann = discord.person('ann')
  await said(ann.run(discord.channel, 'niches show'), 'We have not met yet')
  await linkOnDiscord(world, ann, member)
  expect(await said(ann.run(discord.channel, 'niches show'), 'Edge ML')).toContain('gigs 24 h early')
  const typed = ann.type(discord.channel, 'niches join', { niche: 'edge' }, 'niche')
  await vi.waitFor(() => expect(typed.choices).toEqual([{ name: 'Edge ML', value: edge.id }]), SOON)
  await said(ann.run(discord.channel, 'niches join', { niche: edge.id }), 'You are in Edge ML now.')
  expect(await mine()).toEqual(['member', null])
  await said(ann.run(discord.channel, 'niches leave', { niche: 'knitting' }), 'no niche of that name')

  const annOnSlack = slack.person('ann')
  await linkOnSlack(world, annOnSlack, member)
  annOnSlack.run(slack.channel, '/niches', 'leave edge ml')
  await told(annOnSlack, 'You have left Edge ML.')
  annOnSlack.run(slack.channel, '/niches', 'join mobile vision')
  await told(annOnSlack, 'You are in Mobile vision now.')
  expect(await mine()).toEqual([null, 'member'])
})
