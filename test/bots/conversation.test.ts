import { expect, test, vi } from 'vitest'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { asArray, asObject } from '../standins/shapes.ts'
import { shows, told } from './answers.ts'
import { BotWorld, card, discordChannel } from './bot-world.ts'
import { LINK, linkOnDiscord, linkOnSlack, ready } from './linking.ts'
import { feedbackOf, GigFeed, offerSkills } from './gig-feed.ts'

const SOON = { timeout: 15_000, interval: 30 }

/** A world with a job board, and a member whom its offers fit. */
async function start(run: 'discord' | 'slack') {
  const feed = await GigFeed.start()
  const world = await BotWorld.start({ run: [run], hub: { env: { FEED_ALLOW_HOSTS: feed.host } } })
  const member = await world.hub.createMember({ name: 'Ann' })
  await offerSkills(world.hub, member)
  return {
    world,
    feed,
    member,
    async offer(title: string) {
      feed.offer(title)
      await feed.deliver(world.hub)
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      await feed[Symbol.asyncDispose]()
    },
  }
}

test('Discord: from the job board to the card, and each press shows what came of it', async () => {
  await using stage = await start('discord')
  const { world, member } = stage
  const ann = world.discord.person('ann')
  await linkOnDiscord(world, ann, member)
  await stage.offer('Embedded vision engineer')
  await vi.waitFor(() => expect(ann.directMessages).toHaveLength(1), SOON)
  const [message] = ann.directMessages
  if (message === undefined) return
  expect(message.body['embeds']).toMatchObject([
    { title: 'Embedded vision engineer', footer: { text: expect.stringContaining('no AI model') } },
  ])

  ann.press(message, 'Save')
  await vi.waitFor(() => expect(asArray(message.body['embeds'])[1]).toMatchObject({ description: '⭐ Saved' }), SOON)
  expect(await feedbackOf(world.hub, member)).toMatchObject({ kind: 'saved' })

  ann.press(message, 'Undo')
  await vi.waitFor(() => expect(message.body['embeds']).toHaveLength(1), SOON)
  expect(await feedbackOf(world.hub, member)).toBeNull()

  ann.press(message, 'Not relevant')
  await shows(message, 'Pay is too low')
  ann.choose(message, 'Pay is too low')
  await shows(message, 'not relevant: Pay is too low')
  expect(await feedbackOf(world.hub, member)).toMatchObject({ kind: 'not_relevant', reason: 'pay' })

  ann.press(message, 'Undo')
  await shows(message, 'I applied')
  expect(JSON.stringify(message.body['components'])).toContain('https://jobs.example.org/0')
  ann.press(message, 'I applied')
  await shows(message, 'You applied')
  expect(await feedbackOf(world.hub, member)).toMatchObject({ kind: 'applied' })

  const why = ann.press(message, 'Why this?')
  await vi.waitFor(() => expect(String(why.reply?.body['content'])).toMatch(/% match/), SOON)
  expect(why.reply?.body['flags']).toBe(64)
  expect(ann.directMessages).toHaveLength(1)
})

test('Slack: from the job board to the card, and each press shows what came of it', async () => {
  await using stage = await start('slack')
  const { world, member } = stage
  const bob = world.slack.person('bob')
  await linkOnSlack(world, bob, member)
  await stage.offer('Embedded vision engineer')
  await vi.waitFor(() => expect(bob.directMessages).toHaveLength(1), SOON)
  const [message] = bob.directMessages
  if (message === undefined) return
  const shown = () => JSON.stringify(message.blocks)
  expect(shown()).toContain('no AI model')

  bob.press(message, 'Save')
  await vi.waitFor(() => expect(shown()).toContain('⭐ Saved'), SOON)
  expect(await feedbackOf(world.hub, member)).toMatchObject({ kind: 'saved' })

  bob.press(message, 'Undo')
  await vi.waitFor(() => expect(shown()).not.toContain('Saved'), SOON)
  expect(await feedbackOf(world.hub, member)).toBeNull()

  bob.press(message, 'Not relevant')
  await vi.waitFor(() => expect(shown()).toContain('Pay is too low'), SOON)
  bob.choose(message, 'Pay is too low')
  await vi.waitFor(() => expect(shown()).toContain('not relevant: Pay is too low'), SOON)
  expect(await feedbackOf(world.hub, member)).toMatchObject({ kind: 'not_relevant', reason: 'pay' })

  bob.press(message, 'Undo')
  await vi.waitFor(() => expect(shown()).toContain('I applied'), SOON)
  const followed = bob.press(message, 'Apply')
  await vi.waitFor(() => expect(followed.ackedAfterMs).not.toBeNull(), SOON)
  expect(await feedbackOf(world.hub, member)).toBeNull()
  bob.press(message, 'I applied')
  await vi.waitFor(() => expect(shown()).toContain('You applied'), SOON)

  bob.press(message, 'Why this?')
  await vi.waitFor(() => expect(JSON.stringify(bob.ephemerals.at(-1)?.blocks)).toMatch(/% match/), SOON)
})

