import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { roomLinkEndpoints } from '../../shared/room-links.ts'
import { roomReadingEndpoints } from '../../shared/room-reading.ts'
import { HubProcess } from '../helpers/hub-process.ts'
import { startOpenAiStandin } from '../standins/openai/openai-standin.ts'
import { ChatWorld, SOON } from './chat-world.ts'
import { linkOnDiscord } from './linking.ts'

test('a person has a message, a channel and a flag translated; who opts out is left as written', async () => {
  await using chat = await ChatWorld.start()
  const { german, japanese, anna, kenji, sam, world } = chat
  const { discord, slack, hub } = world

  // 'Translate this' is for the one who asked alone, in the language of their client.
  const posted = anna.write(german, 'de: Hallo')
  const asked = kenji.runOn(posted, 'Translate this')
  await vi.waitFor(() => expect(asked.reply?.body['content']).toContain('en(de: Hallo)'), SOON)
  expect(asked.deferredFlags).toBe(1 << 6)
  const inSlack = sam.write(slack.channel, 'de: Servus')
  sam.shortcut(inSlack, 'translate_this')
  await vi.waitFor(() => expect(JSON.stringify(sam.ephemerals.at(-1)?.blocks)).toContain('en(de: Servus)'), SOON)

  // A flag has the translation posted below the message, once for each language.
  kenji.react(posted, '🇫🇷')
  anna.react(posted, '🇫🇷')
  kenji.react(posted, '🇪🇸')
  await vi.waitFor(() => expect(chat.onDiscord(german).join('\n')).toContain('es(de: Hallo)'), SOON)
  expect(chat.onDiscord(german).filter((said) => said.includes('fr(de: Hallo)'))).toHaveLength(1)
  expect(chat.discordMessage(german, 'fr(de: Hallo)').body['message_reference']).toMatchObject({
    message_id: posted.id,
  })
  sam.react(inSlack, 'flag-fr')
  await vi.waitFor(() => expect(chat.slackMessage('fr(de: Servus)').threadTs).toBe(inSlack.ts), SOON)

  // Of a copy, what was written is translated, in all its parts; who opts out need not be known to the hub.
  const copy = () => chat.discordMessage(japanese, 'de: Servus')
  await vi.waitFor(copy, SOON)
  const ofCopy = anna.runOn(copy(), 'Translate this')
  await vi.waitFor(() => expect(ofCopy.reply?.body['content']).toMatch(/^en\(de: Servus\)\n/), SOON)
  const left = anna.run(german, 'translate optout')
  await vi.waitFor(() => expect(left.reply?.body['content']).toContain('left as you wrote it'), SOON)
  anna.write(german, 'de: Nur so')
  await vi.waitFor(() => expect(chat.onDiscord(japanese).at(-1)).toBe('Anna: de: Nur so'), SOON)
  const notHers = kenji.runOn(chat.discordMessage(japanese, 'Nur so'), 'Translate this')
  await vi.waitFor(() => expect(notHers.reply?.body['content']).toContain('does not want to be translated'), SOON)
  const back = anna.run(german, 'translate optin')
  await vi.waitFor(() => expect(back.reply?.body['content']).toContain('is translated for others'), SOON)

  // A channel that is followed comes by direct message, also one that is not linked.
  const kenjiHere = await hub.createMember({ name: 'Kenji' })
  await linkOnDiscord(world, kenji, kenjiHere)
  const chosen = kenji.run(chat.unlinked, 'translate language', { language: 'Japanese' })
  await vi.waitFor(() => expect(chosen.reply?.body['content']).toContain('You read in Japanese'), SOON)
  // Where the bot hears nothing, nothing is promised.
  sam.run(slack.state.addChannel('elsewhere', { withBot: false }), '/translate', 'follow')
  await vi.waitFor(() => expect(JSON.stringify(sam.ephemerals.at(-1)?.blocks)).toContain('invite it there'), SOON)
  const followed = kenji.run(chat.unlinked, 'translate follow')
  await vi.waitFor(
    () => expect(followed.reply?.body['content']).toContain('translated for you by direct message'),
    SOON,
  )
  // The bot is answered when the hub has a message, long before an engine has spoken.
  const release = chat.phrases.hold()
  anna.write(chat.unlinked, 'de: Nur fuer mich')
  anna.write(chat.unlinked, 'de: Und dies')
  const stored = () => hub.hub.queries.selectFrom('followed_messages').select('message_id').execute()
  await vi.waitFor(async () => expect(await stored()).toHaveLength(2), SOON)
  release()
  await vi.waitFor(
    () =>
      expect(kenji.directMessages.map(({ body }) => /ja\((.*)\)/.exec(String(body['content']))?.[1])).toEqual(
        expect.arrayContaining(['de: Nur fuer mich', 'de: Und dies']),
      ),
    SOON,
  )
  expect(await stored()).toEqual([])

  // Who does not want to be translated is not.
  kenji.run(japanese, 'translate optout')
  await vi.waitFor(
    () => expect(discord.interactions.all.at(-1)?.reply?.body['content']).toContain('left as you wrote it'),
    SOON,
  )
  kenji.write(japanese, 'ja: Kono mama')
  await vi.waitFor(() => expect(chat.onDiscord(german).at(-1)).toBe('Kenji: ja: Kono mama'), SOON)
  // It is one choice, which the web client shows and takes back.
  const params = { communityId: hub.communityId }
  const mine = await kenjiHere.api.call(roomReadingEndpoints.preferences, { params })
  expect(mine.translateMine).toBe(false)
  const body = { ...mine, translateMine: true }
  await kenjiHere.api.call(roomReadingEndpoints.savePreferences, { params, body })
  kenji.write(japanese, 'ja: Mata')
  await vi.waitFor(() => expect(chat.onDiscord(german).at(-1)).toContain('Kenji: de(ja: Mata)'), SOON)
})

