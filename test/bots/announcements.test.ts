import { expect, test, vi } from 'vitest'
import { announcementOptionEndpoints } from '../../shared/announcement-options.ts'
import { announcementEndpoints } from '../../shared/announcements.ts'
import { nicheEndpoints } from '../../shared/niches.ts'
import { notificationEndpoints, notificationSettings } from '../../shared/notifications.ts'
import type { StandinInteraction } from '../standins/discord/interactions.ts'
import { SmtpStandin } from '../standins/mail/smtp-standin.ts'
import { said, told } from './answers.ts'
import { BotWorld } from './bot-world.ts'
import { PhraseBook } from './chat-world.ts'
import { linkOnDiscord, linkOnSlack } from './linking.ts'

/** A point. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const IMAGE = { name: 'stage.png', bytes: PNG }
const SOON = { timeout: 15_000, interval: 30 }

test('one announcement in three languages to channels, a forum, inboxes and mail: a failed target is retried, edits and recall reach all', async () => {
  await using mail = await SmtpStandin.start()
  const env = { SMTP_URL: mail.url, PUBLIC_URL: 'https://hub.example.org' }
  const hubOptions = { translator: new PhraseBook(), env }
  await using world = await BotWorld.start({ run: [], hub: hubOptions })
  const { discord, slack, hub } = world
  const german = discord.state.addChannel(discord.guild, 'deutsch')
  const news = discord.state.addNews(discord.guild, 'news')
  const forum = discord.state.addForum(discord.guild, 'forum')
  const spanish = slack.state.addChannel('espanol')
  await world.startBots(['discord', 'slack'])
  const params = { communityId: hub.communityId }
  const mia = await hub.createMember({ name: 'Mia' })
  const settings = notificationSettings.parse({ announcement: ['app', 'mail'] })
  await mia.api.call(notificationEndpoints.saveSettings, { params, body: settings })
  const options = () => hub.owner.api.call(announcementEndpoints.options, { params })
  await vi.waitFor(async () => expect((await options()).channels).toHaveLength(6), SOON)

  const languages = new Map([
    [german.id, 'de'],
    [spanish.id, 'es'],
    [slack.channel.id, 'ja'],
  ])
  const here = { kind: 'here' } as const
  const steps = { [news.id]: ['crosspost', 'thread'], [discord.channel.id]: ['crosspost'] } as const
  const channels = (await options()).channels.map((channel) => ({
    ...channel,
    language: languages.get(channel.channelId) ?? 'en',
    ping: channel.channelId === news.id || channel.channelId === spanish.id ? here : null,
    afterwards: [...(steps[channel.channelId] ?? [])],
  }))
  const upload = `${hub.url}/api/communities/${hub.communityId}/announcement-images?name=stage.png`
  const uploaded = await fetch(upload, {
    method: 'POST',
    headers: { cookie: hub.owner.cookie, 'content-type': 'application/octet-stream' },
    body: PNG,
  })
  const image = announcementOptionEndpoints.upload.answer.parse(await uploaded.json())
  const body = {
    language: 'en',
    texts: [
      {
        language: 'en',
        title: 'Demo day',
        markdown: 'See **all** of it, @everyone',
        labels: ['Sign up'],
        alts: ['A stage'],
      },
    ],
    urls: ['https://example.org/demo-day'],
    images: [image.id],
    channels,
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
    expect(await states()).toEqual({ gigs: 'sent', deutsch: 'dead', espanol: 'sent', news: 'sent', forum: 'sent' })
    expect(await report()).toMatchObject({ mail: { sent: 1, failed: 0 }, web: { told: 1 } })
  }, SOON)
  const failed = (await report()).targets.find(({ state }) => state === 'dead')
  expect(failed?.lastError).toContain('forbidden')

  // Changed before it is tried again: what arrives is what it says now, and a machine's text follows the author's.
  const texts = announcement.texts.map(({ language, title, markdown, labels, alts }) => {
    return { language, title: language === 'en' ? 'Demo day, moved' : title, markdown, labels, alts }
  })
  await hub.owner.api.call(announcementEndpoints.change, { params: one, body: { ...body, texts } })
  await hub.owner.api.call(announcementEndpoints.resend, {
    params: { ...one, deliveryId: failed?.deliveryId ?? '' },
  })
  const onDiscord = (channel = discord.channel) =>
    discord.messagesIn(channel).map(({ body: { content } }) => String(content))
  const onSlack = (channel = slack.channel) => slack.messagesIn(channel).map(({ blocks }) => JSON.stringify(blocks))
  await vi.waitFor(() => {
    expect(onDiscord(german)).toEqual([
      '## de(Demo day, moved)\nde(See **all** of it, @\u200Beveryone)\n-# Maschinell übersetzt, Original: Englisch (Phrases)',
    ])
    expect(onDiscord()).toEqual(['## Demo day, moved\nSee **all** of it, @\u200Beveryone'])
    expect(onSlack()[0]).toMatch(/Demo day, moved.*この言語の訳がない/)
    expect(onSlack(spanish)[0]).toMatch(/<!here>.*es\(Demo day, moved\).*es\(A stage\).*es\(Sign up\)/)
  }, SOON)
  expect(mail.received).toHaveLength(1)
  expect(mail.received[0]?.text).toContain('[Image: A stage]')

  // Nobody is called but where that was chosen, and a step that cannot be done holds up nothing.
  const [onNews] = discord.messagesIn(news)
  expect(onNews).toMatchObject({ pinged: ['everyone'], files: [{ name: 'stage.png', bytes: PNG }] })
  expect(onNews?.body['attachments']).toMatchObject([{ description: 'A stage' }])
  expect(discord.messagesIn(discord.channel)[0]?.pinged).toEqual([])
  const threads = () => [...discord.state.channels.values()].filter(({ parentId }) => parentId === forum.id)
  await vi.waitFor(() => {
    expect(discord.rest.posts.isCrossposted(onNews?.id ?? '')).toBe(true)
    expect(discord.state.channels.get(onNews?.id ?? '')).toMatchObject({ name: 'Demo day', parentId: news.id })
    expect(threads()).toMatchObject([{ name: 'Demo day, moved' }])
  }, SOON)
  const atTarget = async (name: string) => (await report()).targets.find(({ channel }) => channel?.name === name)
  await vi.waitFor(async () => {
    expect((await atTarget('news'))?.steps.map(({ step, state }) => [step, state])).toEqual(
      expect.arrayContaining([
        ['crosspost', 'sent'],
        ['thread', 'sent'],
      ]),
    )
    const gigs = (await report()).targets.find(({ channel }) => channel?.channelId === discord.channel.id)
    expect(gigs?.steps).toMatchObject([
      { state: 'dead', lastError: expect.stringContaining('no announcement channel') },
    ])
  }, SOON)

  // Links count, and lead nowhere but where the announcement leads.
  const link = /https:\/\/hub\.example\.org(\/api\/go\/[^"]+)/.exec(JSON.stringify(onNews?.body))?.[1] ?? ''
  const follow = (path: string) => fetch(hub.url + path, { redirect: 'manual' })
  const followed = await follow(link)
  expect([followed.status, followed.headers.get('location')]).toEqual([302, 'https://example.org/demo-day'])
  expect(followed.headers.getSetCookie()).toEqual([])
  expect((await follow(link.replace(/\d+$/, '4'))).status).toBe(404)
  expect((await follow(link.replace(/\/\w+\/0$/, '/99/0'))).status).toBe(404)
  expect(await report()).toMatchObject({ countsClicks: true, web: { clicks: 0 } })
  expect((await atTarget('news'))?.clicks).toBe(1)

  await hub.owner.api.call(announcementEndpoints.recall, { params: one })
  await vi.waitFor(() => {
    expect([onDiscord(), onDiscord(german), onDiscord(news), onSlack(), onSlack(spanish)]).toEqual([[], [], [], [], []])
    expect(threads().flatMap((thread) => discord.messagesIn(thread))).toEqual([])
  }, SOON)
  await expect(
    hub.owner.api.call(announcementEndpoints.resend, { params: { ...one, deliveryId: failed?.deliveryId ?? '' } }),
  ).rejects.toThrow('taken back')
  expect((await follow(link)).status).toBe(404)
})

test('/announce opens a form; images and buttons are added in another, and others are told that they may not', async () => {
  await using world = await BotWorld.start()
  const { channel } = world.discord
  const [ann, bob, sam] = [world.discord.person('ann'), world.discord.person('bob'), world.slack.person('sam')]
  const admin = await world.hub.createMember({ name: 'Sam', role: 'admin' })
  await linkOnDiscord(world, ann, world.hub.owner)
  await linkOnDiscord(world, bob, await world.hub.createMember())
  await linkOnSlack(world, sam, admin)
  const filled = async (opened: StandinInteraction, values: Record<string, string>, files: (typeof IMAGE)[] = []) => {
    await vi.waitFor(() => expect(opened.modal).toBeDefined(), SOON)
    return ann.submitModal(opened, values, files)
  }
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
  const params = { communityId: world.hub.communityId }
  const { id: nicheId } = await world.hub.owner.api.call(nicheEndpoints.add, { params, body: { name: 'Edge ML' } })
  const german = { title: 'Hallo', text: 'Alle', audience: nicheId, language: 'German', when: 'draft' }
  const drafted = await announce(ann, german)
  await said(drafted, 'It is a draft, and')
  const { announcements } = await world.hub.owner.api.call(announcementEndpoints.list, { params })
  expect(announcements[0]).toMatchObject({ state: 'draft', nicheId, language: 'de', channels: [{ language: 'de' }] })

  // What cannot be shown is refused with the reason, and changes nothing.
  const panel = drafted.reply ?? expect.fail('no answer')
  const dress = (values: Record<string, string>, files: (typeof IMAGE)[] = []) =>
    filled(ann.press(panel, 'Images and buttons'), values, files)
  await said(await dress({ buttons: 'Sign up http://example.org' }), 'is no button')
  await said(await dress({}, [IMAGE]), 'images 1, lines 0')
  const text = { name: 'stage.png', bytes: Buffer.from('no image') }
  await said(await dress({ alts: 'A stage' }, [text]), 'is called an image, but is none')
  const large = { name: 'large.png', bytes: Buffer.alloc(2 * 1024 * 1024 + 1) }
  await said(await dress({ alts: 'A stage' }, [large]), 'larger than 2 MB')
  const buttons = 'Sign up https://example.org/demo'
  const dressed = await dress({ alts: 'A stage', buttons }, [IMAGE])
  await said(dressed, 'It is a draft with 1 image and 1 button')
  // The form holds what it has; images that are there stay.
  await said(await dress({ buttons: `${buttons}\nHow it was https://example.org/past` }), '1 image and 2 buttons')
  // Nobody else has anything to do with it, forged or not.
  const stolen = bob.run(channel, 'moderation')
  await said(stolen, 'This is for admins')
  const forged = bob.forge(stolen.reply ?? panel, `form:announce:dress:${announcements[0]?.id ?? ''}`)
  await said(forged, 'not there any more, or not for you')
  await said(await filled(ann.press(panel, 'Send'), { when: '2020-01-01 09:00' }), 'over already')
  await said(await filled(ann.press(panel, 'Send'), {}), 'Announced here')
  const standing = () => world.discord.messagesIn(channel)
  await vi.waitFor(() => expect(standing()).toMatchObject([{ files: [{ name: 'stage.png', bytes: PNG }] }]), SOON)
  expect(standing()[0]?.body['attachments']).toMatchObject([{ description: 'A stage' }])
  expect(JSON.stringify(standing()[0]?.body)).toMatch(/Sign up.*example.org\/demo.*How it was/)
  await said(await dress({}), 'It was sent')

  // The same on Slack.
  sam.run(world.slack.channel, '/announce')
  await vi.waitFor(() => expect(sam.modals).toHaveLength(1), SOON)
  sam.submit({ title: 'Demo', text: 'All of *you*', when: 'draft' })
  await told(sam, 'It is a draft, and')
  const answer = sam.ephemerals.at(-1) ?? expect.fail('no answer')
  sam.press(answer, 'Images and buttons')
  await vi.waitFor(() => expect(sam.modals).toHaveLength(1), SOON)
  sam.submit({ alts: 'A stage', buttons }, [IMAGE])
  await told(sam, 'It is a draft with 1 image and 1 button')
  sam.press(answer, 'Send')
  await vi.waitFor(() => expect(sam.modals).toHaveLength(1), SOON)
  sam.submit()
  await told(sam, 'Announced here')
  const onSlack = () => JSON.stringify(world.slack.messagesIn(world.slack.channel).map(({ blocks }) => blocks))
  await vi.waitFor(() => expect(onSlack()).toMatch(/Demo.*A stage.*Sign up/), SOON)
})