test('a card in a channel stays as it is for all; the one who pressed is answered alone, and can undo there', async () => {
  await using stage = await start('discord')
  const { world, member } = stage
  const ann = world.discord.person('ann')
  await linkOnDiscord(world, ann, member)
  await stage.offer('Embedded vision engineer')
  await vi.waitFor(() => expect(ann.directMessages).toHaveLength(1), SOON)
  const [sent] = await world.outbox()
  if (sent?.content.type !== 'gig_alert') return expect.fail('no alert in the outbox')
  const { channel, guild } = world.discord
  await world.enqueue(discordChannel(channel.id, guild.id), { ...sent.content, score: null })
  await vi.waitFor(() => expect(world.discord.messagesIn(channel)).toHaveLength(1), SOON)
  const [posted] = world.discord.messagesIn(channel)
  if (posted === undefined) return
  const before = structuredClone(posted.body)

  const saved = ann.press(posted, 'Save')
  await vi.waitFor(() => expect(String(saved.reply?.body['content'])).toContain('⭐ Saved'), SOON)
  expect(saved.reply?.body['flags']).toBe(64)
  expect(await feedbackOf(world.hub, member)).toMatchObject({ kind: 'saved' })
  if (saved.reply === undefined) return
  const { reply } = saved
  ann.press(reply, 'Undo')
  await vi.waitFor(() => expect(String(reply.body['content'])).toContain('Taken back'), SOON)
  expect(await feedbackOf(world.hub, member)).toBeNull()
  expect(posted.body).toEqual(before)
  expect(world.discord.messagesIn(channel)).toHaveLength(1)
})

test('/gigs lists the best gigs, and shows each with its reasons and buttons, on both platforms', async () => {
  await using feed = await GigFeed.start()
  await using world = await BotWorld.start({ hub: { env: { FEED_ALLOW_HOSTS: feed.host } } })
  const member = await world.hub.createMember({ name: 'Ann' })
  await offerSkills(world.hub, member)
  const ann = world.discord.person('ann')
  const bob = world.slack.person('bob')
  await linkOnDiscord(world, ann, member)
  await linkOnSlack(world, bob, member)
  feed.offer('Vision engineer')
  await feed.deliver(world.hub)

  const listed = ann.run(world.discord.channel, 'gigs')
  await vi.waitFor(() => expect(String(listed.reply?.body['content'])).toContain('Vision engineer'), SOON)
  if (listed.reply === undefined) return
  const shown = ann.choose(listed.reply, 'Vision engineer')
  await vi.waitFor(() => expect(shown.reply?.body['embeds']).toMatchObject([{ title: 'Vision engineer' }]), SOON)
  expect(shown.reply?.body['flags']).toBe(64)
  if (shown.reply === undefined) return
  const { reply } = shown
  ann.press(reply, 'Save')
  await vi.waitFor(
    () => expect(reply.body['embeds']).toMatchObject([{ title: 'Vision engineer' }, { description: '⭐ Saved' }]),
    SOON,
  )

  bob.run(world.slack.channel, '/gigs')
  await told(bob, 'Your best open gigs')
  const list = bob.ephemerals.at(-1)
  if (list === undefined) return
  bob.choose(list, 'Vision engineer')
  await told(bob, 'I applied')
  const own = bob.ephemerals.at(-1)
  if (own === undefined) return
  bob.press(own, 'I applied')
  await vi.waitFor(() => expect(JSON.stringify(own.blocks)).toContain('You applied'), SOON)
  expect(await feedbackOf(world.hub, member)).toMatchObject({ kind: 'applied' })
})

