import { expect, test, vi } from 'vitest'
import { BotWorld, card, discordChannel, discordPerson, slackChannel, slackPerson } from './bot-world.ts'

const SOON = { timeout: 15_000, interval: 30 }

test('a gig alert goes all the way to a direct message on Discord and on Slack', async () => {
  await using world = await BotWorld.start()
  const ann = world.discord.person('ann')
  const bob = world.slack.person('bob')
  await world.enqueue(discordPerson(ann.user.id), card())
  await world.enqueue(slackPerson(bob.user.id), card())
  await vi.waitFor(() => {
    expect(ann.directMessages).toMatchObject([{ body: { embeds: [{ title: 'Embedded vision engineer' }] } }])
    expect(bob.directMessages).toMatchObject([{ text: '87 % match · Edge ML: Embedded vision engineer' }])
  }, SOON)
  await vi.waitFor(async () => {
    const [slack, discord] = await world.outbox()
    expect(slack).toMatchObject({
      state: 'sent',
      attempts: 1,
      receipt: { parts: [{ messageId: bob.directMessages[0]?.ts }] },
    })
    expect(discord).toMatchObject({
      state: 'sent',
      attempts: 1,
      receipt: { parts: [{ messageId: ann.directMessages[0]?.id }] },
    })
  }, SOON)
})

test('a long text arrives in parts, in order, and its receipt names each', async () => {
  await using world = await BotWorld.start({ discord: { messages: { limit: 2, windowMs: 500 } } })
  const markdown = Array.from({ length: 60 }, (_, at) => `**Paragraph ${at}** ${'word '.repeat(35)}`).join('\n\n')
  await world.enqueue(discordChannel(world.discord.channel.id, world.discord.guild.id), { type: 'text', markdown })
  await world.enqueue(slackChannel(world.slack.channel.id), { type: 'text', markdown })
  await vi.waitFor(async () => {
    for (const delivery of await world.outbox()) expect(delivery).toMatchObject({ state: 'sent', attempts: 1 })
  }, SOON)
  const posted = world.discord.messagesIn(world.discord.channel)
  expect(posted.length).toBeGreaterThan(2)
  const numbers = posted.flatMap(({ body }) =>
    [...String(body['content']).matchAll(/Paragraph (\d+)/g)].map(([, at]) => Number(at)),
  )
  expect(numbers).toEqual(Array.from({ length: 60 }, (_, at) => at))
  const [slack, discord] = await world.outbox()
  expect(discord?.receipt?.parts.map(({ messageId }) => messageId)).toEqual(posted.map(({ id }) => id))
  expect(slack?.receipt?.parts).toHaveLength(world.slack.messagesIn(world.slack.channel).length)
})

test('one target receives in the order in which it was written to, also when the first fails at first', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  world.discord.faults.inject(/messages$/, { kind: 'status', status: 502 })
  const target = discordChannel(world.discord.channel.id, world.discord.guild.id)
  for (const markdown of ['one', 'two', 'three']) await world.enqueue(target, { type: 'text', markdown })
  await vi.waitFor(() => {
    expect(world.discord.messagesIn(world.discord.channel).map(({ body }) => body['content'])).toEqual([
      'one',
      'two',
      'three',
    ])
  }, SOON)
})

test.each([
  ['a 429 with Retry-After', { kind: 'rate_limited', retryAfterMs: 1000 }],
  ['a 502', { kind: 'status', status: 502 }],
  ['a dropped connection', { kind: 'drop' }],
  ['a call that is never answered', { kind: 'hang' }],
  ['an answer that is lost after the message went out', { kind: 'lose_answer' }],
] as const)('%s: the message arrives, and just once', async (_, fault) => {
  await using world = await BotWorld.start()
  world.discord.faults.inject(/channels\/\d+\/messages$/, fault, { method: 'POST' })
  world.slack.faults.inject(/chat\.postMessage$/, fault)
  const ann = world.discord.person('ann')
  const bob = world.slack.person('bob')
  await world.enqueue(discordPerson(ann.user.id), card())
  await world.enqueue(slackPerson(bob.user.id), card())
  await vi.waitFor(
    async () => {
      expect((await world.outbox()).map(({ state }) => state)).toEqual(['sent', 'sent'])
    },
    { timeout: 30_000, interval: 50 },
  )
  expect(ann.directMessages).toHaveLength(1)
  expect(bob.directMessages).toHaveLength(1)
})

