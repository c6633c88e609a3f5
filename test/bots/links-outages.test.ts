import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ChatWorld, SOON } from './chat-world.ts'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'guildhall-links-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test('what happens while bots or hub are away is caught up, and nothing is carried twice', async () => {
  await using chat = await ChatWorld.start({ hub: { dataDir: folder() } })
  const { german, japanese, anna, kenji, sam, world } = chat
  const { slack, discord } = world
  const first = anna.write(german, 'de: Eins')
  const gone = kenji.write(japanese, 'ja: Weg')
  const thread = sam.write(slack.channel, 'en: Root')
  const quiet = kenji.openThread(japanese, 'Quiet')
  kenji.write(quiet, 'ja: Mae')
  kenji.write(quiet, 'ja: Ato')
  await vi.waitFor(() => {
    expect(chat.onDiscord(german)).toHaveLength(4)
    expect(chat.onDiscord(japanese)).toHaveLength(3)
    expect(chat.onSlack()).toHaveLength(5)
  }, SOON)

  // The bots are away: all that people do meanwhile.
  await world.stopBots()
  anna.edit(first, 'de: Eins, neu')
  kenji.delete(gone)
  anna.write(german, 'de: Zwei')
  sam.write(slack.channel, 'en: Three')
  sam.write(slack.channel, 'en: Reply', thread.ts)
  sam.write(slack.channel, 'en: Late', chat.slackMessage('Eins').ts)
  kenji.write(quiet, 'ja: Saigo')
  quiet.isPutAway = true
  await chat.say('From the web')
  // A bot of one community, with a token that outlives the hub.
  const { secret: hubToken } = await world.hub.owner.token('bot')
  await world.startBots(['discord', 'slack'], { hubToken })
  await vi.waitFor(() => {
    expect(chat.onSlack().join('\n')).toContain('en(de: Eins, neu)')
    expect(chat.onSlack().join('\n')).toContain('en(de: Zwei)')
    expect(chat.onSlack().join('\n')).not.toContain('Weg')
    expect(chat.onDiscord(german).join('\n')).toContain('de(en: Three)')
    expect(chat.onDiscord(german).join('\n')).toContain('From the web')
    expect(discord.state.channels.get(chat.discordMessage(german, 'Root').id)).toBeDefined()
    expect(chat.onDiscord(threadOf(chat, first.id))).toMatchObject([expect.stringContaining('en: Late')])
    expect(chat.slackMessage('Saigo').threadTs).toBe(chat.slackMessage('Mae').ts)
  }, SOON)

  // The hub is killed between: what it had not taken comes again, what it had taken does not.
  await chat.heard()
  world.wire.hold()
  anna.write(german, 'de: Vier')
  kenji.write(japanese, 'ja: Fuenf')
  world.wire.release()
  world.wire.cut()
  await world.restartHub()
  await vi.waitFor(() => {
    expect(chat.onSlack().join('\n')).toContain('en(de: Vier)')
    expect(chat.onSlack().join('\n')).toContain('en(ja: Fuenf)')
    expect(chat.onDiscord(japanese).join('\n')).toContain('ja(de: Vier)')
    expect(chat.onDiscord(german).join('\n')).toContain('de(ja: Fuenf)')
  }, SOON)

  const words = ['Eins', 'Zwei', 'Three', 'From the web', 'Vier', 'Fuenf', 'Root']
  for (const said of [chat.onDiscord(german), chat.onDiscord(japanese), chat.onSlack()]) {
    for (const word of words)
      expect(
        said.filter((one) => one.includes(word)),
        word,
      ).toHaveLength(1)
  }
  const posts = await chat.roomMessages()
  // And what the quiet thread began with.
  expect(posts.filter(({ deletedAt }) => deletedAt === null)).toHaveLength(words.length + 1)
})

test('an answer that is lost posts nothing twice, on neither platform, and order is kept', async () => {
  await using chat = await ChatWorld.start()
  const { german, anna, sam, world } = chat
  await chat.say('Warm up')
  await vi.waitFor(() => expect(chat.onDiscord(german)).toHaveLength(1), SOON)
  await vi.waitFor(() => expect(chat.onSlack()).toHaveLength(1), SOON)
  world.slack.faults.inject(/chat\.postMessage$/, { kind: 'lose_answer' })
  world.discord.faults.inject(/\/webhooks\/\d+\/hook/, { kind: 'lose_answer' }, { method: 'POST' })
  world.discord.faults.inject(/\/webhooks\/\d+\/hook/, { kind: 'status', status: 502 }, { method: 'POST' })
  for (const word of ['one', 'two', 'two', 'three']) await chat.say(word)
  const said = ['Warm up', 'one', 'two', 'two', 'three'].map((word) => `Olivia Owner: ${word}`)
  await vi.waitFor(() => expect(chat.onDiscord(german)).toEqual(said), SOON)
  await vi.waitFor(() => expect(chat.onDiscord(chat.japanese)).toEqual(said), SOON)
  await vi.waitFor(() => expect(chat.onSlack()).toEqual(said), SOON)

  // A webhook that somebody deleted is made anew; its old copies cannot be edited any more, which holds up nothing.
  world.discord.state.webhooks.clear()
  await chat.say('four')
  await vi.waitFor(() => expect(chat.onDiscord(german).at(-1)).toBe('Olivia Owner: four'), SOON)

  // Bots and webhooks of others are not carried: two bridges in one channel would never be quiet.
  anna.write(german, 'de: Ende')
  await vi.waitFor(() => expect(chat.onSlack().at(-1)).toContain('de: Ende'), SOON)
  expect(await chat.roomMessages()).toHaveLength(7)
  sam.write(world.slack.channel, 'en: unsayable')
  await vi.waitFor(
    () => expect(chat.onDiscord(german).at(-1)).toContain('en: unsayable\n-# Nicht übersetzt: für diese Sprachen'),
    SOON,
  )
})

function threadOf({ world }: ChatWorld, id: string) {
  const thread = world.discord.state.channels.get(id)
  if (thread === undefined) throw new Error('there is no such thread')
  return thread
}

test('what follows a post that Discord did not take comes behind it, however quickly it was said', async () => {
  await using chat = await ChatWorld.start()
  const { german, world } = chat
  // The first makes the channel's webhook.
  await chat.say('en: Zero')
  await vi.waitFor(() => expect(chat.onDiscord(german).join()).toContain('Zero'), SOON)
  world.discord.faults.inject(/webhooks\/\d+\/[^/]+$/, { kind: 'drop' }, { method: 'POST' })
  const numbers = ['One', 'Two', 'Three', 'Four', 'Five']
  for (const number of numbers) await chat.say(`en: ${number}`)
  await vi.waitFor(() => expect(chat.onDiscord(german)).toHaveLength(6), SOON)
  const said = chat.onDiscord(german).map((one) => /de\(en: (\w+)\)/.exec(one)?.[1])
  expect(said).toEqual(['Zero', ...numbers])
})
