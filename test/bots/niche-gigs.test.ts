import { expect, test, vi } from 'vitest'
import { deliveryEndpoints } from '../../shared/deliveries.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { nicheEndpoints } from '../../shared/niches.ts'
import { told, said } from './answers.ts'
import { BotWorld } from './bot-world.ts'
import { linkOnDiscord, linkOnSlack } from './linking.ts'

const SOON = { timeout: 15_000, interval: 30 }
const HOUR = 3_600_000

test('gigs of a niche come once into its channels: at once where its members alone read, elsewhere when all may see them', async () => {
  let now = Date.parse('2026-06-10T09:00:00Z')
  await using world = await BotWorld.start({ hub: { now: () => now }, run: [] })
  const { hub, discord, slack } = world
  const inner = discord.state.addPrivate(discord.guild, 'edge-insiders')
  const closed = slack.state.addChannel('edge-insiders', { kind: 'private' })
  await world.startBots(['discord', 'slack'])
  const params = { communityId: hub.communityId }
  const [ada, mia, otto] = await Promise.all([
    hub.createMember({ name: 'Ada', role: 'admin' }),
    hub.createMember({ name: 'Mia' }),
    hub.createMember({ name: 'Otto' }),
  ])
  const [ann, sam, bob] = [discord.person('ann'), slack.person('sam'), discord.person('bob')]
  await linkOnDiscord(world, ann, hub.owner)
  await linkOnSlack(world, sam, ada)
  await linkOnDiscord(world, bob, otto)
  const { id: nicheId } = await hub.owner.api.call(nicheEndpoints.add, {
    params,
    body: { name: 'Edge ML', keywords: ['aperture'], earlyHours: 24 },
  })
  await mia.api.call(nicheEndpoints.join, { params: { ...params, nicheId } })

  // Where everybody reads, nothing comes early, whoever asks by whatever way.
  const ask = (person: typeof ann, channel: typeof inner, when: string) =>
    person.run(channel, 'niches gigs', { niche: 'edge ml', when })
  await said(ask(bob, inner, 'early'), 'Admins say where')
  await said(ask(ann, discord.channel, 'early'), 'can read #gigs')
  await said(ask(ann, discord.channel, 'open'), 'once everybody may see them, 24 h after its members')
  await said(ask(ann, inner, 'early'), 'Whoever reads this channel reads them')
  sam.run(closed, '/niches', 'gigs')
  await vi.waitFor(() => expect(sam.modals).toHaveLength(1), SOON)
  sam.suggest('niche')
  await vi.waitFor(() => expect(sam.modals[0]?.offered.get('niche')).toHaveLength(1), SOON)
  sam.pick('niche', 'Edge ML')
  sam.submit({ when: 'early' })
  await told(sam, 'posted here at once')
  const channelsFor = async (by: typeof mia) =>
    (await by.api.call(nicheEndpoints.list, { params })).niches[0]?.channels.map(({ name }) => name)
  expect(await channelsFor(mia)).toEqual(['gigs', 'edge-insiders', 'edge-insiders'])
  expect(await channelsFor(otto)).toEqual(['gigs'])
  const { channels = [] } = (await hub.owner.api.call(nicheEndpoints.list, { params })).niches[0] ?? {}
  await expect(
    hub.owner.api.call(nicheEndpoints.setChannels, {
      params: { ...params, nicheId },
      body: { channels: channels.map((channel) => ({ ...channel, gigs: 'early' as const })) },
    }),
  ).rejects.toMatchObject({ code: 'invalid_input' })

  const titles = (channel = discord.channel) =>
    discord.messagesIn(channel).map(({ body }) => /"title":"([^"]*)"/.exec(JSON.stringify(body))?.[1])
  const inSlack = () => slack.messagesIn(closed).map(({ blocks }) => JSON.stringify(blocks))
  const post = (title: string, over: object = {}) =>
    mia.api.call(gigPostEndpoints.post, { params, body: { title, text: `${title}: an aperture.`, ...over } })
  const early = await post('Aperture control')
  const secret = await post('Aperture firmware', { nicheIds: [nicheId], membersOnly: true })
  await vi.waitFor(() => {
    expect(titles(inner)).toEqual(['Aperture control', 'Aperture firmware'])
    expect(inSlack()).toHaveLength(2)
  }, SOON)
  expect(JSON.stringify(discord.messagesIn(inner)[0]?.body)).toMatch(/New gig.*Early access/)
  // Nobody's score stands in a channel, and its log does not name to an admin what they may not see.
  expect(JSON.stringify(discord.messagesIn(inner))).not.toMatch(/\d ?%/)
  const { deliveries } = await ada.api.call(deliveryEndpoints.list, { params })
  expect(JSON.stringify(deliveries)).not.toContain('Aperture')
  const pressed = bob.press(discord.messagesIn(inner)[0] ?? expect.fail('no card'), 'Save')
  await said(pressed, 'not there any more, or not for you')
  expect(titles()).toEqual([])

  now += 24 * HOUR
  await vi.waitFor(() => expect(titles()).toEqual(['Aperture control']), SOON)
  await vi.waitFor(() => expect(JSON.stringify(discord.messagesIn(inner)[0]?.body)).not.toContain('Early access'), SOON)
  await mia.api.call(gigPostEndpoints.close, { params: { ...params, gigId: early.id } })
  await mia.api.call(gigPostEndpoints.close, { params: { ...params, gigId: secret.id } })
  await vi.waitFor(() => {
    const standing = [...discord.messagesIn(inner), ...discord.messagesIn(discord.channel)]
    expect(standing.map(({ body }) => JSON.stringify(body).includes('Closed'))).toEqual([true, true, true])
    expect(inSlack().map((blocks) => blocks.includes('Closed'))).toEqual([true, true])
  }, SOON)
  await said(ask(ann, inner, 'none'), 'not posted here any more')
  await post('Aperture lens')
  await vi.waitFor(() => expect(inSlack()).toHaveLength(3), SOON)
  expect(titles(inner)).toHaveLength(2)
})
