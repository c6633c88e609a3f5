import { expect, test, vi } from 'vitest'
import { moderationEndpoints } from '../../shared/moderation.ts'
import { roomLinkEndpoints } from '../../shared/room-links.ts'
import { startOpenAiStandin } from '../standins/openai/openai-standin.ts'
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
  expect(chat.onDiscord(japanese)[0]).toMatch(
    /^Anna: ja\(de: Hallo \*\*Welt\*\*, @Kenji @.?everyone\)\n-# ドイツ語からの機械翻訳/,
  )
  expect(chat.onSlack()[0]).toMatch(
    /^Anna: en\(de: Hallo \*Welt\*, @Kenji @.?everyone\)\n_Machine translation from German/,
  )
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

  // What is refused goes to nobody, engines among them.
  const params = { communityId: world.hub.communityId }
  await world.hub.owner.api.call(moderationEndpoints.setBlockedWords, {
    params,
    query: {},
    body: { words: ['casino'] },
  })
  await expect(chat.say('de: Ins Casino')).rejects.toMatchObject({ refused: { why: 'blocked_word' } })
  expect(chat.phrases.asked.filter(({ text }) => text.includes('Casino'))).toEqual([])

  // A reply quotes what it answers, and a thread is one everywhere.
  kenji.write(japanese, 'ja: どうも', { replyTo: chat.discordMessage(japanese, 'Hallo') })
  await vi.waitFor(() => expect(chat.onDiscord(german).at(-1)).toContain('de(ja: どうも)'), SOON)
  expect(chat.onDiscord(german).at(-1)).toContain(
    `-# ↪ [Anna](https://discord.com/channels/${world.discord.guild.id}/${german.id}/${hello.id})`,
  )
  // What is answered is quoted as it stands there.
  await vi.waitFor(() => expect(chat.onSlack().at(-1)).toContain('> *Anna:* en(de: Hallo'), SOON)
  sam.write(slack.channel, 'en: In a thread', chat.slackMessage('Hallo').ts)
  await vi.waitFor(() => {
    const thread = world.discord.state.channels.get(hello.id)
    expect(thread?.parentId).toBe(german.id)
    expect(thread === undefined ? [] : chat.onDiscord(thread)).toEqual([
      expect.stringContaining('sam: de(en: In a thread)'),
    ])
  }, SOON)
  await vi.waitFor(async () => expect((await chat.roomMessages())[0]).toMatchObject({ replies: 1 }), SOON)

  // Reactions of people elsewhere are shown by the bot, and taken back with them.
  sam.react(chat.slackMessage('Hallo'), 'tada')
  await vi.waitFor(() => expect([...hello.reactions.keys()]).toEqual(['🎉']), SOON)
  await vi.waitFor(() => expect([...chat.discordMessage(japanese, 'Hallo').reactions.keys()]).toEqual(['🎉']), SOON)
  sam.unreact(chat.slackMessage('Hallo'), 'tada')
  await vi.waitFor(() => expect(hello.reactions.size).toBe(0), SOON)

  // An edit changes every copy, also when it needs more parts than before, and fewer again.
  const long = Array.from({ length: 40 }, (_, index) => `Satz ${index} ${'sehr '.repeat(10)}lang.`).join(' ')
  const before = chat.onDiscord(japanese).length
  anna.edit(hello, `de: ${long}`)
  await vi.waitFor(() => expect(chat.onDiscord(japanese)).toHaveLength(before + 1), SOON)
  expect(chat.onDiscord(japanese).join('')).toContain('Satz 39')
  await vi.waitFor(() => expect(chat.slackMessage('Satz 39').editedTs).not.toBeNull(), SOON)
  anna.edit(hello, 'de: Kurz')
  await vi.waitFor(() => expect(chat.onDiscord(japanese)).toHaveLength(before), SOON)
  expect(chat.onDiscord(japanese)[0]).toContain('ja(de: Kurz)')

  // A preview of a link is no edit, and a deleted message is gone everywhere.
  const posts = chat.phrases.asked.length
  sam.previewAppears(sam.write(slack.channel, 'en: Look at https://example.org'))
  await vi.waitFor(() => expect(chat.onDiscord(german).join()).toContain('https://example.org'), SOON)
  expect(chat.phrases.asked).toHaveLength(posts + 2)
  // In Slack something stays of what was answered there.
  const answered = chat.slackMessage('example.org')
  sam.write(slack.channel, 'en: Seen', answered.ts)
  await vi.waitFor(async () => expect((await chat.roomMessages()).at(-1)).toMatchObject({ replies: 1 }), SOON)
  sam.delete(answered)
  anna.delete(hello)
  await vi.waitFor(() => {
    expect(chat.onDiscord(german).join()).not.toContain('example.org')
    expect(chat.onDiscord(japanese).join()).not.toMatch(/Kurz|example\.org/)
    expect(chat.onSlack().join()).not.toContain('Kurz')
  }, SOON)

  // A thread that begins with no message is one elsewhere, too; what few people see stays with them.
  anna.write(anna.openThread(german, 'Unter uns', true), 'de: Geheim')
  const open = anna.openThread(german, 'Plan')
  anna.write(open, 'de: Schritt eins')
  anna.forward(open, 'de: Weitergesagt')
  await vi.waitFor(() => {
    expect(chat.slackMessage('Weitergesagt')).toMatchObject({
      threadTs: chat.slackMessage('Schritt eins').ts,
      text: '> de: Weitergesagt',
    })
  }, SOON)
  sam.write(slack.channel, 'en: Step two', chat.slackMessage('Schritt eins').ts)
  await vi.waitFor(() => expect(chat.onDiscord(open).at(-1)).toContain('de(en: Step two)'), SOON)
  expect(chat.onSlack().join()).not.toContain('Geheim')
})

