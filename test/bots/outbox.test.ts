import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { deliveryEndpoints } from '../../shared/deliveries.ts'
import { memberEndpoints } from '../../shared/members.ts'
import { BotWorld, card, discordChannel, discordPerson, slackChannel, slackPerson } from './bot-world.ts'

const SOON = { timeout: 20_000, interval: 30 }

test('waiting for a limit is no failure: however often the platform asks to wait, the message goes out', async () => {
  let ahead = 0
  await using world = await BotWorld.start({ run: ['discord'], hub: { now: () => Date.now() + ahead } })
  const rounds = 14
  for (let round = 0; round < rounds; round += 1) {
    world.discord.faults.inject(/messages$/, { kind: 'rate_limited', retryAfterMs: 60_000 }, { method: 'POST' })
  }
  const ann = world.discord.person('ann')
  await world.enqueue(discordPerson(ann.user.id), card(), { expiresInMs: 24 * 3_600_000 })
  for (let round = 1; round <= rounds; round += 1) {
    await vi.waitFor(async () => {
      expect(await world.outbox()).toMatchObject([{ state: 'waiting', attempts: round }])
    }, SOON)
    // discord.js itself holds the route for as long as it was told to: another bot has not heard of that.
    await world.stopBots()
    ahead += 70_000
    await world.startBots(['discord'])
  }
  await vi.waitFor(async () => expect(await world.outbox()).toMatchObject([{ state: 'sent' }]), SOON)
  expect(ann.directMessages).toHaveLength(1)
})

test('each attempt is in the history, with what happened', async () => {
  await using world = await BotWorld.start({ run: ['slack'] })
  world.slack.faults.inject(/chat\.postMessage$/, { kind: 'status', status: 502 })
  await world.enqueue(slackChannel(world.slack.channel.id), card())
  await vi.waitFor(async () => expect(await world.outbox()).toMatchObject([{ state: 'sent', attempts: 2 }]), SOON)
  const [delivery] = await world.outbox()
  expect(await world.history(delivery?.id ?? '')).toMatchObject([
    { outcome: 'later', message: 'Slack answered with status 502.' },
    { outcome: 'sent' },
  ])
})

test('a member who takes no messages is paused, not asked again; they hear of it, and go on when they say so', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  const member = await world.hub.createMember({ name: 'Shut' })
  const other = await world.hub.createMember()
  const shut = world.discord.person('shut', { acceptsDms: false })
  const memberId = member.member.id
  await world.enqueue(discordPerson(shut.user.id), card(), { memberId })
  await vi.waitFor(async () => {
    expect(await world.paused(member)).toMatchObject([{ reason: 'dm_closed', target: { personId: shut.user.id } }])
  }, SOON)
  await world.enqueue(discordPerson(shut.user.id), card({ title: 'Another' }), { memberId })
  const ann = world.discord.person('ann')
  await world.enqueue(discordPerson(ann.user.id), card())
  await vi.waitFor(() => expect(ann.directMessages).toHaveLength(1), SOON)
  expect(await world.paused(member)).toMatchObject([{ waiting: 1 }])
  expect(await world.paused(other)).toEqual([])
  const { entries } = await world.hub.owner.api.call(memberEndpoints.audit, {
    params: { communityId: world.hub.communityId },
  })
  expect(entries).toContainEqual(
    expect.objectContaining({ action: 'delivery.target_paused', actorName: 'Bot of discord' }),
  )

  shut.user.acceptsDms = true
  const [pause] = await world.paused(member)
  const params = { communityId: world.hub.communityId, pauseId: pause?.id ?? '' }
  await expect(other.api.call(deliveryEndpoints.resume, { params })).rejects.toMatchObject({ code: 'not_found' })
  await member.api.call(deliveryEndpoints.resume, { params })
  await vi.waitFor(
    () => expect(shut.directMessages).toMatchObject([{ body: { embeds: [{ title: 'Another' }] } }]),
    SOON,
  )
  expect(await world.paused(member)).toEqual([])

  // Who has left the community meanwhile gets nothing of it any more.
  await world.stopBots()
  const bea = world.discord.person('bea')
  await world.enqueue(discordPerson(bea.user.id), card(), { memberId: other.member.id })
  await world.enqueue(discordPerson(ann.user.id), card())
  await world.hub.owner.api.call(memberEndpoints.remove, {
    params: { communityId: world.hub.communityId, memberId: other.member.id },
  })
  await world.startBots(['discord'])
  await vi.waitFor(() => expect(ann.directMessages).toHaveLength(2), SOON)
  await vi.waitFor(async () => {
    const givenUp = { state: 'dead', lastError: 'given up: the member has left the community' }
    expect(await world.outbox()).toContainEqual(expect.objectContaining(givenUp))
  }, SOON)
  expect(bea.directMessages).toEqual([])
})

test('a channel that was deleted is paused; what was given up is sent again when an admin says so', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  const quiet = world.discord.state.addChannel(world.discord.guild, 'quiet', { view: true, send: false })
  await world.enqueue(discordChannel(quiet.id, world.discord.guild.id), card())
  await vi.waitFor(async () => expect(await world.paused()).toMatchObject([{ reason: 'forbidden' }]), SOON)
  const [delivery] = await world.outbox()
  const params = { communityId: world.hub.communityId, deliveryId: delivery?.id ?? '' }
  quiet.botMay.send = true
  await world.hub.owner.api.call(deliveryEndpoints.resend, { params })
  await vi.waitFor(() => expect(world.discord.messagesIn(quiet)).toHaveLength(1), SOON)
  await vi.waitFor(async () => expect(await world.outbox()).toMatchObject([{ state: 'sent' }]), SOON)
  expect((await world.history(params.deliveryId)).map(({ outcome }) => outcome)).toEqual(['refused', 'resent', 'sent'])
  expect(await world.paused()).toEqual([])
})

