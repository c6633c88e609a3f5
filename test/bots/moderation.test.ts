import { expect, test, vi } from 'vitest'
import { announcementEndpoints } from '../../shared/announcements.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { moderationEndpoints } from '../../shared/moderation.ts'
import { NOTICES } from '../../shared/notices.ts'
import { notificationEndpoints } from '../../shared/notifications.ts'
import { said, shows, told } from './answers.ts'
import { card, discordPerson } from './bot-world.ts'
import { ChatWorld, SOON } from './chat-world.ts'
import { linkOnDiscord } from './linking.ts'

test('what people and bots wrote is reported from Discord and Slack, moderators see what waits, and what is removed goes everywhere', async () => {
  await using chat = await ChatWorld.start()
  const { german, japanese, anna, kenji, sam, world } = chat
  const { hub } = world
  const params = { communityId: hub.communityId }
  const member = await hub.createMember({ name: 'Kenji' })
  await linkOnDiscord(world, kenji, member)
  const posted = anna.write(german, 'de: Kauft meinen Kurs')
  await vi.waitFor(() => {
    expect(chat.onDiscord(japanese)).toHaveLength(1)
    expect(chat.onSlack()).toHaveLength(1)
  }, SOON)

  // The one as it was written, and a copy of it: one case.
  const opened = kenji.runOn(posted, 'Report')
  await vi.waitFor(() => expect(opened.modal).toBeDefined(), SOON)
  await said(kenji.submitModal(opened, { rule: 'spam', words: 'He sells things.' }), 'The moderators of Test community')
  sam.shortcut(chat.slackMessage('Kauft'), 'report')
  await vi.waitFor(() => expect(sam.modals).toHaveLength(1), SOON)
  sam.submit({ rule: 'scam' })
  await told(sam, 'The moderators of Test community')

  const elsewhere = kenji.write(chat.unlinked, 'de: Nicht verlinkt')
  const refused = kenji.runOn(elsewhere, 'Report')
  await vi.waitFor(() => expect(refused.modal).toBeDefined(), SOON)
  await said(kenji.submitModal(refused, { rule: 'spam' }), 'Only messages of channels that are linked')

  const { cases } = await hub.owner.api.call(moderationEndpoints.queue, { params, query: {} })
  expect(cases).toMatchObject([
    {
      text: 'de: Kauft meinen Kurs',
      author: { memberId: null, name: 'Anna' },
      reports: [
        { by: { name: 'Olivia Owner' }, rule: 'scam' },
        { by: { name: 'Kenji' }, words: 'He sells things.' },
      ],
      // Who is no member cannot be warned.
      mayDo: ['dismiss', 'remove'],
    },
  ])
  await hub.owner.api.call(moderationEndpoints.decide, {
    params: { ...params, caseId: cases[0]?.id ?? '' },
    body: { actions: ['remove'], rule: 'spam', reason: 'No selling here.' },
  })
  await vi.waitFor(() => {
    expect(chat.onDiscord(japanese)).toEqual([])
    expect(chat.onSlack()).toEqual([])
  }, SOON)

  // What bots posted themselves is reported, too: an announcement by the menu of its message, a gig by its card.
  const options = await hub.owner.api.call(announcementEndpoints.options, { params })
  const channels = options.channels
    .filter(({ channelId }) => channelId === chat.unlinked.id)
    .map((channel) => ({ ...channel, language: 'en' }))
  const texts = [{ language: 'en', title: 'Buy now', markdown: 'Cheap.', labels: [] }]
  const { id: announcementId } = await hub.owner.api.call(announcementEndpoints.add, {
    params,
    body: { language: 'en', texts, channels, mail: false },
  })
  await hub.owner.api.call(announcementEndpoints.send, { params: { ...params, announcementId }, body: { at: null } })
  const announced = await vi.waitFor(() => chat.discordMessage(chat.unlinked, 'Buy now'), SOON)
  const about = kenji.runOn(announced, 'Report')
  await vi.waitFor(() => expect(about.modal).toBeDefined(), SOON)
  await said(kenji.submitModal(about, { rule: 'off_topic' }), 'The moderators of Test community')
  const { id: gigId } = await hub.owner.api.call(gigPostEndpoints.post, {
    params,
    body: { title: 'Easy money', text: 'We need somebody for a lens.' },
  })
  await world.enqueue(discordPerson(kenji.user.id), card({ gigId, title: 'Easy money' }))
  const alert = await vi.waitFor(() => kenji.directMessages.at(-1) ?? expect.fail('no card'), SOON)
  kenji.press(alert, 'Not relevant')
  await shows(alert, 'Report to moderators')
  const asked = kenji.press(alert, 'Report to moderators')
  await said(asked, 'Why should moderators look')
  if (asked.reply === undefined) throw new Error('not asked')
  await said(kenji.choose(asked.reply, 'Scam'), 'The moderators of Test community')

  const waiting = await said(chat.admin.run(german, 'moderation'), '2 reports wait')
  expect(waiting).toMatch(/\[Buy now\]\(<http.*\/announcements\/.*Off topic.*\n.*\[Easy money\]\(<http.*\/gigs\/.*Scam/)
  sam.run(world.slack.channel, '/moderation')
  expect(await told(sam, '2 reports wait')).toContain('Easy money')
  await said(kenji.run(german, 'moderation'), 'This is for admins')

  // Who is muted is not carried on, and reads so.
  await hub.owner.api.call(moderationEndpoints.decideOnMember, {
    params: { ...params, memberId: member.member.id },
    body: { actions: ['mute'], rule: 'spam', reason: 'Too many reports.' },
  })
  kenji.write(japanese, 'ja: Hanbai')
  await vi.waitFor(async () => {
    const { notifications } = await member.api.call(notificationEndpoints.list, { params, query: {} })
    expect(notifications.map(({ excerpt }) => excerpt)).toContain(NOTICES.notCarried)
  }, SOON)
  expect((await chat.roomMessages()).map(({ text }) => text)).not.toContain('ja: Hanbai')
})