test('a long rate limit is handed back to the hub with the time that the platform said, and holds up nobody else', async () => {
  await using world = await BotWorld.start()
  world.discord.faults.inject(
    /channels\/\d+\/messages$/,
    { kind: 'rate_limited', retryAfterMs: 60_000 },
    { method: 'POST' },
  )
  world.slack.faults.inject(/chat\.postMessage$/, { kind: 'rate_limited', retryAfterMs: 60_000 })
  const before = Date.now()
  await world.enqueue(discordPerson(world.discord.person('ann').user.id), card())
  await world.enqueue(slackPerson(world.slack.person('bob').user.id), card())
  await vi.waitFor(async () => {
    const outbox = await world.outbox()
    expect(outbox.map(({ lastError }) => lastError)).toEqual(['Slack asks to wait.', 'Discord asks to wait.'])
    for (const { state, dueAt } of outbox) {
      expect(state).toBe('waiting')
      expect(dueAt - before).toBeGreaterThan(55_000)
      expect(dueAt - before).toBeLessThan(75_000)
    }
  }, SOON)
  const [eve, joe] = [world.discord.person('eve'), world.slack.person('joe')]
  await world.enqueue(discordPerson(eve.user.id), card())
  await world.enqueue(slackPerson(joe.user.id), card())
  await vi.waitFor(() => {
    expect(eve.directMessages).toHaveLength(1)
    expect(joe.directMessages).toHaveLength(1)
  }, SOON)
})

test('a member who takes no direct messages: given up at once, with the reason', async () => {
  await using world = await BotWorld.start()
  const shut = world.discord.person('shut', { acceptsDms: false })
  const gone = world.slack.person('gone')
  gone.user.deleted = true
  await world.enqueue(discordPerson(shut.user.id), card())
  await world.enqueue(slackPerson(gone.user.id), card())
  await vi.waitFor(async () => {
    expect(await world.outbox()).toMatchObject([
      { state: 'dead', attempts: 1, lastError: "target_gone: Slack answered 'user_disabled'." },
      { state: 'dead', attempts: 1, lastError: 'dm_closed: Cannot send messages to this user' },
    ])
  }, SOON)
})

test('a deleted channel and one that the bot may not write to: given up, and the setup page says what to do', async () => {
  await using world = await BotWorld.start()
  const { discord, slack } = world
  const gone = discord.state.addChannel(discord.guild, 'gone')
  const quiet = discord.state.addChannel(discord.guild, 'quiet', { view: true, send: false })
  discord.deleteChannel(gone)
  slack.deleteChannel(slack.channel)
  await world.enqueue(discordChannel(gone.id, discord.guild.id), card({ score: null }))
  await world.enqueue(discordChannel(quiet.id, discord.guild.id), card({ score: null }))
  await world.enqueue(slackChannel(slack.channel.id), card({ score: null }))
  await vi.waitFor(async () => {
    expect((await world.outbox()).map(({ state, lastError }) => `${state} ${lastError?.split(':')[0] ?? ''}`)).toEqual([
      'dead target_gone',
      'dead forbidden',
      'dead target_gone',
    ])
    expect(await world.status('discord')).toMatchObject({
      state: 'trouble',
      problems: [expect.stringContaining('Send Messages')],
    })
  }, SOON)
})

test('a scope that is missing is named on the setup page, and the message waits for it', async () => {
  await using world = await BotWorld.start({ run: ['slack'] })
  const token = world.slack.state.tokens.get(world.slack.botToken)
  if (token !== undefined) token.scopes = token.scopes.filter((scope) => scope !== 'chat:write')
  const bob = world.slack.person('bob')
  await world.enqueue(slackPerson(bob.user.id), card())
  await vi.waitFor(async () => {
    expect(await world.status('slack')).toMatchObject({ problems: [expect.stringContaining('chat:write')] })
  }, SOON)
  token?.scopes.push('chat:write')
  await vi.waitFor(async () => {
    expect(bob.directMessages).toHaveLength(1)
    expect(await world.status('slack')).toMatchObject({ state: 'connected', problems: [] })
  }, SOON)
})

test('a text without content is refused, not sent', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  await world.enqueue(discordChannel(world.discord.channel.id, world.discord.guild.id), {
    type: 'text',
    markdown: ' \n ',
  })
  await vi.waitFor(async () => {
    expect(await world.outbox()).toMatchObject([{ state: 'dead', lastError: 'invalid_message: The text is empty.' }])
  }, SOON)
})

test('what feeds write pings nobody, when it is posted and when it is edited', async () => {
  await using world = await BotWorld.start()
  const title = '@everyone <!channel> <@U00000001> free money'
  await world.enqueue(discordChannel(world.discord.channel.id, world.discord.guild.id), card({ title }), {
    subject: 'gig:1',
  })
  await world.enqueue(slackChannel(world.slack.channel.id), card({ title }), { subject: 'gig:1' })
  await vi.waitFor(() => {
    expect(world.discord.messagesIn(world.discord.channel)).toMatchObject([
      { body: { allowed_mentions: { parse: [] } } },
    ])
    const [message] = world.slack.messagesIn(world.slack.channel)
    expect(message?.text).toContain('@everyone &lt;!channel&gt; &lt;@U00000001&gt; free money')
  }, SOON)
  await world.edit('gig:1', card({ title: `${title} again` }))
  await vi.waitFor(() => {
    const [onDiscord] = world.discord.messagesIn(world.discord.channel)
    expect(JSON.stringify(onDiscord?.body)).toContain('again')
    expect(onDiscord?.body['allowed_mentions']).toEqual({ parse: [] })
    expect(world.slack.messagesIn(world.slack.channel)[0]?.text).toContain('&lt;!channel&gt; &lt;@U00000001&gt;')
  }, SOON)
})
