import { expect, test, vi } from 'vitest'
import { ChatWorld, SOON } from './chat-world.ts'

test('one conversation over two channels of Discord, one of Slack and a room, each in its language', async () => {
  await using chat = await ChatWorld.start()
  const { german, japanese, anna, kenji, sam, world } = chat
  const { slack } = world

  // A message is everywhere, once, with its author's name; where it is in the language already, as written.
  const hello = anna.write(german, `de: Hallo **Welt**, <@${kenji.user.id}> @everyone`)
  await vi.waitFor(() => {
    expect(chat.onDiscord(japanese)).toHaveLength(1)
    expect(chat.onSlack()).toHaveLength(1)
  }, SOON)
  expect(chat.onDiscord(japanese)[0]).toMatch(/^Anna: ja\(de: Hallo \*\*Welt\*\*, @Kenji @.?everyone\)\n-# ドイツ語からの機械翻訳/)
  expect(chat.onSlack()[0]).toMatch(/^Anna: en\(de: Hallo \*Welt\*, @Kenji @everyone\)\n_Machine translation from German/)
  expect(chat.discordMessage(japanese, 'Hallo').pinged).toEqual([])
  await vi.waitFor(async () => expect(await chat.roomMessages()).toHaveLength(1), SOON)
  expect((await chat.roomMessages())[0]).toMatchObject({
    author: { name: 'Anna', platform: 'discord', memberId: null },
    text: expect.stringContaining('de: Hallo **Welt**, @Kenji'),
  })

  // From the web, as written where nothing is to be translated.
  await chat.say('de: Guten Morgen')
  await vi.waitFor(() => expect(chat.onDiscord(german)).toHaveLength(2), SOON)
  expect(chat.onDiscord(german)[1]).toBe('Olivia Owner: de: Guten Morgen')

  // A reply quotes what it answers, and a thread is one everywhere.
  kenji.write(japanese, 'ja: どうも', { replyTo: chat.discordMessage(japanese, 'Hallo') })
  await vi.waitFor(() => expect(chat.onDiscord(german).at(-1)).toContain('de(ja: どうも)'), SOON)
  expect(chat.onDiscord(german).at(-1)).toContain(`-# ↪ [Anna](https://discord.com/channels/${world.discord.guild.id}/${german.id}/${hello.id})`)
  sam.write(slack.channel, 'en: In a thread', chat.slackMessage('Hallo').ts)
  await vi.waitFor(() => {
    const thread = world.discord.state.channels.get(hello.id)
    expect(thread?.parentId).toBe(german.id)
    expect(thread === undefined ? [] : chat.onDiscord(thread)).toEqual([expect.stringContaining('sam: de(en: In a thread)')])
  }, SOON)
  await vi.waitFor(async () => expect((await chat.roomMessages())[0]).toMatchObject({ replies: 1 }), SOON)

  // Reactions of people elsewhere are shown by the bot, and taken back with them.
  sam.react(chat.slackMessage('Hallo'), 'tada')
  await vi.waitFor(() => expect([...hello.reactions.keys()]).toEqual(['🎉']), SOON)
  await vi.waitFor(() => expect([...chat.discordMessage(japanese, 'Hallo').reactions.keys()]).toEqual(['🎉']), SOON)
  sam.unreact(chat.slackMessage('Hallo'), 'tada')
  await vi.waitFor(() => expect(hello.reactions.size).toBe(0), SOON)

  // An edit changes every copy, also when it needs more parts than before, and fewer again.
  const long = Array.from({ length: 60 }, (_, index) => `Satz ${index} ${'sehr '.repeat(10)}lang.`).join(' ')
  const before = chat.onDiscord(japanese).length
  anna.edit(hello, `de: ${long}`)
  await vi.waitFor(() => expect(chat.onDiscord(japanese)).toHaveLength(before + 1), SOON)
  expect(chat.onDiscord(japanese).join('')).toContain('Satz 59')
  await vi.waitFor(() => expect(chat.slackMessage('Satz 59').editedTs).not.toBeNull(), SOON)
  anna.edit(hello, 'de: Kurz')
  await vi.waitFor(() => expect(chat.onDiscord(japanese)).toHaveLength(before), SOON)
  expect(chat.onDiscord(japanese)[0]).toContain('ja(de: Kurz)')

  // A preview of a link is no edit, and a deleted message is gone everywhere.
  const posts = chat.phrases.asked.length
  sam.previewAppears(sam.write(slack.channel, 'en: Look at https://example.org'))
  await vi.waitFor(() => expect(chat.onDiscord(german).join()).toContain('https://example.org'), SOON)
  expect(chat.phrases.asked).toHaveLength(posts + 2)
  sam.delete(chat.slackMessage('example.org'))
  anna.delete(hello)
  await vi.waitFor(() => {
    expect(chat.onDiscord(german).join()).not.toContain('example.org')
    expect(chat.onDiscord(japanese).join()).not.toMatch(/Kurz|example\.org/)
    expect(chat.onSlack().join()).not.toContain('Kurz')
  }, SOON)
})
