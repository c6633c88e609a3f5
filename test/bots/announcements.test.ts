import { expect, test, vi } from 'vitest'
import { type AnnouncementInput, announcementEndpoints } from '../../shared/announcements.ts'
import { notificationEndpoints, notificationSettings } from '../../shared/notifications.ts'
import { SmtpStandin } from '../standins/mail/smtp-standin.ts'
import { said } from './answers.ts'
import { BotWorld } from './bot-world.ts'
import { PhraseBook } from './chat-world.ts'
import { linkOnDiscord } from './linking.ts'

const SOON = { timeout: 15_000, interval: 30 }

test('one announcement in three languages to four channels, inboxes and mail: a failed target is retried, edits and recall reach all', async () => {
  await using mail = await SmtpStandin.start()
  const hubOptions = { translator: new PhraseBook(), env: { SMTP_URL: mail.url } }
  await using world = await BotWorld.start({ run: [], hub: hubOptions })
  const { discord, slack, hub } = world
  const german = discord.state.addChannel(discord.guild, 'deutsch')
  const spanish = slack.state.addChannel('espanol')
  await world.startBots(['discord', 'slack'])
  const params = { communityId: hub.communityId }
  const mia = await hub.createMember({ name: 'Mia' })
  const settings = notificationSettings.parse({ announcement: ['app', 'mail'] })
  await mia.api.call(notificationEndpoints.saveSettings, { params, body: settings })
  const options = () => hub.owner.api.call(announcementEndpoints.options, { params })
  await vi.waitFor(async () => expect((await options()).channels).toHaveLength(4), SOON)

  const languages = new Map([
    [german.id, 'de'],
    [spanish.id, 'es'],
    [slack.channel.id, 'ja'],
  ])
  const channels = (await options()).channels.map((channel) => ({
    ...channel,
    language: languages.get(channel.channelId) ?? 'en',
  }))
  const body: AnnouncementInput = {
    nicheId: null,
    language: 'en',
    texts: [{ language: 'en', title: 'Demo day', markdown: 'See **all** of it', labels: ['Sign up'] }],
    urls: ['https://example.org/demo-day'],
    channels,
    web: true,
    mail: true,
  }
  const { id: announcementId } = await hub.owner.api.call(announcementEndpoints.add, { params, body })
  const one = { ...params, announcementId }
  const { announcement } = await hub.owner.api.call(announcementEndpoints.translate, {
    params: one,
    body: { languages: ['de', 'es'] },
  })
  expect(announcement.texts.map(({ language, engine }) => [language, engine])).toEqual([
    ['en', null],
    ['de', 'phrases'],
    ['es', 'phrases'],
  ])
  const { previews } = await hub.owner.api.call(announcementEndpoints.preview, { params: one })
  expect(previews.map(({ language, isFallback }) => [language, isFallback])).toContainEqual(['ja', true])

  const refusal = { kind: 'answer', status: 403, body: { message: 'Missing Permissions', code: 50013 } } as const
  discord.faults.inject(new RegExp(`channels/${german.id}/messages$`), refusal, { method: 'POST' })
  await hub.owner.api.call(announcementEndpoints.send, { params: one, body: { at: null } })
  const report = () => hub.owner.api.call(announcementEndpoints.report, { params: one })
  const states = async () =>
    Object.fromEntries((await report()).targets.map(({ channel, state }) => [channel?.name ?? '', state]))
  await vi.waitFor(async () => {
    expect(await states()).toEqual({ gigs: 'sent', deutsch: 'dead', espanol: 'sent' })
    expect(await report()).toMatchObject({ mail: { sent: 1, failed: 0 }, web: { told: 1 } })
  }, SOON)
  const failed = (await report()).targets.find(({ state }) => state === 'dead')
  expect(failed?.lastError).toContain('forbidden')

  // Changed before it is tried again: what arrives is what it says now, and a machine's text follows the author's.
  const texts = announcement.texts.map(({ language, title, markdown, labels }) => ({
    language,
    title: language === 'en' ? 'Demo day, moved' : title,
    markdown,
    labels,
  }))
  await hub.owner.api.call(announcementEndpoints.change, { params: one, body: { ...body, texts } })
  await hub.owner.api.call(announcementEndpoints.resend, {
    params: { ...one, deliveryId: failed?.deliveryId ?? '' },
  })
  const onDiscord = (channel = discord.channel) =>
    discord.messagesIn(channel).map(({ body: { content } }) => String(content))
  const onSlack = (channel = slack.channel) => slack.messagesIn(channel).map(({ blocks }) => JSON.stringify(blocks))
  await vi.waitFor(() => {
    expect(onDiscord(german)).toEqual([
      '## de(Demo day, moved)\nde(See **all** of it)\n-# Maschinell übersetzt, Original: Englisch (Phrases)',
    ])
    expect(onDiscord()).toEqual(['## Demo day, moved\nSee **all** of it'])
    expect(onSlack()[0]).toMatch(/Demo day, moved.*この言語の訳がない/)
    expect(onSlack(spanish)[0]).toMatch(/es\(Demo day, moved\).*es\(Sign up\)/)
  }, SOON)
  expect(mail.received).toHaveLength(1)

  await hub.owner.api.call(announcementEndpoints.recall, { params: one })
  await vi.waitFor(() => {
    expect([onDiscord(), onDiscord(german), onSlack(), onSlack(spanish)]).toEqual([[], [], [], []])
  }, SOON)
  await expect(
    hub.owner.api.call(announcementEndpoints.resend, { params: { ...one, deliveryId: failed?.deliveryId ?? '' } }),
  ).rejects.toThrow('taken back')
})

test('/announce opens a form; what an admin writes in it stands in the channel, and others are told that they may not', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  const { channel } = world.discord
  const [ann, bob] = [world.discord.person('ann'), world.discord.person('bob')]
  await linkOnDiscord(world, ann, world.hub.owner)
  await linkOnDiscord(world, bob, await world.hub.createMember())
  const announce = async (person: typeof ann, values: Record<string, string>) => {
    const opened = person.run(channel, 'announce')
    await vi.waitFor(() => expect(opened.modal).toBeDefined(), SOON)
    return person.submitModal(opened, values)
  }
  await said(await announce(bob, { title: 'Hi', text: 'All' }), 'Only admins')
  await said(await announce(ann, { title: 'Hi', text: 'All', when: 'tomorrow' }), 'Write the time as')
  await said(
    await announce(ann, { title: 'Hi', text: 'All', when: '2099-12-24 09:00' }),
    '24 December 2099, 09:00 (UTC)',
  )
  await said(await announce(ann, { title: 'Hi', text: 'All of *you*' }), 'Announced here')
  const standing = () => world.discord.messagesIn(channel).map(({ body: { content } }) => content)
  await vi.waitFor(() => expect(standing()).toContain('## Hi\nAll of *you*'), SOON)
})