test('a person whom the hub does not know gets a link that works once, and is known after', async () => {
  await using world = await BotWorld.start()
  await ready(world)
  const member = await world.hub.createMember({ name: 'Ann' })
  const ann = world.discord.person('ann')
  const bob = world.slack.person('bob')
  await vi.waitFor(() => expect(world.discord.state.commands.get('global')).not.toBeUndefined(), SOON)
  const asked = ann.run(world.discord.channel, 'gigs')
  await vi.waitFor(() => expect(String(asked.reply?.body['content'])).toMatch(LINK), SOON)
  expect(asked.reply?.body['flags']).toBe(64)
  const link = LINK.exec(String(asked.reply?.body['content']))?.[0] ?? ''
  await world.acceptLink(link, member)
  await expect(world.acceptLink(link, member)).rejects.toThrow(/404/)
  const again = ann.run(world.discord.channel, 'gigs')
  await vi.waitFor(() => expect(String(again.reply?.body['content'])).toContain('No open gig fits you'), SOON)
  const known = ann.run(world.discord.channel, 'link')
  await vi.waitFor(() => expect(String(known.reply?.body['content'])).toContain('linked already'), SOON)

  await vi.waitFor(() => expect(world.slack.socketMode.connected).toBe(1), SOON)
  bob.run(world.slack.channel, '/gigs')
  await vi.waitFor(() => expect(JSON.stringify(bob.ephemerals[0]?.blocks)).toMatch(LINK), SOON)
  expect(world.slack.messagesIn(world.slack.channel)).toEqual([])
})

test('a slow hub: the person is acknowledged within three seconds, and answered when the hub has', async () => {
  await using world = await BotWorld.start()
  await ready(world)
  await vi.waitFor(() => expect(world.slack.socketMode.connected).toBe(1), SOON)
  await vi.waitFor(() => expect(world.discord.state.commands.get('global')).not.toBeUndefined(), SOON)
  const ann = world.discord.person('ann')
  const bob = world.slack.person('bob')
  world.wire.hold()
  const asked = ann.run(world.discord.channel, 'gigs')
  const ran = bob.run(world.slack.channel, '/gigs')
  await vi.waitFor(() => {
    expect(asked.acknowledgedAfterMs).toBeLessThan(3000)
    expect(ran.ackedAfterMs).toBeLessThan(3000)
  }, SOON)
  expect(asked.reply).toBeUndefined()
  expect(bob.ephemerals).toEqual([])
  world.wire.release()
  await vi.waitFor(() => {
    expect(String(asked.reply?.body['content'])).toMatch(LINK)
    expect(bob.ephemerals).toHaveLength(1)
  }, SOON)
})

test('a hub that is away: the person is told so, in plain words', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  await vi.waitFor(() => expect(world.discord.state.commands.get('global')).not.toBeUndefined(), SOON)
  const ann = world.discord.person('ann')
  await world.wire[Symbol.asyncDispose]()
  const asked = ann.run(world.discord.channel, 'gigs')
  await vi.waitFor(
    () => expect(asked.reply?.body).toMatchObject({ content: expect.stringContaining('does not answer right now') }),
    SOON,
  )
})

test('a forged press changes nothing and is answered kindly', async () => {
  await using stage = await start('discord')
  const { world, member } = stage
  const ann = world.discord.person('ann')
  await linkOnDiscord(world, ann, member)
  await stage.offer('Embedded vision engineer')
  await vi.waitFor(() => expect(ann.directMessages).toHaveLength(1), SOON)
  const [message] = ann.directMessages
  if (message === undefined) return
  for (const forged of ['gig:delete:gig1', 'gig:reason:gig1:because', 'x'.repeat(100), 'gig:save:../../etc']) {
    const pressed = ann.forge(message, forged)
    await vi.waitFor(() => expect(String(pressed.reply?.body['content'])).toContain('another version of the bot'), SOON)
  }
  const foreign = ann.forge(message, 'gig:save:a-gig-of-another-community')
  await vi.waitFor(() => expect(String(foreign.followups[0]?.body['content'])).toContain('not there any more'), SOON)
  expect(await feedbackOf(world.hub, member)).toBeNull()
})

test('what a stranger presses counts for the stranger alone', async () => {
  await using stage = await start('slack')
  const { world, member } = stage
  const bob = world.slack.person('bob')
  await linkOnSlack(world, bob, member)
  await stage.offer('Embedded vision engineer')
  await vi.waitFor(() => expect(bob.directMessages).toHaveLength(1), SOON)
  const eve = world.slack.person('eve')
  await world.enqueue(
    { kind: 'channel', platform: 'slack', workspaceId: 'T0GUILD', channelId: world.slack.channel.id },
    card({ score: null }),
  )
  await vi.waitFor(() => expect(world.slack.messagesIn(world.slack.channel)).toHaveLength(1), SOON)
  const [posted] = world.slack.messagesIn(world.slack.channel)
  if (posted === undefined) return
  eve.press(posted, 'Save')
  await vi.waitFor(() => expect(JSON.stringify(eve.ephemerals[0]?.blocks)).toMatch(LINK), SOON)
  expect(await feedbackOf(world.hub, member)).toBeNull()
  expect(asObject(posted.blocks.at(-1))['type']).toBe('actions')
})

