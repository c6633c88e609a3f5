import { expect, test, vi } from 'vitest'
import { announcementEndpoints } from '../../shared/announcements.ts'
import { said, told } from './answers.ts'
import { BotWorld } from './bot-world.ts'
import { linkOnDiscord, linkOnSlack } from './linking.ts'

const SOON = { timeout: 15_000, interval: 30 }
const DAY = 24 * 3_600_000

test('a digest is put together by command, comes where it was asked for, page by page, and stops at its button', async () => {
  let now = Date.parse('2026-06-10T12:00:00Z')
  await using world = await BotWorld.start({ hub: { now: () => now } })
  const { channel, state } = world.discord
  const member = await world.hub.createMember({ name: 'Ann' })
  const [ann, bob] = [world.discord.person('ann'), world.slack.person('bob')]
  await linkOnDiscord(world, ann, member)
  await linkOnSlack(world, bob, member)
  const announce = async (title: string) => {
    const params = { communityId: world.hub.communityId }
    const text = { language: 'en', title, markdown: 'x'.repeat(240), labels: [] }
    const body = { language: 'en', texts: [text], mail: false }
    const { id: announcementId } = await world.hub.owner.api.call(announcementEndpoints.add, { params, body })
    const at = null
    await world.hub.owner.api.call(announcementEndpoints.send, { params: { ...params, announcementId }, body: { at } })
  }

  await said(ann.run(channel, 'digest show'), 'You have no digest')
  await said(ann.run(channel, 'digest include', { what: 'announcements' }), 'In your digest: Announcements')
  await said(ann.run(channel, 'digest by', { where: 'mail' }), 'cannot be reached there')
  await said(ann.run(channel, 'digest by', { where: 'discord' }), 'daily at 08:00 (UTC) by Discord')
  for (let count = 1; count <= 12; count += 1) await announce(`News ${count}`)
  now += DAY
  const direct = () => {
    const user = [...state.users.values()].find(({ username }) => username === 'ann')
    const dm = user === undefined ? undefined : state.dmWith(user)
    return dm === undefined ? [] : world.discord.messagesIn(dm)
  }
  const pages = () => direct().filter(({ body }) => String(body['content']).includes('News '))
  await vi.waitFor(() => expect(pages().length).toBeGreaterThan(1), SOON)
  await vi.waitFor(() => expect(String(pages().at(-1)?.body['content'])).toContain('And 2 more'), SOON)
  const count = pages().length
  expect(pages().map(({ body }) => String(body['content']).split('\n')[0])).toEqual(
    Array.from({ length: count }, (_, page) => `**Your digest of Test community** (${page + 1} of ${count})`),
  )
  const [first, last] = [pages()[0], pages().at(-1)]
  if (first === undefined || last === undefined) throw new Error('there are no pages')
  expect(first.body['components'] ?? []).toEqual([])
  await said(ann.press(last, 'Stop the digest'), 'You have no digest')

  bob.run(world.slack.channel, '/digest', 'include announcements')
  await told(bob, 'In your digest: Announcements')
  bob.run(world.slack.channel, '/digest', 'by slack')
  await told(bob, 'by Slack')
  await announce('Late news')
  now += DAY
  const onSlack = () =>
    [...world.slack.state.messages.values()].flat().find(({ blocks }) => JSON.stringify(blocks).includes('Late news'))
  await vi.waitFor(() => expect(onSlack()).toBeDefined(), SOON)
  const message = onSlack()
  if (message === undefined) throw new Error('nothing came to Slack')
  expect(JSON.stringify(message.blocks)).not.toContain('News 1')
  bob.press(message, 'Stop the digest')
  await told(bob, 'You have no digest')
})