test('a hub that is killed while it translates for a follower: after its restart the message comes, and comes once', async () => {
  await using model = await startOpenAiStandin()
  const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-follow-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const env = { OPENAI_BASE_URL: model.url, APERTIUM_MODES: '/nowhere' }
  await using chat = await ChatWorld.start({ link: false, translator: 'own', hub: { dataDir, env } })
  const { world, kenji, anna, unlinked } = chat
  await linkOnDiscord(world, kenji, await world.hub.createMember({ name: 'Kenji' }))
  const chosen = kenji.run(unlinked, 'translate language', { language: 'Spanish' })
  await vi.waitFor(() => expect(chosen.reply?.body['content']).toContain('You read in Spanish'), SOON)
  const followed = kenji.run(unlinked, 'translate follow')
  await vi.waitFor(() => expect(followed.reply?.body['content']).toContain('by direct message'), SOON)
  const { secret: hubToken } = await world.hub.owner.token('bot')
  await world.stopBots()
  await world.withoutHub(async ({ serveFrom }) => {
    const settings = { ...env, DATA_DIR: dataDir }
    await using killed = await HubProcess.start(settings)
    serveFrom(killed.url)
    await world.startBots(['discord'], { hubToken })
    await chat.heard()
    model.faults.push({ kind: 'hang' })
    anna.write(unlinked, 'The build of this week is finally ready for everybody.')
    await vi.waitFor(() => expect(model.requests).toHaveLength(1), SOON)
    await killed.kill()
    await world.stopBots()
  })
  await world.startBots(['discord'])
  await chat.heard()
  await vi.waitFor(() => expect(kenji.directMessages).toHaveLength(1), SOON)
  anna.write(unlinked, 'And this is what comes after it, for everybody.')
  await vi.waitFor(() => expect(kenji.directMessages).toHaveLength(2), SOON)
  expect(await world.hub.hub.queries.selectFrom('followed_messages').select('message_id').execute()).toEqual([])
})

test('only who may manage a channel links it; an admin does so in the web client, and ends it', async () => {
  await using chat = await ChatWorld.start({ link: false })
  const { german, anna, admin, world } = chat
  const { hub, discord } = world
  const params = { communityId: hub.communityId }
  await linkOnDiscord(world, anna, await hub.createMember({ name: 'Anna', role: 'admin' }))
  const refused = anna.run(german, 'translate link', { room: 'Launch', language: 'de' })
  await vi.waitFor(() => expect(refused.reply?.body['content']).toContain('needs Manage Channels'), SOON)

  expect(await hub.owner.api.call(roomLinkEndpoints.linkable, { params })).toMatchObject({
    channels: [],
    notLinked: expect.arrayContaining(['discord']),
  })
  await linkOnDiscord(world, admin, hub.owner)
  await vi.waitFor(async () => {
    const { channels } = await hub.owner.api.call(roomLinkEndpoints.linkable, { params })
    expect(channels).toContainEqual(expect.objectContaining({ channelId: discord.channel.id, name: 'gigs' }))
  }, SOON)
  // One that is new, or has another name, is known without a new connection.
  const fresh = discord.openChannel('fresh')
  discord.renameChannel(discord.channel, 'jobs')
  await vi.waitFor(async () => {
    const { channels } = await hub.owner.api.call(roomLinkEndpoints.linkable, { params })
    const named = (id: string) => channels.find(({ channelId }) => channelId === id)?.name
    expect([named(fresh.id), named(discord.channel.id)]).toEqual(['fresh', 'jobs'])
  }, SOON)
  const room = { roomId: chat.roomId }
  const body = { platform: 'discord', workspaceId: discord.guild.id, channelId: discord.channel.id, language: 'de' }
  const { id: linkId } = await hub.owner.api.call(roomLinkEndpoints.add, { params: room, body })
  await vi.waitFor(async () => expect(await chat.links()).toMatchObject([{ state: 'active' }]), SOON)
  await chat.heard()
  discord.renameChannel(discord.channel, 'work')
  await vi.waitFor(async () => expect(await chat.links()).toMatchObject([{ name: 'work' }]), SOON)
  await chat.say('en: To the channel')
  await vi.waitFor(() => expect(chat.onDiscord(discord.channel).at(-1)).toContain('de(en: To the channel)'), SOON)

  await hub.owner.api.call(roomLinkEndpoints.remove, { params: { ...room, linkId } })
  const before = (await chat.roomMessages()).length
  anna.write(discord.channel, 'de: Nicht mehr')
  await chat.say('en: Not there')
  expect(await chat.roomMessages()).toHaveLength(before + 1)
  expect(chat.onDiscord(discord.channel).join()).not.toContain('Not there')
})
