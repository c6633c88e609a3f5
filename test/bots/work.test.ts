import { expect, test, vi } from 'vitest'
import { boardEndpoints } from '../../shared/board-api.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import type { TestMember } from '../helpers/start-hub.ts'
import { asArray, asObject, asString } from '../standins/shapes.ts'
import type { StandinInteraction } from '../standins/discord/interactions.ts'
import { replyOf, said, told } from './answers.ts'
import { BotWorld } from './bot-world.ts'
import { linkOnDiscord, linkOnSlack } from './linking.ts'

const SOON = { timeout: 15_000, interval: 30 }

/** A world with a board, a document, and a member who is linked on one platform. */
async function start(run: 'discord' | 'slack') {
  const world = await BotWorld.start({ run: [run] })
  const member = await world.hub.createMember({ name: 'Ann' })
  const params = { communityId: world.hub.communityId }
  const make = async (kind: 'board' | 'text', title: string, owner: TestMember = member) =>
    (await owner.api.call(documentEndpoints.create, { params, body: { kind, title } })).id
  const boardId = await make('board', 'Launch')
  const documentId = await make('text', 'Camera spec')
  return {
    world,
    member,
    boardId,
    documentId,
    make,
    board: async () => await member.api.call(boardEndpoints.read, { params: { documentId: boardId } }),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}

/** What a card says below its title. */
async function descriptionOf({ hub }: BotWorld, documentId: string, cardId: string): Promise<string> {
  const card = await hub.owner.api.call(boardEndpoints.getCard, { params: { documentId, cardId } })
  return card.description
}

async function offered(interaction: StandinInteraction, label: string): Promise<string> {
  await vi.waitFor(() => expect(interaction.choices).toBeDefined(), SOON)
  const choice = interaction.choices?.find(({ name }) => asString(name).startsWith(label))
  expect(interaction.choices?.map(({ name }) => name)).toContainEqual(expect.stringContaining(label))
  return asString(choice?.['value'])
}

test('Discord: a board is shown, extended, moved on and assigned, by what the options offer', async () => {
  await using stage = await start('discord')
  const { world } = stage
  const ann = world.discord.person('ann')
  await linkOnDiscord(world, ann, stage.member)
  const { channel } = world.discord
  const board = await offered(ann.type(channel, 'board add', { board: 'lau' }, 'board'), 'Launch')
  await said(ann.run(channel, 'board add', { board, title: 'Calibrate the lens' }), 'was added to Backlog')
  expect((await stage.board()).columns[0]?.cards).toMatchObject([{ title: 'Calibrate the lens' }])

  const card = await offered(ann.type(channel, 'board move', { board, card: 'lens' }, 'card'), 'Calibrate the lens')
  const column = await offered(
    ann.type(channel, 'board move', { board, card, column: 'prog' }, 'column'),
    'In progress',
  )
  await said(ann.run(channel, 'board move', { board, card, column }), 'is now in In progress')
  await said(ann.run(channel, 'board assign', { board, card }), 'is now with Ann')
  expect((await stage.board()).columns[1]?.cards).toMatchObject([{ assignees: [stage.member.member.id] }])
  const shown = ann.run(channel, 'board list', { board })
  await said(shown, 'Calibrate the lens')
  expect(replyOf(shown)).toContain('In progress (1)')
  expect(shown.reply?.body['flags']).toBe(64)
})

test('names may be typed instead of chosen; one that fits nothing is said so', async () => {
  await using stage = await start('discord')
  const { world } = stage
  const ann = world.discord.person('ann')
  await linkOnDiscord(world, ann, stage.member)
  const { channel } = world.discord
  await said(ann.run(channel, 'board add', { board: 'launch', title: 'Lens' }), 'was added to Backlog')
  await said(ann.run(channel, 'board move', { board: 'Launch', card: 'lens', column: 'done' }), 'is now in Done')
  await said(ann.run(channel, 'board move', { board: 'Launch', card: 'lens', column: 'nowhere' }), 'There is no column')
  await said(ann.run(channel, 'board list', { board: 'no such board' }), 'There is no board')
  await said(ann.run(channel, 'board list', { board: 'aaaaaaaaaaaaaaaa' }), 'not there any more, or not for you')
})

test('Discord: a message becomes a card, with its text and a link back', async () => {
  await using stage = await start('discord')
  const { world } = stage
  const ann = world.discord.person('ann')
  await linkOnDiscord(world, ann, stage.member)
  const message = ann.write(world.discord.channel, 'The lens is loose\nIt rattles when it is cold.')
  const opened = ann.runOn(message, 'Create card')
  await vi.waitFor(() => expect(opened.modal).toBeDefined(), SOON)
  const done = ann.submitModal(opened, { board: stage.boardId })
  await said(done, 'was added to Backlog')
  const [card] = (await stage.board()).columns[0]?.cards ?? []
  expect(card).toMatchObject({ title: 'The lens is loose' })
  const link = `https://discord.com/channels/${world.discord.guild.id}/${world.discord.channel.id}/${message.id}`
  expect(await descriptionOf(world, stage.boardId, card?.id ?? '')).toBe(
    `The lens is loose\nIt rattles when it is cold.\n\n${link}`,
  )
})

test('Discord: a comment is written on a card that the options offer, and shown with those before', async () => {
  await using stage = await start('discord')
  const { world, boardId } = stage
  const ann = world.discord.person('ann')
  await linkOnDiscord(world, ann, stage.member)
  const { channel } = world.discord
  await said(ann.run(channel, 'board add', { board: 'Launch', title: 'Lens' }), 'was added')
  const card = await offered(ann.type(channel, 'board comment', { board: boardId, card: 'le' }, 'card'), 'Lens')
  await world.hub.owner.api.call(boardEndpoints.addComment, {
    params: { documentId: boardId, cardId: card },
    body: { text: `Ask [@Ann](/members#${stage.member.member.id})` },
  })
  const commented = ann.run(channel, 'board comment', { board: boardId, card, text: 'It holds *below* zero' })
  await said(commented, 'It holds')
  expect(replyOf(commented)).toMatch(/Ask \\@Ann[^]*\*\*Ann\*\*: It holds/)
  const { comments } = await stage.member.api.call(boardEndpoints.comments, { params: { documentId: boardId } })
  expect(comments.at(-1)).toMatchObject({ author: stage.member.member.id, text: 'It holds *below* zero' })
  await said(ann.run(channel, 'board card', { board: 'Launch', card: 'Lens' }), 'Ask ')
})

test('Slack: a message becomes a card, with its thread and a link back', async () => {
  await using stage = await start('slack')
  const { world } = stage
  const bob = world.slack.person('bob')
  await linkOnSlack(world, bob, stage.member)
  const message = bob.write(world.slack.channel, 'The lens is loose')
  world.slack.channel.memberIds.add(world.slack.state.bot.id)
  bob.write(world.slack.channel, 'Only when it is cold', message.ts)
  const reply = bob.write(world.slack.channel, 'I will look', message.ts)
  bob.shortcut(reply, 'create_card')
  await vi.waitFor(() => expect(bob.modals).toHaveLength(1), SOON)
  const asked = bob.suggest('board', 'lau')
  await vi.waitFor(() => expect(asked.ackedAfterMs).not.toBeNull(), SOON)
  bob.pick('board', 'Launch')
  bob.submit({ title: 'Fix the lens' })
  await told(bob, 'was added to')
  const [card] = (await stage.board()).columns[0]?.cards ?? []
  expect(card).toMatchObject({ title: 'Fix the lens' })
  const description = await descriptionOf(world, stage.boardId, card?.id ?? '')
  expect(description).toContain('I will look\n\n> The lens is loose\n\n> Only when it is cold\n\n> I will look')
  expect(description).toContain(`https://edge-ml.slack.com/archives/${world.slack.channel.id}/p`)
})

test('Slack: /board asks in a form, whose choices follow each other', async () => {
  await using stage = await start('slack')
  const { world } = stage
  const bob = world.slack.person('bob')
  await linkOnSlack(world, bob, stage.member)
  await stage.member.api.call(boardEndpoints.addCard, {
    params: { documentId: stage.boardId },
    body: { title: 'Calibrate' },
  })
  bob.run(world.slack.channel, '/board')
  await told(bob, '/board move')
  bob.run(world.slack.channel, '/board', 'move')
  await vi.waitFor(() => expect(bob.modals).toHaveLength(1), SOON)
  for (const [field, label] of [
    ['board', 'Launch'],
    ['card', 'Calibrate · Backlog'],
    ['column', 'Done'],
  ] as const) {
    const asked = bob.suggest(field)
    await vi.waitFor(() => expect(asked.ackedAfterMs).not.toBeNull(), SOON)
    bob.pick(field, label)
  }
  bob.submit()
  await told(bob, 'is now in Done')
  expect((await stage.board()).columns[2]?.cards).toMatchObject([{ title: 'Calibrate' }])
})

test('a document is extended, found by what was added, and shown, on both platforms', async () => {
  await using stage = await start('discord')
  const { world } = stage
  await world.startBots(['slack'])
  const ann = world.discord.person('ann')
  const bob = world.slack.person('bob')
  await linkOnDiscord(world, ann, stage.member)
  await vi.waitFor(() => expect(world.slack.socketMode.connected).toBe(1), SOON)
  await linkOnSlack(world, bob, stage.member)
  const { channel } = world.discord
  const document = await offered(ann.type(channel, 'doc append', { document: 'cam' }, 'document'), 'Camera spec')
  await said(ann.run(channel, 'doc append', { document, text: 'Focus at *40 cm*' }), 'was added at its end')
  bob.run(world.slack.channel, '/doc', 'search focus 40')
  await told(bob, 'Focus at *40 cm*')
  bob.run(world.slack.channel, '/doc', 'open camera spec')
  await told(bob, 'Open the document')
  bob.run(world.slack.channel, '/doc', 'search nothing of the kind')
  await told(bob, 'No document has all of these words')
})

test('somebody who is put on a card hears of it', async () => {
  await using stage = await start('discord')
  const { world } = stage
  const ann = world.discord.person('ann')
  const eve = world.discord.person('eve')
  const other = await world.hub.createMember({ name: 'Eve *E*' })
  await linkOnDiscord(world, ann, stage.member)
  await linkOnDiscord(world, eve, other)
  const { channel } = world.discord
  await said(ann.run(channel, 'board add', { board: 'Launch', title: 'Lens' }), 'was added')
  await said(ann.run(channel, 'board assign', { board: 'Launch', card: 'Lens', member: 'Eve *E*' }), 'is now with')
  await vi.waitFor(() => expect(eve.directMessages).toHaveLength(1), SOON)
  expect(eve.directMessages[0]?.body['content']).toContain('**Ann** put you on [Lens](')
  await said(ann.run(channel, 'board assign', { board: 'Launch', card: 'Lens', member: 'Eve *E*' }), 'is now with')
  await said(ann.run(channel, 'board assign', { board: 'Launch', card: 'Lens' }), 'Ann')
  expect(eve.directMessages).toHaveLength(1)
  expect(ann.directMessages).toHaveLength(0)
})

test('a guest, a stranger and an unlinked person see and change nothing', async () => {
  await using stage = await start('discord')
  const { world } = stage
  const guest = await world.hub.createMember({ role: 'guest', name: 'Gus' })
  const gus = world.discord.person('gus')
  await linkOnDiscord(world, gus, guest)
  const { channel } = world.discord
  const typed = gus.type(channel, 'board list', { board: '' }, 'board')
  await vi.waitFor(() => expect(typed.choices).toEqual([]), SOON)
  await said(gus.run(channel, 'board list', { board: stage.boardId }), 'not for you')
  await said(gus.run(channel, 'doc append', { document: stage.documentId, text: 'x' }), 'not for you')
  const stranger = world.discord.person('stranger')
  await said(stranger.run(channel, 'board list', { board: stage.boardId }), '/link/')
})

test('Slack: a link is shown to the channel only if all in it may see what it leads to', async () => {
  await using stage = await start('slack')
  const { world } = stage
  const bob = world.slack.person('bob')
  await linkOnSlack(world, bob, stage.member)
  const url = `${world.hub.hub.publicUrl}/boards/${stage.boardId}`
  const shared = bob.write(world.slack.channel, `Look: ${url}`)
  await vi.waitFor(() => expect(shared.unfurls.has(url)).toBe(true), SOON)
  expect(JSON.stringify(shared.unfurls.get(url))).toContain('Launch')

  world.slack.person('eve')
  world.slack.channel.memberIds.add(world.slack.state.bot.id)
  const again = bob.write(world.slack.channel, `Look again: ${url}`)
  const before = bob.ephemerals.length
  await vi.waitFor(() => expect(bob.ephemerals).toHaveLength(before + 1), SOON)
  expect(JSON.stringify(bob.ephemerals.at(-1)?.blocks)).toContain('Launch')
  expect(again.unfurls.size).toBe(0)
})

test('Discord: the links of a message are shown to the one who asks, if they may see what they lead to', async () => {
  await using stage = await start('discord')
  const { world } = stage
  const ann = world.discord.person('ann')
  await linkOnDiscord(world, ann, stage.member)
  const message = ann.write(world.discord.channel, `Look: ${world.hub.hub.publicUrl}/boards/${stage.boardId}`)
  const shown = ann.runOn(message, 'Show hub links')
  await said(shown, 'Launch')
  expect(shown.reply?.body['flags']).toBe(64)
  const eve = world.discord.person('eve')
  await said(eve.runOn(message, 'Show hub links'), 'No link in this message')
})

test('my board, my gigs and my settings are at home on Slack, and one command away on Discord', async () => {
  await using stage = await start('discord')
  const { world } = stage
  await world.startBots(['slack'])
  const ann = world.discord.person('ann')
  const bob = world.slack.person('bob')
  await linkOnDiscord(world, ann, stage.member)
  await vi.waitFor(() => expect(world.slack.socketMode.connected).toBe(1), SOON)
  await linkOnSlack(world, bob, stage.member)
  const { channel } = world.discord
  await said(ann.run(channel, 'board add', { board: 'Launch', title: 'Lens' }), 'was added')
  await said(ann.run(channel, 'board assign', { board: 'Launch', card: 'Lens' }), 'is now with Ann')
  const panel = ann.run(channel, 'hub')
  await said(panel, 'Lens')
  expect(replyOf(panel)).toContain('Your profile is empty')
  bob.openHome()
  await vi.waitFor(() => {
    const home = asArray(world.slack.state.homes.get(bob.user.id)?.body['blocks']).map(asObject)
    expect(JSON.stringify(home)).toContain('Lens')
  }, SOON)
})

test('a hub that is slow: choices stay empty, and a form says so instead of failing', async () => {
  await using stage = await start('discord')
  const { world } = stage
  const ann = world.discord.person('ann')
  await linkOnDiscord(world, ann, stage.member)
  const message = ann.write(world.discord.channel, 'A message')
  world.wire.hold()
  const typed = ann.type(world.discord.channel, 'board list', { board: 'l' }, 'board')
  const form = ann.runOn(message, 'Create card')
  await vi.waitFor(() => {
    expect(typed.choices).toEqual([])
    expect(replyOf(form)).toContain('The hub does not answer')
  }, SOON)
  expect(typed.failed).toBe(false)
  expect(form.failed).toBe(false)
})

test('a forged form is answered kindly, and changes nothing', async () => {
  await using stage = await start('discord')
  const { world } = stage
  const ann = world.discord.person('ann')
  await linkOnDiscord(world, ann, stage.member)
  const message = ann.write(world.discord.channel, 'A message')
  const opened = ann.runOn(message, 'Create card')
  await vi.waitFor(() => expect(opened.modal).toBeDefined(), SOON)
  if (opened.modal === undefined) return
  opened.modal['custom_id'] = 'message:create_card:x:y:z'
  await said(ann.submitModal(opened, { board: stage.boardId }), 'another version of the bot')
  expect((await stage.board()).columns[0]?.cards).toEqual([])
})

test('Slack: a message far too long for a form opens it with its beginning, and that becomes the card', async () => {
  await using stage = await start('slack')
  const { world } = stage
  const bob = world.slack.person('bob')
  await linkOnSlack(world, bob, stage.member)
  const message = bob.write(world.slack.channel, `The lens is loose\n${'word '.repeat(7000)}`)
  bob.shortcut(message, 'create_card')
  await vi.waitFor(() => expect(bob.modals).toHaveLength(1), SOON)
  const asked = bob.suggest('board')
  await vi.waitFor(() => expect(asked.ackedAfterMs).not.toBeNull(), SOON)
  bob.pick('board', 'Launch')
  bob.submit()
  await told(bob, 'was added to')
  const [card] = (await stage.board()).columns[0]?.cards ?? []
  const [text] = (await descriptionOf(world, stage.boardId, card?.id ?? '')).split('\n\nhttps://')
  expect(text).toMatch(/^The lens is loose\nword [^]*…$/)
  expect(text?.length).toBeLessThanOrEqual(3000)
})

test('Discord: a form that comes back with more than its fields hold is refused in words, and changes nothing', async () => {
  await using stage = await start('discord')
  const { world } = stage
  const ann = world.discord.person('ann')
  await linkOnDiscord(world, ann, stage.member)
  const opened = ann.runOn(ann.write(world.discord.channel, 'A message'), 'Create card')
  await vi.waitFor(() => expect(opened.modal).toBeDefined(), SOON)
  await said(ann.submitModal(opened, { board: stage.boardId, title: 'x'.repeat(600) }), '‘Title’ is too long')
  await said(ann.submitModal(opened, { board: stage.boardId, text: 'x'.repeat(60_000) }), '10,000 characters at most')
  expect((await stage.board()).columns[0]?.cards).toEqual([])
})