/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('files are carried, and a post of a forum is a thread everywhere', async () => {
  await using chat = await ChatWorld.start()
  const { german, japanese, forum, anna, kenji, sam, world } = chat
  const { discord, slack, hub } = world
  const body = { platform: 'discord', workspaceId: discord.guild.id, channelId: forum.id, language: 'as-written' }
  await hub.owner.api.call(roomLinkEndpoints.add, { params: { roomId: chat.roomId }, body })
  await vi.waitFor(async () => {
    expect((await chat.links()).find(({ kind }) => kind === 'forum')).toMatchObject({ state: 'active' })
  }, SOON)

  const lens = anna.write(german, 'de: Die Linse', { files: [{ name: 'lens.png', bytes: PNG }] })
  await vi.waitFor(() => {
    expect(chat.discordMessage(japanese, 'Linse').files).toMatchObject([{ name: 'lens.png', bytes: PNG }])
    expect(chat.slackMessage('Linse').blocks).toContainEqual(expect.objectContaining({ type: 'image' }))
  }, SOON)
  expect([...slack.state.uploads.values()]).toMatchObject([{ name: 'lens.png', bytes: PNG, isComplete: true }])
  sam.write(slack.channel, 'en: Notes', null, [{ name: 'notes.txt', bytes: Buffer.from('f/2.8') }])
  await vi.waitFor(
    () => expect(chat.discordMessage(german, 'Notes').files).toMatchObject([{ name: 'notes.txt' }]),
    SOON,
  )
  const film = Buffer.alloc(11 * 1024 * 1024)
  anna.write(german, 'de: Der Film', { files: [{ name: 'film.mov', bytes: film }] })
  await vi.waitFor(() => expect(chat.slackMessage('Film').text).toContain('film.mov (11 MB &gt; 10 MB)'), SOON)
  // With more parts, and fewer again, there is one of each file, and the new words.
  anna.edit(lens, `de: Die Linse. ${'Sie ist da. '.repeat(400)}`)
  await vi.waitFor(() => expect(chat.slackMessage('Linse. Sie').blocks.at(-1)).toMatchObject({ type: 'image' }), SOON)
  anna.edit(lens, 'de: Die Linse ist da')
  await vi.waitFor(() => {
    expect(chat.onDiscord(japanese)).toHaveLength(3)
    expect(chat.slackMessage('Linse ist da').blocks).toMatchObject([
      { text: { text: expect.stringContaining('Linse ist da') } },
      { type: 'image', alt_text: 'lens.png' },
    ])
  }, SOON)
  expect(chat.discordMessage(japanese, 'Linse').files).toMatchObject([{ name: 'lens.png' }])
  expect(slack.state.uploads.size).toBe(1)
  const messages = await chat.roomMessages()
  expect(messages.map(({ files }) => files.map(({ name }) => name))).toEqual([['lens.png'], ['notes.txt'], []])

  // What begins a thread elsewhere begins a post there, and the other way round.
  const begun = discord.messagesIn(forumThread(chat, 'de: Die Linse'))
  expect(begun).toMatchObject([{ webhook: { name: 'Anna' } }])
  const { thread } = kenji.post(forum, 'Which mount?', 'ja: Dore')
  await vi.waitFor(() => expect(chat.onSlack().at(-1)).toContain('*Which mount?*'), SOON)
  const root = chat.slackMessage('Which mount?')
  sam.write(slack.channel, 'en: C mount', root.ts)
  await vi.waitFor(() => expect(chat.onDiscord(thread)).toEqual(['Kenji: ja: Dore', 'sam: en: C mount']), SOON)
  kenji.write(thread, 'ja: Arigatou')
  await vi.waitFor(() => expect(chat.slackMessage('Arigatou').threadTs).toBe(root.ts), SOON)
})

