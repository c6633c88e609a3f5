import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { ready } from './linking.ts'
import {
  BotWorld,
  card,
  discordChannel,
  discordPerson,
  NEEDED_PERMISSIONS,
  slackChannel,
  slackPerson,
} from './bot-world.ts'

const SOON = { timeout: 20_000, interval: 30 }

test('the setup page shows both bots: connected, where they serve, and an invite with the least rights', async () => {
  await using world = await BotWorld.start()
  await vi.waitFor(async () => {
    expect(await world.status('discord')).toMatchObject({
      state: 'connected',
      problems: [],
      workspaces: [{ name: 'Edge ML' }],
    })
    expect(await world.status('slack')).toMatchObject({
      state: 'connected',
      problems: [],
      workspaces: [{ id: 'T0GUILD', name: 'Edge ML' }],
    })
  }, SOON)
  const invite = new URL((await world.status('discord'))?.inviteUrl ?? '')
  expect(Object.fromEntries(invite.searchParams)).toEqual({
    client_id: world.discord.state.applicationId,
    scope: 'bot applications.commands',
    permissions: NEEDED_PERMISSIONS,
  })
  world.discord.joinGuild('Mobile Vision')
  await vi.waitFor(async () => expect((await world.status('discord'))?.workspaces).toHaveLength(2), SOON)
})

test('slash commands are told to Discord once, not on each start', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  await vi.waitFor(
    () =>
      expect(world.discord.state.commands.get('global')?.map(({ name }) => name)).toEqual([
        'gigs',
        'niches',
        'announce',
        'events',
        'people',
        'vouch',
        'coffee',
        'profile',
        'digest',
        'quiet',
        'board',
        'doc',
        'hub',
        'translate',
        'moderation',
        'insights',
        'link',
        'Create card',
        'Show hub links',
        'Translate this',
        'Report',
      ]),
    SOON,
  )
  await world.stopBots()
  await world.startBots(['discord'])
  await vi.waitFor(() => expect(world.discord.calls('GET', /applications\/\d+\/commands$/)).toHaveLength(2), SOON)
  expect(world.discord.calls('PUT', /applications\/\d+\/commands$/)).toHaveLength(1)
})

test('a bad token does not fail the start: the setup page says what to do, and nothing is used up on it', async () => {
  await using world = await BotWorld.start({ run: [] })
  const { discord, slack } = world
  await world.startBots([], {
    discord: { token: 'not-the-token', apiUrl: discord.apiUrl },
    slack: { botToken: 'xoxb-wrong', connection: { kind: 'socket', appToken: 'xapp-wrong' }, apiUrl: slack.apiUrl },
  })
  await world.enqueue(discordPerson(discord.person('ann').user.id), card())
  await vi.waitFor(async () => {
    expect(await world.status('discord')).toMatchObject({
      state: 'trouble',
      problems: [expect.stringContaining('DISCORD_TOKEN')],
    })
    expect(await world.status('slack')).toMatchObject({
      state: 'trouble',
      problems: [expect.stringContaining('SLACK_BOT_TOKEN')],
    })
  }, SOON)
  expect(await world.outbox()).toMatchObject([{ state: 'waiting', attempts: 0 }])
})

test('platforms that cannot be reached at the start are reached when they are back', async () => {
  await using world = await BotWorld.start({ run: [] })
  world.discord.faults.inject(/gateway\/bot$/, { kind: 'drop' })
  world.slack.faults.inject(/auth\.test$/, { kind: 'status', status: 503 })
  await world.startBots(['discord', 'slack'])
  await vi.waitFor(async () => {
    expect(await world.status('discord')).toMatchObject({ problems: [expect.stringContaining('cannot be reached')] })
    expect(await world.status('slack')).toMatchObject({ problems: [expect.stringContaining('cannot be reached')] })
  }, SOON)
  await vi.waitFor(async () => {
    expect(await world.status('discord')).toMatchObject({ state: 'connected', problems: [] })
    expect(await world.status('slack')).toMatchObject({ state: 'connected', problems: [] })
  }, SOON)
})

test('Slack fails while the connection is reopened: the bot comes back all the same', async () => {
  await using world = await BotWorld.start({ run: ['slack'] })
  await vi.waitFor(() => expect(world.slack.socketMode.connected).toBe(1), SOON)
  world.slack.faults.inject(/apps\.connections\.open$/, { kind: 'status', status: 503 })
  world.slack.faults.inject(/apps\.connections\.open$/, {
    kind: 'answer',
    status: 200,
    body: { ok: false, error: 'internal_error' },
  })
  world.slack.socketMode.dropAll()
  await vi.waitFor(() => expect(world.slack.socketMode.opened).toBe(2), SOON)
  const bob = world.slack.person('bob')
  await vi.waitFor(() => expect(world.slack.socketMode.connected).toBe(1), SOON)
  bob.run(world.slack.channel, '/link')
  await vi.waitFor(() => expect(bob.ephemerals).toHaveLength(1), SOON)
})

