import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  type ClientOptions,
  type DiscordAPIError,
  Events,
  GatewayIntentBits,
  type HTTPError,
  MessageFlags,
  ModalBuilder,
  type RateLimitError,
  REST,
  Routes,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import { describe, expect, test, vi } from 'vitest'
import { type DiscordStandin, startDiscordStandin } from './discord-standin.ts'

const SOON = { timeout: 10_000 }

const INTENTS = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages]

async function connect(
  discord: DiscordStandin,
  rest: ClientOptions['rest'] = {},
): Promise<Client<true> & AsyncDisposable> {
  const client = new Client({ intents: INTENTS, rest: { ...rest, api: discord.apiUrl, version: '10' } })
  client.on(Events.Error, () => undefined)
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(discord.token)
  await ready
  return client as Client<true> & AsyncDisposable
}

function restOf(discord: DiscordStandin, options: ClientOptions['rest'] = {}): REST {
  return new REST({ retries: 0, ...options, api: discord.apiUrl, version: '10' }).setToken(discord.token)
}

async function refusalOf(call: Promise<unknown>): Promise<DiscordAPIError> {
  return call.then(
    () => expect.fail('was not refused'),
    (error: unknown) => error as DiscordAPIError,
  )
}

function post(discord: DiscordStandin, body: unknown, rest = restOf(discord)): Promise<unknown> {
  return rest.post(Routes.channelMessages(discord.channel.id), { body })
}

const button = (id: string, label = id) => ({ type: 2, style: 2, label, custom_id: id })
const row = (...components: unknown[]) => ({ type: 1, components })

describe('the gateway', () => {
  test('an unmodified client logs in, sees its guild, and writes to a channel and a person', async () => {
    await using discord = await startDiscordStandin()
    await using client = await connect(discord)
    const ann = discord.person('ann')
    expect(client.user.id).toBe(discord.state.bot.id)
    expect(client.guilds.cache.get(discord.guild.id)?.name).toBe('Edge ML')
    const channel = await client.channels.fetch(discord.channel.id)
    if (channel?.isSendable() !== true) return expect.fail('not sendable')
    await channel.send('Hello')
    const user = await client.users.fetch(ann.user.id)
    await user.send('Hello Ann')
    expect(discord.messagesIn(discord.channel)).toMatchObject([{ body: { content: 'Hello' } }])
    expect(ann.directMessages).toMatchObject([{ body: { content: 'Hello Ann' } }])
  })

  test('a bad token is closed with 4004, a privileged intent that is off with 4014', async () => {
    await using discord = await startDiscordStandin()
    const wrong = new Client({ intents: INTENTS, rest: { api: discord.apiUrl, version: '10' } })
    await expect(wrong.login('not-the-token')).rejects.toThrow(/invalid token/i)
    const asking = new Client({
      intents: [GatewayIntentBits.MessageContent],
      rest: { api: discord.apiUrl, version: '10' },
    })
    asking.on(Events.Error, () => undefined)
    asking.login(discord.token).catch(() => undefined)
    await vi.waitFor(() => expect(discord.gateway.closes).toContain(4014), SOON)
    await asking.destroy()
  })

  test('a cut wire is resumed and what was missed comes after', async () => {
    await using discord = await startDiscordStandin()
    await using client = await connect(discord)
    const seen: string[] = []
    client.on(Events.MessageCreate, (message) => seen.push(message.id))
    const ann = discord.person('ann')
    discord.gateway.dropAll()
    await vi.waitFor(() => expect(discord.gateway.connected).toBe(0), SOON)
    const message = ann.write(discord.channel, 'while you were away')
    await vi.waitFor(() => expect(seen).toEqual([message.id]), 15_000)
    expect(discord.gateway.resumes).toBe(1)
  })

  test('op 7 makes the client resume, op 9 makes it identify anew', async () => {
    await using discord = await startDiscordStandin()
    await using _client = await connect(discord)
    discord.gateway.reconnectAll()
    await vi.waitFor(() => expect(discord.gateway.resumes).toBe(1), 15_000)
    await vi.waitFor(() => expect(discord.gateway.connected).toBe(1), 15_000)
    discord.gateway.invalidateAll()
    // The client itself keeps 5 s between two IDENTIFYs, as Discord demands.
    await vi.waitFor(() => expect(discord.gateway.identifies).toBe(2), 20_000)
  }, 60_000)

  test('message text stays empty without the intent, but not in a direct message', async () => {
    await using discord = await startDiscordStandin()
    await using client = await connect(discord)
    const seen: string[] = []
    client.on(Events.MessageCreate, (message) => seen.push(message.content))
    const ann = discord.person('ann')
    ann.write(discord.channel, 'secret')
    ann.write(discord.channel, `hi <@${discord.state.bot.id}>`)
    await vi.waitFor(() => expect(seen).toEqual(['', `hi <@${discord.state.bot.id}>`]), SOON)
  })
})

