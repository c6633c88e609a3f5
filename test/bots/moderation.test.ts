import { expect, test, vi } from 'vitest'
import { announcementEndpoints } from '../../shared/announcements.ts'
import { eventEndpoints } from '../../shared/events.ts'
import { gigEndpoints } from '../../shared/gigs.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { memberEndpoints } from '../../shared/members.ts'
import { moderationEndpoints } from '../../shared/moderation.ts'
import { NOTICES } from '../../shared/notices.ts'
import { notificationEndpoints } from '../../shared/notifications.ts'
import { said, shows, told } from './answers.ts'
import { BotWorld, card, discordPerson } from './bot-world.ts'
import { ChatWorld, SOON } from './chat-world.ts'
import { linkOnDiscord, linkOnSlack } from './linking.ts'

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

test('what is held is decided in Discord and Slack with a reason, once, by who may; its author reads it, even without the role', async () => {
  await using world = await BotWorld.start()
  const { hub, discord, slack } = world
  const { channel } = discord
  const params = { communityId: hub.communityId }
  const [mo, ada, eve] = await Promise.all([
    hub.createMember({ name: 'Mo', role: 'admin' }),
    hub.createMember({ name: 'Ada', role: 'admin' }),
    hub.createMember({ name: 'Eve' }),
  ])
  const [molly, adam, evan] = [discord.person('mo'), slack.person('ada'), discord.person('eve')]
  await linkOnDiscord(world, molly, mo)
  await linkOnSlack(world, adam, ada)
  await linkOnDiscord(world, evan, eve)
  await hub.owner.api.call(moderationEndpoints.setBlockedWords, { params, query: {}, body: { words: ['casino'] } })
  const texts = [{ language: 'en', title: 'Big sale', markdown: 'Come to the casino.', labels: [] }]
  const { id: announcementId } = await mo.api.call(announcementEndpoints.add, {
    params,
    body: { language: 'en', texts, channels: [], mail: false },
  })
  await mo.api.call(announcementEndpoints.send, { params: { ...params, announcementId }, body: { at: null } })
  const times = { start: '2099-07-10T18:00', end: '2099-07-10T20:00', timeZone: 'UTC' }
  const { id: eventId } = await mo.api.call(eventEndpoints.add, {
    params,
    body: { title: 'Casino night', ...times, place: { kind: 'link', url: 'https://example.org/night' } },
  })
  const { id: gigId } = await eve.api.call(gigPostEndpoints.post, {
    params,
    body: { title: 'Casino app', text: 'We need somebody for an app.' },
  })

  // Who wrote it sees that it waits, and cannot decide; the gig is another's.
  const asked = molly.run(channel, 'moderation')
  const own = await said(asked, '1 held gig')
  expect(own).toMatch(
    /Big sale.*Announcement · by Mo · has the blocked word ‘casino’ · since .*‘Come to the casino\.’ · yours/,
  )
  expect(own).toMatch(/Casino app.*Gig · by Eve · has ‘casino’ in it/)
  const others = evan.run(channel, 'moderation')
  await said(others, 'This is for admins')
  const waiting = asked.reply ?? expect.fail('no answer')
  expect(() => molly.press(waiting, 'Release ‘Big sale’')).toThrow('there is no button')

  adam.run(slack.channel, '/moderation')
  await told(adam, '2 held announcements and events')
  const shown = adam.ephemerals.at(-1) ?? expect.fail('no answer')
  const decide = async (label: string, values?: Record<string, string>) => {
    adam.press(shown, label)
    await vi.waitFor(() => expect(adam.modals).toHaveLength(1), SOON)
    adam.submit(values)
  }
  await decide('Release ‘Casino night’')
  await told(adam, '‘Casino night’ may pass')
  await decide('Refuse ‘Big sale’', { reason: 'No advertising.' })
  await told(adam, '‘Big sale’ does not pass')
  // Decided twice is decided once.
  await decide('Release ‘Big sale’')
  await told(adam, 'It waits no more: Ada did not let it pass')
  const refuse = molly.press(waiting, 'Refuse ‘Casino app’')
  await vi.waitFor(() => expect(refuse.modal).toBeDefined(), SOON)
  await said(molly.submitModal(refuse, { reason: 'No gambling.' }), '‘Casino app’ does not pass')
  await decide('Release ‘Casino app’')
  await told(adam, 'this gig is closed')
  const forged = evan.forge(others.reply ?? waiting, `form:moderation:release:announcement.${announcementId}`)
  await vi.waitFor(() => expect(forged.modal).toBeDefined(), SOON)
  await said(evan.submitModal(forged, { reason: 'Mine.' }), 'This is for admins')

  const { entries } = await hub.owner.api.call(memberEndpoints.audit, { params })
  const audited = entries.map(({ action, actorName, details }) => [action, actorName, details['reason']])
  expect(audited).toContainEqual(['event.passed', 'Ada', 'It keeps to the rules.'])
  expect(audited).toContainEqual(['announcement.refused', 'Ada', 'No advertising.'])
  expect(audited).toContainEqual(['gig.closed', 'Mo', 'No gambling.'])

  // Whatever became of their role, their own is there for them, with what was said of it; for others it is not.
  await hub.owner.api.call(memberEndpoints.setRole, {
    params: { ...params, memberId: mo.member.id },
    body: { role: 'member' },
  })
  const refused = { state: 'draft', mine: false, hold: { decision: { reason: 'No advertising.', by: 'Ada' } } }
  const one = { params: { ...params, announcementId } }
  expect(await mo.api.call(announcementEndpoints.get, one)).toMatchObject(refused)
  expect((await mo.api.call(announcementEndpoints.list, { params })).announcements).toMatchObject([refused])
  await expect(eve.api.call(announcementEndpoints.get, one)).rejects.toMatchObject({ code: 'not_found' })
  expect(await mo.api.call(eventEndpoints.get, { params: { ...params, eventId } })).toMatchObject({
    event: { state: 'planned', hold: { decision: { passed: true, by: 'Ada' } } },
  })
  const heard = async (by: typeof mo) =>
    (await by.api.call(notificationEndpoints.list, { params, query: {} })).notifications.map(({ excerpt }) => excerpt)
  expect(await heard(mo)).toEqual(expect.arrayContaining([NOTICES.heldRefused, NOTICES.heldPassed]))
  expect(await heard(eve)).toContain(NOTICES.gigClosed)
  expect((await eve.api.call(gigEndpoints.get, { params: { ...params, gigId } })).gig).toMatchObject({
    status: 'closed',
    trust: { overruled: { reason: 'No gambling.' } },
  })
})