test('Slack moves the connection: the bot follows at once', async () => {
  await using world = await BotWorld.start({ run: ['slack'] })
  await vi.waitFor(() => expect(world.slack.socketMode.connected).toBe(1), SOON)
  world.slack.socketMode.refreshAll()
  await vi.waitFor(() => expect(world.slack.socketMode.opened).toBe(2), { timeout: 3000, interval: 20 })
})

test('Discord ends the session: the bot identifies anew', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  await vi.waitFor(() => expect(world.discord.gateway.connected).toBe(1), SOON)
  world.discord.gateway.invalidateAll()
  await vi.waitFor(() => expect(world.discord.gateway.identifies).toBe(2), SOON)
  await vi.waitFor(async () => expect(await world.status('discord')).toMatchObject({ state: 'connected' }), SOON)
})

test('one 401 on a message does not leave the bot without its token', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  const body = { message: '401: Unauthorized', code: 0 }
  world.discord.faults.inject(/channels\/\d+\/messages$/, { kind: 'answer', status: 401, body })
  await world.enqueue(discordChannel(world.discord.channel.id, world.discord.guild.id), card())
  await vi.waitFor(async () => {
    expect(await world.outbox()).toMatchObject([{ state: 'waiting', attempts: 1 }])
    expect(await world.status('discord')).toMatchObject({
      state: 'trouble',
      problems: [expect.stringContaining('refused the token')],
    })
  }, SOON)
  await vi.waitFor(() => expect(world.discord.messagesIn(world.discord.channel)).toHaveLength(1), {
    timeout: 25_000,
    interval: 100,
  })
})

test('a bot that is stopped in the middle of a delivery: the next one finishes it, and nothing is sent twice', async () => {
  await using world = await BotWorld.start()
  const ann = world.discord.person('ann')
  const bob = world.slack.person('bob')
  world.discord.faults.inject(/channels\/\d+\/messages$/, { kind: 'lose_answer' }, { method: 'POST' })
  world.slack.faults.inject(/chat\.postMessage$/, { kind: 'hang' })
  await world.enqueue(discordPerson(ann.user.id), card())
  await world.enqueue(slackPerson(bob.user.id), card())
  await vi.waitFor(() => {
    expect(ann.directMessages).toHaveLength(1)
    expect(world.slack.calls('chat.postMessage')).toHaveLength(1)
  }, SOON)
  await world.stopBots()
  await world.startBots(['discord', 'slack'])
  await vi.waitFor(async () => expect((await world.outbox()).map(({ state }) => state)).toEqual(['sent', 'sent']), {
    timeout: 25_000,
    interval: 100,
  })
  expect(ann.directMessages).toHaveLength(1)
  expect(bob.directMessages).toHaveLength(1)
})

test('a stop lets a delivery that is on its way arrive and be told to the hub', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  const ann = world.discord.person('ann')
  await vi.waitFor(async () => expect(await world.status('discord')).toMatchObject({ state: 'connected' }), SOON)
  world.discord.latencyMs = 300
  await world.enqueue(discordPerson(ann.user.id), card())
  await vi.waitFor(
    () => expect(world.discord.requests.some(({ path }) => path.endsWith('/users/@me/channels'))).toBe(true),
    SOON,
  )
  await world.stopBots()
  expect(await world.outbox()).toMatchObject([{ state: 'sent', attempts: 1 }])
  expect(ann.directMessages).toHaveLength(1)
})

test('the wire to the hub breaks while a message goes out: it is settled after, not sent again', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  const ann = world.discord.person('ann')
  await vi.waitFor(async () => expect(await world.status('discord')).toMatchObject({ state: 'connected' }), SOON)
  world.discord.latencyMs = 200
  await world.enqueue(discordPerson(ann.user.id), card())
  await vi.waitFor(
    () => expect(world.discord.requests.some(({ path }) => path.endsWith('/users/@me/channels'))).toBe(true),
    SOON,
  )
  world.wire.cut()
  await vi.waitFor(async () => expect(await world.outbox()).toMatchObject([{ state: 'sent', attempts: 1 }]), SOON)
  expect(ann.directMessages).toHaveLength(1)
})