test('deliveries that are done are forgotten after a while', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-outbox-'))
  try {
    let ahead = 0
    const hub = { dataDir, now: () => Date.now() + ahead, env: { DELIVERIES_KEEP_DAYS: '30' } }
    await using world = await BotWorld.start({ run: ['discord'], hub })
    await world.enqueue(discordPerson(world.discord.person('ann').user.id), card())
    await vi.waitFor(async () => expect(await world.outbox()).toMatchObject([{ state: 'sent' }]), SOON)
    await world.stopBots()
    await world.restartHub()
    await world.enqueue(discordPerson(world.discord.person('bea').user.id), card(), { expiresInMs: 90 * 86_400_000 })
    expect(await world.outbox()).toHaveLength(2)
    ahead = 31 * 86_400_000
    await world.restartHub()
    await vi.waitFor(async () => expect(await world.outbox()).toMatchObject([{ state: 'waiting' }]), SOON)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('what changes is edited wherever it stands: longer, shorter, and once for many changes', async () => {
  await using world = await BotWorld.start()
  const subject = 'notice:1'
  const text = (markdown: string) => ({ type: 'text', markdown }) as const
  const long = Array.from({ length: 60 }, (_, at) => `**Paragraph ${at}** ${'word '.repeat(35)}`).join('\n\n')
  await world.enqueue(discordChannel(world.discord.channel.id, world.discord.guild.id), text('short'), { subject })
  await world.enqueue(slackChannel(world.slack.channel.id), text('short'), { subject })
  const allSent = async () => {
    const outbox = await world.outbox()
    expect(outbox.filter(({ state }) => state !== 'sent')).toEqual([])
    return outbox.length
  }
  await vi.waitFor(async () => expect(await allSent()).toBe(2), SOON)

  await world.edit(subject, text(long))
  await vi.waitFor(async () => expect(await allSent()).toBe(4), SOON)
  const parts = world.discord.messagesIn(world.discord.channel).length
  expect(parts).toBeGreaterThan(2)
  expect(String(world.discord.messagesIn(world.discord.channel)[0]?.body['content'])).toContain('Paragraph 0')

  await world.stopBots()
  await world.edit(subject, text('first'))
  await world.edit(subject, text('second'))
  expect((await world.outbox()).filter(({ state }) => state === 'waiting')).toHaveLength(2)
  await world.startBots(['discord', 'slack'])
  await vi.waitFor(async () => expect(await allSent()).toBe(6), SOON)
  await vi.waitFor(() => {
    expect(world.discord.messagesIn(world.discord.channel).map(({ body }) => body['content'])).toEqual(['second'])
    expect(world.slack.messagesIn(world.slack.channel).map((message) => message.text)).toEqual(['second'])
  }, SOON)

  await world.edit(subject, text('short'))
  await vi.waitFor(() => {
    expect(world.discord.messagesIn(world.discord.channel).map(({ body }) => body['content'])).toEqual(['short'])
  }, SOON)
})

test('a message that somebody deleted is not posted anew by its edit, and the channel goes on', async () => {
  await using world = await BotWorld.start()
  const subject = 'notice:1'
  await world.enqueue(discordChannel(world.discord.channel.id, world.discord.guild.id), card(), { subject })
  await world.enqueue(slackChannel(world.slack.channel.id), card(), { subject })
  await vi.waitFor(async () => expect((await world.outbox()).map(({ state }) => state)).toEqual(['sent', 'sent']), SOON)
  world.discord.state.messagesIn(world.discord.channel.id).length = 0
  world.slack.state.messagesIn(world.slack.channel.id).length = 0
  await world.edit(subject, card({ title: 'Changed' }))
  await vi.waitFor(async () => {
    const outbox = await world.outbox()
    expect(outbox.filter(({ isEdit }) => isEdit)).toMatchObject([
      { state: 'dead', lastError: expect.stringContaining('message_gone') },
      { state: 'dead', lastError: expect.stringContaining('message_gone') },
    ])
  }, SOON)
  expect(await world.paused()).toEqual([])
  expect(world.discord.messagesIn(world.discord.channel)).toEqual([])
  expect(world.slack.messagesIn(world.slack.channel)).toEqual([])
})

test('an edit whose answer is lost ends as one message with the new text', async () => {
  await using world = await BotWorld.start()
  const subject = 'notice:1'
  const ann = world.discord.person('ann')
  const bob = world.slack.person('bob')
  await world.enqueue(discordPerson(ann.user.id), card(), { subject })
  await world.enqueue(slackPerson(bob.user.id), card(), { subject })
  await vi.waitFor(async () => expect((await world.outbox()).map(({ state }) => state)).toEqual(['sent', 'sent']), SOON)
  world.discord.faults.inject(/messages\/\d+$/, { kind: 'lose_answer' }, { method: 'PATCH' })
  world.slack.faults.inject(/chat\.update$/, { kind: 'status', status: 503 })
  await world.edit(subject, card({ title: 'Changed' }))
  await vi.waitFor(async () => expect((await world.outbox()).every(({ state }) => state === 'sent')).toBe(true), SOON)
  expect(ann.directMessages).toMatchObject([{ body: { embeds: [{ title: 'Changed' }] } }])
  expect(bob.directMessages).toMatchObject([{ text: expect.stringContaining('Changed') }])
})
