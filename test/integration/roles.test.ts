import { describe, expect, test, vi } from 'vitest'
import { platformEndpoints, type PlatformStatus } from '../../shared/platforms.ts'
import { HubApi } from '../../shared/hub-client.ts'
import { startDiscordStandin } from '../standins/discord/discord-standin.ts'
import { startSlackStandin } from '../standins/slack/slack-standin.ts'
import { useProcesses } from '../helpers/processes.ts'

/** How the platforms stand, as the setup page shows it. */
async function platforms(
  url: string,
  secret: string,
  communityId: string,
): Promise<Record<string, PlatformStatus['state']>> {
  const api = new HubApi({ baseUrl: url, token: secret })
  const { platforms } = await api.call(platformEndpoints.status, { params: { communityId } })
  return Object.fromEntries(platforms.map(({ platform, state }) => [platform, state]))
}

describe('the same build', () => {
  const processes = useProcesses()

  test('is the hub and both bots in one process', async () => {
    await using discord = await startDiscordStandin()
    await using slack = await startSlackStandin()
    const hub = await processes.start({
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_TOKEN: discord.token,
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
    })
    const secret = await hub.token('community:read')
    const communityId = await hub.communityId()
    await vi.waitFor(
      async () =>
        expect(await platforms(hub.url, secret, communityId)).toEqual({ discord: 'connected', slack: 'connected' }),
      { timeout: 20_000, interval: 200 },
    )
  })

  test('is a bot alone, at a hub somewhere else, by a token', async () => {
    await using discord = await startDiscordStandin()
    const hub = await processes.start({ GUILDHALL_ROLES: 'web,worker' })
    const [reader, bot] = [await hub.token('community:read'), await hub.token('bot')]
    const communityId = await hub.communityId()
    expect(await platforms(hub.url, reader, communityId)).toEqual({ discord: 'off', slack: 'off' })
    const alone = processes.run({
      GUILDHALL_ROLES: 'discord',
      HUB_URL: hub.url,
      HUB_TOKEN: bot,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_TOKEN: discord.token,
    })
    await vi.waitFor(
      async () => expect(await platforms(hub.url, reader, communityId)).toMatchObject({ discord: 'connected' }),
      { timeout: 20_000, interval: 200 },
    )
    alone.child.kill('SIGTERM')
    expect(await alone.ended).toBe(0)
    await vi.waitFor(
      async () => expect(await platforms(hub.url, reader, communityId)).toMatchObject({ discord: 'off' }),
      { timeout: 10_000 },
    )
  })

  test('refuses to split web and worker on the embedded store', async () => {
    const refused = processes.run({ GUILDHALL_ROLES: 'worker' })
    expect(await refused.ended).toBe(1)
    expect(refused.output()).toContain('set DATABASE_URL to split them')
  })
})