test('the hub restarts: its bots come back by themselves and go on', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-bots-'))
  try {
    await using world = await BotWorld.start({ hub: { dataDir }, run: [] })
    const { secret } = await world.hub.owner.token('bot')
    await world.startBots(['discord', 'slack'], { hubToken: secret })
    await vi.waitFor(async () => expect(await world.status('slack')).toMatchObject({ state: 'connected' }), SOON)
    await world.restartHub()
    const ann = world.discord.person('ann')
    const bob = world.slack.person('bob')
    await world.enqueue(discordPerson(ann.user.id), card())
    await world.enqueue(slackPerson(bob.user.id), card())
    await vi.waitFor(() => {
      expect(ann.directMessages).toHaveLength(1)
      expect(bob.directMessages).toHaveLength(1)
    }, SOON)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('two bots of one platform share the work: nothing is sent twice, nobody is answered twice', async () => {
  await using world = await BotWorld.start()
  await world.startBots(['discord', 'slack'])
  await vi.waitFor(() => {
    expect(world.discord.gateway.connected).toBe(2)
    expect(world.slack.socketMode.connected).toBe(2)
  }, SOON)
  const people = Array.from({ length: 12 }, (_, at) => ({
    ann: world.discord.person(`ann${at}`),
    bob: world.slack.person(`bob${at}`),
  }))
  for (const { ann, bob } of people) {
    await world.enqueue(discordPerson(ann.user.id), card())
    await world.enqueue(slackPerson(bob.user.id), card())
  }
  await vi.waitFor(async () => expect((await world.outbox()).filter(({ state }) => state !== 'sent')).toEqual([]), SOON)
  for (const { ann, bob } of people) {
    expect(ann.directMessages).toHaveLength(1)
    expect(bob.directMessages).toHaveLength(1)
  }
  const [first] = people
  if (first === undefined) return
  const asked = first.ann.run(world.discord.channel, 'link')
  first.bob.run(world.slack.channel, '/link')
  await vi.waitFor(() => {
    expect(String(asked.reply?.body['content'])).toContain('/link/')
    expect(first.bob.ephemerals).toHaveLength(1)
  }, SOON)
  expect(asked.followups).toEqual([])
})

test('what the bot itself writes, and what people write, makes it say nothing', async () => {
  await using world = await BotWorld.start()
  const ann = world.discord.person('ann')
  const bob = world.slack.person('bob')
  await world.enqueue(discordChannel(world.discord.channel.id, world.discord.guild.id), card())
  await world.enqueue(slackChannel(world.slack.channel.id), card())
  await vi.waitFor(async () => expect((await world.outbox()).map(({ state }) => state)).toEqual(['sent', 'sent']), SOON)
  ann.write(world.discord.channel, 'hello')
  const written = bob.write(world.slack.state.dmWith(bob.user), 'hello')
  const envelope = world.slack.socketMode.envelopes.at(-1)
  await vi.waitFor(() => expect(envelope?.ackedAfterMs).not.toBeNull(), SOON)
  await world.stopBots()
  expect(world.discord.messagesIn(world.discord.channel)).toHaveLength(2)
  expect(world.slack.messagesIn(world.slack.channel)).toHaveLength(1)
  expect(bob.directMessages).toEqual([written])
})

test('shards in two processes share the guilds: each is served by the one that has it, and alerts by either', async () => {
  await using world = await BotWorld.start({ run: [] })
  const { discord } = world
  const start = (ids: number[]) =>
    world.startBots([], { discord: { token: discord.token, apiUrl: discord.apiUrl, shards: { count: 4, ids } } })
  await start([0, 1])
  await start([2, 3])
  await vi.waitFor(() => expect(discord.gateway.connected).toBe(4), { timeout: 40_000, interval: 50 })
  const guilds = Array.from({ length: 6 }, (_, at) => discord.joinGuild(`Guild ${at}`))
  await vi.waitFor(async () => {
    const { workspaces = [] } = (await world.status('discord')) ?? {}
    expect(workspaces.map(({ name }) => name)).toEqual(expect.arrayContaining(guilds.map(({ name }) => name)))
  }, SOON)
  const ann = discord.person('ann')
  for (const guild of guilds) {
    const asked = ann.run(discord.state.addChannel(guild, 'gigs'), 'link')
    await vi.waitFor(() => expect(String(asked.reply?.body['content'])).toContain('/link/'), SOON)
  }
  await world.enqueue(discordPerson(ann.user.id), card())
  await vi.waitFor(() => expect(ann.directMessages).toHaveLength(1), SOON)
})

test('Discord asks to reconnect: what happens meanwhile comes with the resume, and is answered', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  await ready(world)
  world.discord.gateway.reconnectAll()
  world.discord.gateway.dropAll()
  const ann = world.discord.person('ann')
  const asked = ann.run(world.discord.channel, 'link')
  await vi.waitFor(() => expect(world.discord.gateway.resumes).toBeGreaterThan(0), SOON)
  await vi.waitFor(() => expect(String(asked.reply?.body['content'])).toContain('/link/'), SOON)
})
