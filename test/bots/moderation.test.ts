import { expect, test, vi } from 'vitest'
import { moderationEndpoints } from '../../shared/moderation.ts'
import { NOTICES } from '../../shared/notices.ts'
import { notificationEndpoints } from '../../shared/notifications.ts'
import { said, told } from './answers.ts'
import { ChatWorld, SOON } from './chat-world.ts'
import { linkOnDiscord } from './linking.ts'

test('a message is reported from Discord and Slack; once it is removed, its copies in linked channels go', async () => {
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
