import { expect, test, vi } from 'vitest'
import { coffeeEndpoints } from '../../shared/coffee.ts'
import { profileEndpoints, profileInput } from '../../shared/profiles.ts'
import { said, told } from './answers.ts'
import { BotWorld } from './bot-world.ts'
import { linkOnDiscord, linkOnSlack } from './linking.ts'

const SOON = { timeout: 15_000, interval: 30 }

test('people are found by what they show, and a coffee brings two together across platforms, who say that they met', async () => {
  let skipMs = 0
  await using world = await BotWorld.start({ hub: { now: () => Date.now() + skipMs } })
  const { discord, slack, hub } = world
  const params = { communityId: hub.communityId }
  const [ann, bob] = [discord.person('ann'), slack.person('bob')]
  const [annMember, bobMember] = [await hub.createMember({ name: 'Ann' }), await hub.createMember({ name: 'Bob' })]
  const profile = { skills: [{ name: 'Core ML' }], languages: ['en'], timeZone: 'UTC' }
  for (const { api } of [annMember, bobMember]) {
    const body = profileInput.parse({ ...profile, shown: ['skills', 'timeZone'] })
    await api.call(profileEndpoints.save, { params, body })
  }
  await linkOnDiscord(world, ann, annMember)
  await linkOnSlack(world, bob, bobMember)
  await said(ann.run(discord.channel, 'people', { who: 'bob' }), 'Bob** · Core ML · UTC')
  await said(ann.run(discord.channel, 'people', { language: 'en' }), 'Nobody shows that.')
  await said(ann.run(discord.channel, 'people', { near: 'far' }), 'Write the hours as a number')
  const typed = ann.type(discord.channel, 'people', { skill: 'core' }, 'skill')
  await vi.waitFor(() => expect(typed.choices).toEqual([{ name: 'Core ML', value: 'Core ML' }]), SOON)
  bob.run(slack.channel, '/people', 'core ml')
  await told(bob, 'Ann')

  await said(ann.run(discord.channel, 'coffee show'), 'None of your communities has virtual coffee.')
  const soon = new Date(Date.now() + 3_600_000)
  const settings = { enabled: true, day: 15, hour: soon.getUTCHours(), timeZone: 'UTC' }
  const { nextAt } = await hub.owner.api.call(coffeeEndpoints.configure, { params, body: settings })
  await said(ann.run(discord.channel, 'coffee on'), 'you take part')
  bob.run(slack.channel, '/coffee', 'on')
  await told(bob, 'you take part')
  skipMs = (nextAt ?? 0) + 60_000 - Date.now()
  await vi.waitFor(() => {
    expect(JSON.stringify(ann.directMessages.at(-1)?.body)).toMatch(
      /coffee with \*\*Bob\*\*.*English.*bob.*Hours that suit/,
    )
    expect(JSON.stringify(bob.directMessages.at(-1)?.blocks)).toMatch(/Ann.*English/)
  }, SOON)
  const message = ann.directMessages.at(-1)
  const card = bob.directMessages.at(-1)
  if (message === undefined || card === undefined) throw new Error('no coffee')
  await said(ann.press(message, 'We met'), 'Good to hear.')
  expect((await annMember.api.call(coffeeEndpoints.read, { params })).last).toMatchObject({ met: true })
  bob.press(card, 'Skip next month')
  await vi.waitFor(async () => {
    expect((await bobMember.api.call(coffeeEndpoints.read, { params })).mine.skipsNext).toBe(true)
  }, SOON)
})