function forumThread({ world, forum }: ChatWorld, name: string) {
  const found = [...world.discord.state.channels.values()].find((one) => one.parentId === forum.id && one.name === name)
  if (found === undefined) throw new Error(`the forum has no post '${name}'`)
  return found
}

test('with a model behind it, three languages read each other, and each text is translated once per language', async () => {
  await using model = await startOpenAiStandin()
  model.known.set('Wir liefern die Kamera am Montag aus.', {
    en: 'We ship the camera on Monday.',
    ja: 'カメラは月曜日に出荷します。',
  })
  model.known.set('レンズはまだ届いていません。', {
    de: 'Das Objektiv ist noch nicht da.',
    en: 'The lens has not arrived yet.',
  })
  model.known.set('Then we should wait until Tuesday.', {
    de: 'Dann sollten wir bis Dienstag warten.',
    ja: 'では火曜日まで待ちましょう。',
  })
  await using chat = await ChatWorld.start({
    translator: 'own',
    hub: { env: { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'key' } },
  })
  chat.anna.write(chat.german, 'Wir liefern die Kamera am Montag aus.')
  await vi.waitFor(() => {
    expect(chat.onSlack()).toHaveLength(1)
    expect(chat.onDiscord(chat.japanese)).toHaveLength(1)
  }, SOON)
  chat.kenji.write(chat.japanese, 'レンズはまだ届いていません。')
  await vi.waitFor(() => {
    expect(chat.onSlack()).toHaveLength(2)
    expect(chat.onDiscord(chat.german)).toHaveLength(2)
  }, SOON)
  chat.sam.write(chat.world.slack.channel, 'Then we should wait until Tuesday.')
  await vi.waitFor(() => {
    expect(withoutNotes(chat.onDiscord(chat.german))).toEqual([
      'Anna: Wir liefern die Kamera am Montag aus.',
      'Kenji: Das Objektiv ist noch nicht da.',
      'sam: Dann sollten wir bis Dienstag warten.',
    ])
    expect(withoutNotes(chat.onDiscord(chat.japanese))).toEqual([
      'Anna: カメラは月曜日に出荷します。',
      'Kenji: レンズはまだ届いていません。',
      'sam: では火曜日まで待ちましょう。',
    ])
    expect(withoutNotes(chat.onSlack())).toEqual([
      'Anna: We ship the camera on Monday.',
      'Kenji: The lens has not arrived yet.',
      'sam: Then we should wait until Tuesday.',
    ])
  }, SOON)
  const asked = model.requests.flatMap(({ items }) => items.map(({ to, segments }) => `${to} ${segments.join(' ')}`))
  expect(asked).toHaveLength(new Set(asked).size)
})

function withoutNotes(said: readonly string[]): string[] {
  return said.map((one) => one.split('\n')[0] ?? '')
}
