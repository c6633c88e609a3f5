import { expect, test, vi } from 'vitest'
import { eventEndpoints, type EventInput } from '../../shared/events.ts'
import { said, told } from './answers.ts'
import { asString } from '../standins/shapes.ts'
import { BotWorld } from './bot-world.ts'
import { linkOnDiscord, linkOnSlack } from './linking.ts'

const SOON = { timeout: 15_000, interval: 30 }
const DAY_MS = 86_400_000

/** Local times of UTC, days from now. */
function localIn(days: number, hour: string): string {
  return `${new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)}T${hour}`
}

test('an event is invited to in channels of both platforms and listed by the server once; answers, changes and its end follow everywhere', async () => {
  let skipMs = 0
  await using world = await BotWorld.start({ hub: { now: () => Date.now() + skipMs } })
  const { discord, slack, hub } = world
  const params = { communityId: hub.communityId }
  const options = () => hub.owner.api.call(eventEndpoints.options, { params })
  await vi.waitFor(async () => expect((await options()).channels).toHaveLength(2), SOON)
  const { channels } = await options()
  const body: EventInput = {
    title: 'Demo day',
    markdown: 'See **all** of it',
    start: localIn(2, '16:00'),
    end: localIn(2, '17:30'),
    timeZone: 'UTC',
    repeat: 'never',
    until: null,
    place: { kind: 'link', url: 'https://meet.example.org/demo' },
    capacity: 5,
    nicheId: null,
    channels: channels.map((channel) => ({ ...channel, language: channel.platform === 'slack' ? 'de' : 'en' })),
    listed: true,
  }
  // Discord has it, and the bot does not know: it looks before it plans it again.
  discord.faults.inject(/scheduled-events$/, { kind: 'lose_answer' }, { method: 'POST' })
  const { id: eventId } = await hub.owner.api.call(eventEndpoints.add, { params, body })
  const one = { ...params, eventId }
  const onDiscord = () => discord.messagesIn(discord.channel).at(-1)
  const onSlack = () => JSON.stringify(slack.messagesIn(slack.channel).at(-1)?.blocks ?? [])
  const listed = () => discord.state.scheduledEvents.map(({ body: { name, status } }) => [name, status])
  await vi.waitFor(() => {
    expect(JSON.stringify(onDiscord()?.body)).toMatch(/You are invited.*Demo day.*<t:\d+:F>.*Places left: 5/)
    expect(onSlack()).toMatch(/Du bist eingeladen.*Demo day.*<!date\^\d+.*Freie Plätze: 5/)
    expect(listed()).toEqual([['Demo day', 1]])
  }, SOON)

  const [ann, bob] = [discord.person('ann'), slack.person('bob')]
  await linkOnDiscord(world, ann, await hub.createMember({ name: 'Ann' }))
  await linkOnSlack(world, bob, await hub.createMember({ name: 'Bob' }))
  const invitation = onDiscord()
  if (invitation === undefined) throw new Error('no invitation')
  await said(ann.press(invitation, 'Going'), 'You are going.')
  const onBobsScreen = slack.messagesIn(slack.channel).at(-1)
  if (onBobsScreen === undefined) throw new Error('no invitation')
  bob.press(onBobsScreen, 'Vielleicht')
  await told(bob, 'You might come.')
  await vi.waitFor(() => {
    expect(JSON.stringify(onDiscord()?.body)).toContain('Going: 1 · maybe: 1 · Places left: 4')
    expect(onSlack()).toContain('Zusagen: 1 · vielleicht: 1')
  }, SOON)

  // The commands show the same, and take answers, too.
  expect(await said(ann.run(discord.channel, 'events show'), 'Demo day')).toContain('1 of 5 going · you: going')
  bob.run(slack.channel, '/events', '')
  await told(bob, 'you: maybe')
  await said(ann.run(discord.channel, 'events answer', { event: 'demo day', answer: 'no' }), 'You are not coming.')

  await hub.owner.api.call(eventEndpoints.change, {
    params: one,
    body: { ...body, title: 'Demo night', start: localIn(3, '20:00'), end: localIn(3, '21:00') },
  })
  await vi.waitFor(() => {
    expect(JSON.stringify(onDiscord()?.body)).toContain('Demo night')
    expect(onSlack()).toContain('Demo night')
    expect(listed()).toEqual([['Demo night', 1]])
    // Who might come is told, and who does not is not.
    expect(JSON.stringify(bob.directMessages.map(({ blocks }) => blocks))).toMatch(/The event was changed.*Demo night/)
  }, SOON)
  await hub.owner.api.call(eventEndpoints.cancel, { params: one, body: {} })
  await vi.waitFor(() => {
    expect(JSON.stringify(onDiscord()?.body)).toMatch(/Cancelled.*~~Demo night~~/)
    expect(onSlack()).toContain('Abgesagt')
    expect(listed()).toEqual([['Demo night', 4]])
  }, SOON)
  expect(discord.calls('POST', /scheduled-events$/)).toHaveLength(1)

  // A date is over: the card goes on to the next, and the server lists that one, too.
  const weekly = { ...body, title: 'Office hours', start: localIn(1, '10:00'), end: localIn(1, '11:00') }
  await hub.owner.api.call(eventEndpoints.add, { params, body: { ...weekly, repeat: 'weekly' } })
  await vi.waitFor(() => expect(listed()).toContainEqual(['Office hours', 1]), SOON)
  const dates = [weekly.start, localIn(8, '10:00')].map((local) => Date.parse(`${local}Z`))
  skipMs = 2 * DAY_MS
  await vi.waitFor(() => {
    expect(JSON.stringify(onDiscord()?.body)).toContain(`<t:${(dates[1] ?? 0) / 1000}:F>`)
    const starts = discord.state.scheduledEvents
      .filter(({ body: { name } }) => name === 'Office hours')
      .map(({ body: { scheduled_start_time: start } }) => Date.parse(asString(start)))
    expect(starts).toEqual(dates)
  }, SOON)

  // Where the bot may not plan events, that is said, and nothing else is held up.
  discord.state.botMayPlan = false
  await hub.owner.api.call(eventEndpoints.add, {
    params,
    body: { ...body, title: 'Second', start: localIn(9, '16:00'), end: localIn(9, '17:00') },
  })
  await vi.waitFor(async () => {
    expect(JSON.stringify(onDiscord()?.body)).toContain('Second')
    expect((await world.status('discord'))?.problems.join()).toContain('may not plan events')
  }, SOON)
})
