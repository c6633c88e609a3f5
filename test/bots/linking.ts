import { expect, vi } from 'vitest'
import type { TestMember } from '../helpers/start-hub.ts'
import type { DiscordPerson } from '../standins/discord/discord-person.ts'
import type { SlackPerson } from '../standins/slack/slack-person.ts'
import type { BotWorld } from './bot-world.ts'

const SOON = { timeout: 15_000, interval: 30 }
export const LINK = /http:\/\/localhost:\d+\/link\/[\w-]+/

export async function ready(world: BotWorld): Promise<void> {
  await vi.waitFor(() => {
    expect(
      (world.discord.state.commands.get('global')?.length ?? 0) + world.slack.socketMode.connected,
    ).toBeGreaterThan(0)
  }, SOON)
}

/** Runs /link and opens what it gives, as a person does. */
export async function linkOnDiscord(world: BotWorld, person: DiscordPerson, member: TestMember): Promise<void> {
  await ready(world)
  const asked = person.run(world.discord.channel, 'link')
  await vi.waitFor(() => expect(String(asked.reply?.body['content'])).toMatch(LINK), SOON)
  await world.acceptLink(LINK.exec(String(asked.reply?.body['content']))?.[0] ?? '', member)
}

export async function linkOnSlack(world: BotWorld, person: SlackPerson, member: TestMember): Promise<void> {
  await ready(world)
  person.run(world.slack.channel, '/link')
  await vi.waitFor(() => expect(JSON.stringify(person.ephemerals.at(-1)?.blocks)).toMatch(LINK), SOON)
  await world.acceptLink(LINK.exec(JSON.stringify(person.ephemerals.at(-1)?.blocks))?.[0] ?? '', member)
}