describe('refusals', () => {
  test.each([
    [
      'content',
      { content: 'x'.repeat(2001) },
      { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }] } },
    ],
    [
      'embeds',
      { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) },
      { embeds: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } },
    ],
    [
      'embed sum',
      { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
      { embeds: { _errors: [{ code: 'MAX_EMBED_SIZE_EXCEEDED' }] } },
    ],
    [
      'embed title',
      { embeds: [{ title: 'x'.repeat(257) }] },
      { embeds: { 0: { title: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } } },
    ],
    [
      'embed description',
      { embeds: [{ description: 'x'.repeat(4097) }] },
      { embeds: { 0: { description: { _errors: [{}] } } } },
    ],
    [
      'embed field',
      { embeds: [{ fields: [{ name: 'x'.repeat(257), value: '' }] }] },
      {
        embeds: {
          0: { fields: { 0: { name: { _errors: [{}] }, value: { _errors: [{ code: 'BASE_TYPE_REQUIRED' }] } } } },
        },
      },
    ],
    [
      'embed fields',
      { embeds: [{ fields: Array.from({ length: 26 }, () => ({ name: 'x', value: 'x' })) }] },
      { embeds: { 0: { fields: { _errors: [{}] } } } },
    ],
    [
      'embed footer',
      { embeds: [{ title: 'x', footer: { text: 'x'.repeat(2049) } }] },
      { embeds: { 0: { footer: { text: { _errors: [{}] } } } } },
    ],
    [
      'embed url',
      { embeds: [{ title: 'x', url: 'javascript:alert(1)' }] },
      { embeds: { 0: { url: { _errors: [{ code: 'URL_TYPE_INVALID_SCHEME' }] } } } },
    ],
    [
      'rows',
      { components: Array.from({ length: 6 }, (_, at) => row(button(`b${at}`))) },
      { components: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } },
    ],
    [
      'buttons',
      { components: [row(...Array.from({ length: 6 }, (_, at) => button(`b${at}`)))] },
      { components: { 0: { components: { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH' }] } } } },
    ],
    [
      'label',
      { components: [row(button('a', 'x'.repeat(81)))] },
      { components: { 0: { components: { 0: { label: { _errors: [{}] } } } } } },
    ],
    [
      'custom id',
      { components: [row(button('x'.repeat(101)))] },
      { components: { 0: { components: { 0: { custom_id: { _errors: [{}] } } } } } },
    ],
    [
      'same custom id',
      { components: [row(button('a'), button('a'))] },
      {
        components: {
          0: { components: { 1: { custom_id: { _errors: [{ code: 'COMPONENT_CUSTOM_ID_DUPLICATED' }] } } } },
        },
      },
    ],
    [
      'options',
      {
        components: [
          row({
            type: 3,
            custom_id: 's',
            options: Array.from({ length: 26 }, (_, at) => ({ label: 'x', value: `${at}` })),
          }),
        ],
      },
      { components: { 0: { components: { 0: { options: { _errors: [{}] } } } } } },
    ],
    ['nonce', { content: 'x', nonce: 'x'.repeat(26) }, { nonce: { _errors: [{}] } }],
    [
      'v2 text',
      {
        flags: 1 << 15,
        components: [
          { type: 10, content: 'x'.repeat(2001) },
          { type: 10, content: 'x'.repeat(2000) },
        ],
      },
      { components: { _errors: [{ code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED' }] } },
    ],
    [
      'v2 with content',
      { flags: 1 << 15, content: 'x', components: [{ type: 10, content: 'x' }] },
      { content: { _errors: [{ code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2' }] } },
    ],
    [
      'v2 components',
      {
        flags: 1 << 15,
        components: [{ type: 17, components: Array.from({ length: 40 }, () => ({ type: 10, content: 'x' })) }],
      },
      { components: { _errors: [{ code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED' }] } },
    ],
  ])('%s over the limit: 400, code 50035, nested', async (_, body, errors) => {
    await using discord = await startDiscordStandin()
    const error = await refusalOf(post(discord, body))
    expect(error).toMatchObject({ status: 400, code: 50035, rawError: { message: 'Invalid Form Body', errors } })
    expect(discord.messagesIn(discord.channel)).toEqual([])
  })

  test('characters are code points, so 2000 emoji pass', async () => {
    await using discord = await startDiscordStandin()
    await post(discord, { content: '🦀'.repeat(2000) })
    expect(discord.messagesIn(discord.channel)).toHaveLength(1)
  })

  test('each thing that is not there or not allowed has its own code', async () => {
    await using discord = await startDiscordStandin()
    const rest = restOf(discord)
    const shut = discord.person('shut', { acceptsDms: false })
    const secret = discord.state.addChannel(discord.guild, 'secret', { view: false, send: false })
    const quiet = discord.state.addChannel(discord.guild, 'quiet', { view: true, send: false })
    const to = (id: string) => refusalOf(rest.post(Routes.channelMessages(id), { body: { content: 'x' } }))
    expect(await refusalOf(post(discord, {}))).toMatchObject({ status: 400, code: 50006 })
    expect(await to('123')).toMatchObject({ status: 404, code: 10003 })
    expect(await to(secret.id)).toMatchObject({ status: 403, code: 50001 })
    expect(await to(quiet.id)).toMatchObject({ status: 403, code: 50013 })
    expect(await to(discord.state.dmWith(shut.user).id)).toMatchObject({ status: 403, code: 50007 })
    expect(await refusalOf(rest.get(Routes.channelMessage(discord.channel.id, '1')))).toMatchObject({
      status: 404,
      code: 10008,
    })
    const nobody = refusalOf(rest.post(Routes.userChannels(), { body: { recipient_id: '1' } }))
    expect(await nobody).toMatchObject({ status: 400, code: 50033 })
    rest.setToken('wrong')
    expect(await refusalOf(rest.get(Routes.user()))).toMatchObject({
      status: 401,
      code: 0,
      rawError: { message: '401: Unauthorized' },
    })
  })

  test('commands with a bad name, too many options or too many characters are refused', async () => {
    await using discord = await startDiscordStandin()
    const put = (commands: unknown) =>
      refusalOf(restOf(discord).put(Routes.applicationCommands(discord.state.applicationId), { body: commands }))
    const option = (at: number, extra = {}) => ({ type: 3, name: `o${at}`, description: 'x', ...extra })
    expect(await put([{ name: 'Gigs', description: 'x' }])).toMatchObject({ rawError: { errors: { 0: { name: {} } } } })
    expect(await put([{ name: 'gigs', description: '' }])).toMatchObject({
      rawError: { errors: { 0: { description: {} } } },
    })
    const many = Array.from({ length: 26 }, (_, at) => option(at))
    expect(await put([{ name: 'a', description: 'x', options: many }])).toMatchObject({
      rawError: { errors: { 0: { options: {} } } },
    })
    const choices = Array.from({ length: 25 }, (_, at) => ({
      name: `${at}`.padEnd(100, 'x'),
      value: `${at}`.padEnd(100, 'y'),
    }))
    const huge = [0, 1].map((at) => option(at, { choices }))
    expect(await put([{ name: 'a', description: 'x', options: huge }])).toMatchObject({ code: 50035 })
  })
})

describe('limits and faults', () => {
  test('the sixth message in the window is a 429 with Retry-After and reset headers, which the client obeys', async () => {
    await using discord = await startDiscordStandin({ messages: { limit: 2, windowMs: 1000 } })
    const hasty = restOf(discord, { rejectOnRateLimit: ['/channels'] })
    await post(discord, { content: '1' }, hasty)
    await post(discord, { content: '2' }, hasty)
    const own = await fetch(`${discord.apiUrl}/v10/channels/${discord.channel.id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
      body: '{"content":"3"}',
    })
    expect(own.status).toBe(429)
    expect(own.headers.get('retry-after')).toBe('1')
    expect(await own.json()).toMatchObject({ message: 'You are being rate limited.', global: false })
    const error = (await refusalOf(post(discord, { content: '3' }, hasty))) as unknown as RateLimitError
    expect(error.retryAfter).toBeGreaterThan(0)
    await post(discord, { content: '4' })
    expect(discord.messagesIn(discord.channel)).toHaveLength(3)
  })

  test('an answer lost after the message went out: with a nonce, the second try is the same message', async () => {
    await using discord = await startDiscordStandin()
    discord.faults.inject(/messages$/, { kind: 'lose_answer' })
    const body = { content: 'once', nonce: 'd-1', enforce_nonce: true }
    await expect(post(discord, body)).rejects.toThrow()
    expect(discord.messagesIn(discord.channel)).toHaveLength(1)
    expect(await post(discord, body)).toMatchObject({ id: discord.messagesIn(discord.channel)[0]?.id })
    await post(discord, { content: 'twice', nonce: 'd-1' })
    expect(discord.messagesIn(discord.channel)).toHaveLength(2)
  })

  test('a dropped call does nothing, a 502 is an HTTP error, a hung call runs into the time limit', async () => {
    await using discord = await startDiscordStandin()
    const rest = restOf(discord, { timeout: 1000 })
    discord.faults.inject(/messages$/, { kind: 'drop' })
    discord.faults.inject(/messages$/, { kind: 'status', status: 502 })
    discord.faults.inject(/messages$/, { kind: 'hang' })
    await expect(post(discord, { content: 'x' }, rest)).rejects.toThrow()
    expect(((await refusalOf(post(discord, { content: 'x' }, rest))) as unknown as HTTPError).status).toBe(502)
    await expect(post(discord, { content: 'x' }, rest)).rejects.toThrow(/abort/i)
    expect(discord.messagesIn(discord.channel)).toEqual([])
  })
})

describe('interactions', () => {
  test('a command, its deferred ephemeral answer, a button and a modal: all by the real client', async () => {
    await using discord = await startDiscordStandin()
    await using client = await connect(discord)
    const ann = discord.person('ann')
    await client.application.commands.set([{ name: 'ask', description: 'Asks' }])
    client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await interaction.deferReply({ flags: MessageFlags.Ephemeral })
        const open = new ButtonBuilder().setCustomId('open').setLabel('Open').setStyle(ButtonStyle.Primary)
        await interaction.editReply({
          content: 'Well?',
          components: [new ActionRowBuilder<ButtonBuilder>().addComponents(open)],
        })
      } else if (interaction.isButton()) {
        const input = new TextInputBuilder().setCustomId('why').setLabel('Why').setStyle(TextInputStyle.Short)
        const modal = new ModalBuilder().setCustomId('m').setTitle('Why?')
        await interaction.showModal(modal.addComponents(new ActionRowBuilder<TextInputBuilder>().addComponents(input)))
      } else if (interaction.isModalSubmit()) {
        await interaction.reply(`Because: ${interaction.fields.getTextInputValue('why')}`)
      }
    })
    const asked = ann.run(discord.channel, 'ask')
    await vi.waitFor(() => expect(asked.reply?.body).toMatchObject({ content: 'Well?', flags: 64 }), SOON)
    expect(discord.messagesIn(discord.channel)).toEqual([])
    if (asked.reply === undefined) return
    const pressed = ann.press(asked.reply, 'Open')
    await vi.waitFor(() => expect(pressed.modal).toMatchObject({ title: 'Why?' }), SOON)
    const sent = ann.submitModal(pressed, { why: 'so' })
    await vi.waitFor(() => expect(sent.reply?.body).toMatchObject({ content: 'Because: so' }), SOON)
    expect(discord.messagesIn(discord.channel)).toHaveLength(1)
  })

  test('two answers are refused with 40060, one that is too late with 10062', async () => {
    await using discord = await startDiscordStandin({ answerWithinMs: 1000 })
    await using client = await connect(discord)
    const ann = discord.person('ann')
    await client.application.commands.set([{ name: 'ask', description: 'Asks' }])
    const rest = restOf(discord)
    const answer = (one: { id: string; token: string }) =>
      rest.post(Routes.interactionCallback(one.id, one.token), {
        auth: false,
        body: { type: 4, data: { content: 'x' } },
      })
    const first = ann.run(discord.channel, 'ask')
    await answer(first)
    expect(await refusalOf(answer(first))).toMatchObject({ status: 400, code: 40060 })
    const late = ann.run(discord.channel, 'ask')
    await vi.waitFor(() => expect(late.failed).toBe(true), 15_000)
    expect(await refusalOf(answer(late))).toMatchObject({ status: 404, code: 10062 })
  })

  test('a modal with a title over 45 characters is refused', async () => {
    await using discord = await startDiscordStandin()
    await using client = await connect(discord)
    await client.application.commands.set([{ name: 'ask', description: 'Asks' }])
    const asked = discord.person('ann').run(discord.channel, 'ask')
    const data = {
      title: 'x'.repeat(46),
      custom_id: 'm',
      components: [row({ type: 4, custom_id: 'i', label: 'x', style: 1 })],
    }
    const call = restOf(discord).post(Routes.interactionCallback(asked.id, asked.token), {
      auth: false,
      body: { type: 9, data },
    })
    expect(await refusalOf(call)).toMatchObject({ code: 50035, rawError: { errors: { data: { title: {} } } } })
  })
})
