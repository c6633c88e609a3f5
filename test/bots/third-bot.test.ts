import { type ChildProcess, spawn } from 'node:child_process'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { DeliveryOutcome, LeasedDelivery } from '../../shared/bot-protocol.ts'
import { BotSocket } from '../../shared/bot-socket.ts'
import { platformEndpoints } from '../../shared/platforms.ts'
import { profileEndpoints } from '../../shared/profiles.ts'
import { STORES } from '../helpers/stores.ts'
import { BotWorld, card } from './bot-world.ts'
import { ChatWorld } from './chat-world.ts'
import { feedbackOf, GigFeed, offerSkills } from './gig-feed.ts'
import { LINK } from './linking.ts'

const SOON = { timeout: 30_000, interval: 50 }

/** The example of docs/bots.md, in a process of its own, as somebody else would run it. */
function runExample(env: Record<string, string>): { process: ChildProcess; printed: () => string } {
  const file = new URL('../../docs/examples/terminal-bot.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', file], { env: { ...process.env, ...env } })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  onTestFinished(() => void child.kill('SIGKILL'))
  return { process: child, printed: () => text }
}

/** A bot of Discord that is handed deliveries unasked. */
async function takingBot(hub: ChatWorld['world']['hub'], takes: { takes: number; queues?: boolean }) {
  const bot = new BotSocket({ hubUrl: hub.url, token: hub.hub.botToken, platform: 'discord' })
  onTestFinished(() => bot.close())
  const handed: LeasedDelivery[] = []
  bot.socket.on('deliveries:leased', (deliveries) => handed.push(...deliveries))
  await vi.waitFor(() => expect(bot.socket.connected).toBe(true), SOON)
  await bot.request('hello', { name: 'Taker', workspaces: [], inviteUrl: null, ...takes })
  return { bot, handed }
}