test('a gig that changes: its card is edited where it stands, and keeps what was said of it', async () => {
  await using stage = await start('discord')
  const { world, member, feed } = stage
  const ann = world.discord.person('ann')
  await linkOnDiscord(world, ann, member)
  await stage.offer('Embedded vision engineer')
  await vi.waitFor(() => expect(ann.directMessages).toHaveLength(1), SOON)
  const [message] = ann.directMessages
  if (message === undefined) return
  ann.press(message, 'Save')
  const shown = () => JSON.stringify(message.body)
  await vi.waitFor(() => expect(shown()).toContain('⭐ Saved'), SOON)

  feed.change(0, 'Embedded vision engineer (lead)', '€90-110')
  await feed.deliver(world.hub)
  await vi.waitFor(() => expect(shown()).toContain('lead'), SOON)
  expect(shown()).toContain('90')
  expect(shown()).toContain('⭐ Saved')
  expect(shown()).toContain('Undo')
  expect(ann.directMessages).toHaveLength(1)
})

test('why a gig is not relevant can be said in own words, and the card shows them, on both platforms', async () => {
  for (const platform of ['discord', 'slack'] as const) {
    await using stage = await start(platform)
    const { world, member } = stage
    const words = 'I know this client too well'
    if (platform === 'discord') {
      const ann = world.discord.person('ann')
      await linkOnDiscord(world, ann, member)
      await stage.offer('Embedded vision engineer')
      await vi.waitFor(() => expect(ann.directMessages).toHaveLength(1), SOON)
      const [message] = ann.directMessages
      if (message === undefined) return
      ann.press(message, 'Not relevant')
      await shows(message, 'In your own words')
      const opened = ann.press(message, 'In your own words')
      await vi.waitFor(() => expect(opened.modal).toBeDefined(), SOON)
      ann.submitModal(opened, { note: words })
      await shows(message, words)
    } else {
      const bob = world.slack.person('bob')
      await linkOnSlack(world, bob, member)
      await stage.offer('Embedded vision engineer')
      await vi.waitFor(() => expect(bob.directMessages).toHaveLength(1), SOON)
      const [message] = bob.directMessages
      if (message === undefined) return
      bob.press(message, 'Not relevant')
      await vi.waitFor(() => expect(JSON.stringify(message.blocks)).toContain('In your own words'), SOON)
      bob.press(message, 'In your own words')
      await vi.waitFor(() => expect(bob.modals).toHaveLength(1), SOON)
      bob.submit({ note: words })
      await vi.waitFor(() => expect(JSON.stringify(message.blocks)).toContain(words), SOON)
    }
    expect(await feedbackOf(world.hub, member)).toMatchObject({ kind: 'not_relevant', reason: 'other', note: words })
  }
})

test('a gig that is closed: the card of everybody who got it says so, on both platforms, and offers nothing to apply', async () => {
  await using world = await BotWorld.start()
  const { hub } = world
  const ann = world.discord.person('ann')
  const bob = world.slack.person('bob')
  const [first, second] = [await hub.createMember({ name: 'Ann' }), await hub.createMember({ name: 'Bob' })]
  for (const member of [first, second]) await offerSkills(hub, member)
  await linkOnDiscord(world, ann, first)
  await vi.waitFor(() => expect(world.slack.socketMode.connected).toBe(1), SOON)
  await linkOnSlack(world, bob, second)
  const params = { communityId: hub.communityId }
  const text = 'We look for an embedded vision engineer. Must have: C++ and OpenCV. €70-85 per hour, remote, EU only.'
  const gig = await hub.owner.api.call(gigPostEndpoints.post, {
    params,
    body: { title: 'Embedded vision engineer', text },
  })
  await vi.waitFor(() => {
    expect(ann.directMessages).toHaveLength(1)
    expect(bob.directMessages).toHaveLength(1)
  }, SOON)
  await hub.owner.api.call(gigPostEndpoints.close, { params: { ...params, gigId: gig.id } })
  await vi.waitFor(() => {
    for (const shown of [ann.directMessages[0]?.body, bob.directMessages[0]?.blocks].map((one) =>
      JSON.stringify(one),
    )) {
      expect(shown).toContain('Closed')
      expect(shown).not.toContain('I applied')
    }
  }, SOON)
})
