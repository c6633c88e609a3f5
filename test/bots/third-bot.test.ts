import { type ChildProcess, spawn } from 'node:child_process'
import { expect, onTestFinished, test, vi } from 'vitest'
import { profileEndpoints } from '../../shared/profiles.ts'
import { BotWorld, card } from './bot-world.ts'
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