test('a third bot, with a token and the published contract only, links, delivers and answers', async () => {
  await using feed = await GigFeed.start()
  await using world = await BotWorld.start({ run: [], hub: { env: { FEED_ALLOW_HOSTS: feed.host } } })
  const { hub } = world
  const member = await hub.createMember({ name: 'Ann' })
  await offerSkills(hub, member)
  const params = { communityId: hub.communityId }
  const { profile } = await member.api.call(profileEndpoints.mine, { params })
  if (profile === null) throw new Error('no profile')
  const alerts = { ...profile.alerts, platforms: ['terminal'] }
  await member.api.call(profileEndpoints.save, { params, body: { ...profile, alerts } })

  const { secret } = await hub.owner.token('bot')
  const bot = runExample({ HUB_URL: hub.url, HUB_TOKEN: secret, PERSON: 'ann' })
  const shown = (words: string | RegExp) => vi.waitFor(() => expect(bot.printed()).toMatch(words), SOON)
  await shown('connected')
  bot.process.stdin?.write('gigs\n')
  await shown(/Open this first: .*\/link\//)
  await world.acceptLink(LINK.exec(bot.printed())?.[0] ?? '', member)

  feed.offer('Embedded vision engineer')
  await feed.deliver(hub)
  await shown('Embedded vision engineer')
  feed.change(0, 'Embedded vision lead', '€90-110')
  await feed.deliver(hub)
  await shown('Changed: Embedded vision lead')
  bot.process.stdin?.write(`save ${/\((\w+)\)/.exec(bot.printed())?.[1] ?? ''}\n`)
  await shown('Saved: Embedded vision lead')
  expect(await feedbackOf(hub, member)).toMatchObject({ kind: 'saved' })

  await world.enqueue({ kind: 'person', platform: 'terminal', workspaceId: null, personId: 'nobody' }, card())
  await vi.waitFor(async () => {
    expect((await world.outbox())[0]).toMatchObject({
      state: 'dead',
      lastError: expect.stringContaining('target_gone'),
    })
  }, SOON)
})

test('a bot token opens its own community only, and nothing that is sealed', async () => {
  await using world = await BotWorld.start({ run: [] })
  const { secret } = await world.hub.owner.token('bot')
  const elsewhere = await world.hub.hub.members.found('Elsewhere', {
    accountId: (await world.hub.createMember()).accountId,
    name: 'Else',
  })
  await world.enqueue(
    { kind: 'person', platform: 'terminal', workspaceId: null, personId: 'ann' },
    card({ title: 'Not for this bot' }),
    { communityId: elsewhere.community.id },
  )
  const bot = runExample({ HUB_URL: world.hub.url, HUB_TOKEN: secret, PERSON: 'ann' })
  await vi.waitFor(() => expect(bot.printed()).toContain('connected'), SOON)
  await world.enqueue(
    { kind: 'person', platform: 'terminal', workspaceId: null, personId: 'ann' },
    card({ title: 'For this bot' }),
  )
  await vi.waitFor(() => expect(bot.printed()).toContain('For this bot'), SOON)
  expect(bot.printed()).not.toContain('Not for this bot')
})

test('several deliveries are settled at once, each for itself; what a bot cannot have is unknown', async () => {
  await using world = await BotWorld.start({ run: [] })
  const { hub } = world
  const bot = new BotSocket({ hubUrl: hub.url, token: hub.hub.botToken, platform: 'terminal' })
  onTestFinished(() => bot.close())
  await vi.waitFor(() => expect(bot.socket.connected).toBe(true), SOON)
  for (const personId of ['ann', 'bob', 'eve']) {
    await world.enqueue(
      { kind: 'person', platform: 'terminal', workspaceId: null, personId },
      card({ title: personId }),
    )
  }
  const { deliveries } = await bot.request('deliveries:lease', { max: 10 })
  expect(deliveries).toHaveLength(3)
  const sent: DeliveryOutcome = { status: 'sent', receipt: { parts: [{ channelId: 'terminal', messageId: 'm' }] } }
  const refused: DeliveryOutcome = { status: 'refused', reason: 'invalid_message', message: 'Too long.' }
  const [ann, bob, eve] = deliveries.map(({ id, leaseId }) => ({ id, leaseId, outcome: sent }))
  if (ann === undefined || bob === undefined || eve === undefined) throw new Error('not all were leased')
  const settlements = [ann, { ...bob, outcome: refused }, { ...ann, id: 'nobody' }, { ...eve, leaseId: 'another' }]
  const { states } = await bot.request('deliveries:settle', { settlements })
  expect(states).toEqual(['settled', 'settled', 'unknown', 'late'])
  // It stands there, whoever had the lease.
  expect((await world.outbox()).map(({ state }) => state).toSorted()).toEqual(['dead', 'sent', 'sent'])
  expect((await bot.request('deliveries:settle', { settlements: [ann] })).states).toEqual(['late'])

  for (const wrong of [[], Array.from({ length: 51 }, () => ann)]) {
    await expect(bot.request('deliveries:settle', { settlements: wrong })).rejects.toThrow(/request|settlements/)
  }
})

test('a bot that takes some unasked is handed so many, one of each channel at a time; what waits is there to be asked for', async () => {
  await using chat = await ChatWorld.start()
  const { hub } = chat.world
  await chat.world.stopBots()
  const { bot, handed } = await takingBot(hub, { takes: 1 })
  let ids = 0
  const settle = ({ id, leaseId, target }: LeasedDelivery) => {
    const channelId = target.kind === 'channel' ? target.channelId : ''
    const receipt = { parts: [{ channelId, messageId: String((ids += 1)) }] }
    return bot.request('deliveries:settle', { settlements: [{ id, leaseId, outcome: { status: 'sent', receipt } }] })
  }
  const lease = async () => (await bot.request('deliveries:lease', { max: 10 })).deliveries
  const words = (deliveries: readonly LeasedDelivery[]) =>
    deliveries.map(({ content }) => (content.type === 'chat_post' ? content.markdown : content.type)).toSorted()

  await chat.say('en: One')
  await vi.waitFor(() => expect(handed).toHaveLength(1), SOON)
  const [first] = handed
  if (first === undefined) throw new Error('nothing was handed')
  expect(first).toMatchObject({ attempt: 1, edits: null })
  // The channel that was linked first.
  const [one, two] = words([first]).includes('de(en: One)') ? ['de', 'ja'] : ['ja', 'de']
  expect(words([first])).toEqual([`${one}(en: One)`])
  await chat.say('en: Two')
  // The other channel's, for there was no place for it; the second of this one waits for the first.
  let other: LeasedDelivery[] = []
  await vi.waitFor(
    async () => expect(words((other = [...other, ...(await lease())]))).toEqual([`${two}(en: One)`]),
    SOON,
  )
  await vi.waitFor(async () => expect(await chat.world.outbox()).toHaveLength(6), SOON)
  expect(await settle(first)).toEqual({ states: ['settled'], more: true })
  const second = await lease()
  expect(words(second)).toEqual([`${one}(en: Two)`])
  for (const delivery of [...other, ...second]) await settle(delivery)
  const last = await lease()
  expect(words(last)).toEqual([`${two}(en: Two)`])
  for (const delivery of last) await settle(delivery)
  expect(await lease()).toEqual([])
  expect(handed).toHaveLength(1)

  await chat.say('en: Three')
  await vi.waitFor(() => expect(words(handed)).toEqual([`${one}(en: One)`, `${one}(en: Three)`]), SOON)
  for (const delivery of await lease()) await settle(delivery)
  expect(await lease()).toEqual([])
  expect(await settle(handed[1] ?? first)).toEqual({ states: ['settled'], more: false })

  // Who is gone is handed nothing: it waits for who comes.
  bot.close()
  const params = { communityId: hub.communityId }
  await vi.waitFor(async () => {
    const { platforms } = await hub.owner.api.call(platformEndpoints.status, { params })
    expect(platforms.find(({ platform }) => platform === 'discord')).toMatchObject({ state: 'off' })
  }, SOON)
  await chat.say('en: Four')
  await chat.world.startBots(['discord'])
  await vi.waitFor(() => expect(chat.onDiscord(chat.german).join()).toContain('de(en: Four)'), SOON)
})

test.each(STORES)(
  'on $name a bot that queues is handed what follows what it has in hand; what was not sent holds up what follows it',
  async ({ open }) => {
    await using store = await open()
    await using chat = await ChatWorld.start({ hub: { env: store.env } })
    const { hub } = chat.world
    await chat.world.stopBots()
    const { bot, handed } = await takingBot(hub, { takes: 10, queues: true })
    const inGerman = (deliveries: readonly LeasedDelivery[]) =>
      deliveries.filter(({ content }) => content.type === 'chat_post' && content.markdown.startsWith('de('))
    const words = (deliveries: readonly LeasedDelivery[]) =>
      deliveries.map(({ content }) => (content.type === 'chat_post' ? content.markdown : content.type))
    const settle = (delivery: LeasedDelivery | undefined, outcome: DeliveryOutcome) => {
      if (delivery === undefined) throw new Error('nothing was handed')
      const { id, leaseId } = delivery
      return bot.request('deliveries:settle', { settlements: [{ id, leaseId, outcome }] })
    }
    const sent: DeliveryOutcome = {
      status: 'sent',
      receipt: { parts: [{ channelId: chat.german.id, messageId: '1' }] },
    }
    const later: DeliveryOutcome = { status: 'later', retryAfterMs: 0, message: 'Not now.' }

    for (const word of ['One', 'Two', 'Three']) await chat.say(`en: ${word}`)
    await vi.waitFor(
      () => expect(words(inGerman(handed))).toEqual(['de(en: One)', 'de(en: Two)', 'de(en: Three)']),
      SOON,
    )
    const [one, two, three] = inGerman(handed)
    expect([one?.follows, two?.follows, three?.follows]).toEqual([undefined, one?.id, two?.id])
    expect(one?.target).toEqual(two?.target)

    await settle(one, sent)
    await settle(two, later)
    // It stands before all that comes to this channel now, and waits to be asked for.
    await chat.say('en: Four')
    await vi.waitFor(async () => expect(await chat.world.outbox()).toHaveLength(12), SOON)
    expect(inGerman(handed)).toHaveLength(3)
    await settle(three, later)
    const lease = async () => inGerman((await bot.request('deliveries:lease', { max: 10 })).deliveries)
    for (const word of ['Two', 'Three', 'Four']) {
      const next = await lease()
      expect(words(next)).toEqual([`de(en: ${word})`])
      expect(next[0]?.follows).toBeUndefined()
      await settle(next[0], sent)
    }
  },
)
