import { expect, test, vi } from 'vitest'
import { Concierge } from '../../bots/concierge.ts'
import { platformRoleEndpoints } from '../../shared/platform-roles.ts'
import { makeSlackManifest, SLACK_EVENTS, SLACK_SCOPES } from '../../shared/slack-manifest.ts'
import { memberEndpoints } from '../../shared/members.ts'
import { notificationEndpoints } from '../../shared/notifications.ts'
import { signedRequest } from '../standins/slack/http-mode.ts'
import { BOT_SCOPES } from '../standins/slack/slack-state.ts'
import { BotWorld, card, discordChannel, slackPerson } from './bot-world.ts'
import { freePort } from './free-port.ts'
import { installSlackApp as install } from './install-slack-app.ts'
import { LINK } from './linking.ts'

const SOON = { timeout: 20_000, interval: 30 }
const SECRET = 'a secret that is only good for tests'

/** A world whose Slack bot is reached over HTTP, by way of the hub's public address. */
async function startHttp(oauth: 'with oauth' | 'without oauth') {
  const port = await freePort()
  const withOAuth = oauth === 'with oauth'
  const world = await BotWorld.start({
    run: [],
    hub: {
      env: {
        SLACK_HTTP_PORT: String(port),
        SLACK_SIGNING_SECRET: 'standin-signing-secret',
        SLACK_BOT_TOKEN: 'xoxb-standin',
      },
    },
  })
  const { slack, hub } = world
  const events = `${hub.url}/slack/events`
  slack.useHttp(events)
  const client = { ...slack.oauth.client, authorizeUrl: slack.authorizeUrl, secret: SECRET }
  const options = {
    apiUrl: slack.apiUrl,
    botToken: withOAuth ? undefined : slack.botToken,
    connection: {
      kind: 'http' as const,
      port,
      host: '127.0.0.1',
      signingSecret: slack.signingSecret,
      oauth: withOAuth ? { ...client, redirectUrl: `${hub.url}/slack/oauth_redirect` } : undefined,
    },
  }
  await world.startBots([], { slack: options })
  await vi.waitFor(async () => expect((await world.status('slack'))?.state).not.toBe('connecting'), SOON)
  return { world, slack, hub, events, options, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() }
}

async function auditOf(world: BotWorld): Promise<string[]> {
  const params = { communityId: world.hub.communityId }
  const { entries } = await world.hub.owner.api.call(memberEndpoints.audit, { params })
  return entries.map(({ action }) => action)
}

test('the manifest that the hub serves knows just the commands, menus, scopes and events of the bot', async () => {
  const nobody = { request: async () => ({}) as never }
  const log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} }
  const { commands, messageActions } = new Concierge({
    hub: nobody,
    files: { takeImage: nobody.request },
    chats: { deafIn: nobody.request, problemWith: nobody.request },
    log,
  })
  const { features, oauth_config, settings } = makeSlackManifest({ publicUrl: 'https://hub.example.org', mode: 'http' })
  expect(features.slash_commands.map(({ command, description }) => [command, description])).toEqual(
    commands.map(({ name, description }) => [`/${name}`, description]),
  )
  expect(features.shortcuts.map(({ callback_id, name }) => [callback_id, name])).toEqual(
    messageActions.map(({ id, label }) => [id, label]),
  )
  expect(oauth_config.scopes.bot).toEqual(SLACK_SCOPES)
  expect(BOT_SCOPES).toEqual(expect.arrayContaining([...SLACK_SCOPES]))
  expect(settings.event_subscriptions.bot_events).toEqual(SLACK_EVENTS)
  expect(settings.socket_mode_enabled).toBe(false)

  await using world = await BotWorld.start({ run: [] })
  const served = await fetch(`${world.hub.url}/api/platforms/slack/manifest`, {
    headers: { cookie: world.hub.owner.cookie },
  })
  expect(await served.json()).toEqual(makeSlackManifest({ publicUrl: world.hub.hub.publicUrl, mode: 'socket' }))
})

test('over HTTP a command goes through the hub to the bot, and is answered', async () => {
  await using stage = await startHttp('without oauth')
  const bob = stage.slack.person('bob')
  bob.run(stage.slack.channel, '/link')
  await vi.waitFor(() => expect(JSON.stringify(bob.ephemerals.at(-1)?.blocks)).toMatch(LINK), SOON)
})

test('what Slack did not sign, signed long ago, or what is far too large, is turned away', async () => {
  await using stage = await startHttp('without oauth')
  const sent = { type: 'slash_commands', payload: { command: '/link', team_id: 'T0GUILD', user_id: 'U1' }, attempt: 0 }
  const post = async (secret: string, at: number, body?: string) => {
    const request = signedRequest({ signingSecret: secret }, sent, at)
    return (await fetch(stage.events, { ...request, ...(body === undefined ? {} : { body }) })).status
  }
  expect(await post('another secret', Date.now())).toBe(401)
  expect(await post(stage.slack.signingSecret, Date.now() - 6 * 60_000)).toBe(401)
  expect(await post(stage.slack.signingSecret, Date.now(), 'command=%2Flink&team_id=T0GUILD&user_id=U2')).toBe(401)
  expect(await post(stage.slack.signingSecret, Date.now(), 'x'.repeat(2_000_000))).toBe(413)
  expect((await fetch(`${stage.hub.url}/slack/elsewhere`)).status).toBe(404)
})

test('an event that comes again is handled once, and one whose first try was lost is handled', async () => {
  await using stage = await startHttp('without oauth')
  const { slack, events } = stage
  const bob = slack.person('bob')
  const event = (id: string) => ({
    type: 'event_callback',
    team_id: slack.state.team.id,
    event_id: id,
    event: { type: 'app_home_opened', user: bob.user.id, channel: 'D1', tab: 'home', event_ts: '1.1' },
  })
  const send = (id: string, attempt: number) =>
    fetch(events, signedRequest(slack, { type: 'events_api', payload: event(id), attempt }, Date.now()))
  for (const attempt of [0, 1, 2]) expect((await send('Ev1', attempt)).status).toBe(200)
  expect((await send('Ev2', 1)).status).toBe(200)
  await vi.waitFor(() => expect(slack.calls('views.publish')).toHaveLength(2), SOON)
})

test('many workspaces install the app: each is served with its own token, which the hub cannot read', async () => {
  await using stage = await startHttp('with oauth')
  const { world, slack, hub, options } = stage
  expect(await world.status('slack')).toMatchObject({ problems: [expect.stringContaining('/slack/install')] })
  expect((await install(hub.url)).status).toBe(200)
  slack.oauth.team = { id: 'T0OTHER', name: 'Mobile Vision' }
  expect((await install(hub.url)).status).toBe(200)
  await vi.waitFor(async () => {
    expect(await world.status('slack')).toMatchObject({ state: 'connected', problems: [] })
    expect((await world.status('slack'))?.workspaces.map(({ name }) => name)).toEqual(['Edge ML', 'Mobile Vision'])
  }, SOON)
  const bob = slack.person('bob')
  const eve = slack.person('eve')
  await world.enqueue(slackPerson(bob.user.id), card())
  await world.enqueue({ ...slackPerson(eve.user.id), workspaceId: 'T0OTHER' }, card())
  await vi.waitFor(async () => expect((await world.outbox()).map(({ state }) => state)).toEqual(['sent', 'sent']), SOON)
  const posted = slack.calls('chat.postMessage').map(({ headers }) => headers.authorization ?? '')
  expect(new Set(posted).size).toBe(2)

  const rows = await hub.hub.queries.selectFrom('platform_installations').selectAll().execute()
  expect(rows).toHaveLength(2)
  for (const token of posted) expect(JSON.stringify(rows)).not.toContain(token.replace('Bearer ', ''))

  await world.stopBots()
  await world.startBots([], { slack: options })
  await world.enqueue(slackPerson(bob.user.id), card({ title: 'After a restart' }))
  await vi.waitFor(() => expect(bob.directMessages).toHaveLength(2), SOON)
  expect(await auditOf(world)).toContain('platform.workspace_installed')
})

test('who comes back without having been sent there installs nothing', async () => {
  await using stage = await startHttp('with oauth')
  const { slack, hub } = stage
  const asked = await fetch(`${hub.url}/slack/install`, { redirect: 'manual' })
  const agreed = await fetch(asked.headers.get('location') ?? '', { redirect: 'manual' })
  expect((await fetch(agreed.headers.get('location') ?? '')).status).toBe(400)
  expect((await fetch(`${hub.url}/slack/oauth_redirect?code=x&state=y`)).status).toBe(400)
  expect(slack.calls('oauth.v2.access')).toHaveLength(0)
})

test('a workspace that removes the app is cleaned up, and the admins read of it', async () => {
  await using stage = await startHttp('with oauth')
  const { world, slack, hub } = stage
  await install(hub.url)
  await vi.waitFor(async () => expect((await world.status('slack'))?.workspaces).toHaveLength(1), SOON)
  slack.faults.inject(/chat\.postMessage$/, { kind: 'rate_limited', retryAfterMs: 600_000 })
  await world.enqueue(slackPerson(slack.person('bob').user.id), card())
  await vi.waitFor(async () => expect(await world.outbox()).toMatchObject([{ state: 'waiting', attempts: 1 }]), SOON)
  slack.uninstall()
  await vi.waitFor(async () => {
    expect(await world.outbox()).toMatchObject([{ state: 'dead', lastError: expect.stringContaining('removed') }])
    expect(await auditOf(world)).toContain('platform.workspace_left')
    expect((await world.status('slack'))?.workspaces).toEqual([])
  }, SOON)
  const { notifications } = await hub.owner.api.call(notificationEndpoints.list, {
    params: { communityId: hub.communityId },
  })
  expect(notifications).toMatchObject([{ title: 'Edge ML', excerpt: expect.stringContaining('token was revoked') }])
  expect(await hub.hub.queries.selectFrom('platform_installations').selectAll().execute()).toEqual([])
})

test('a guild that removes the bot is cleaned up, also when the hub was away at that moment', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  const { discord, hub } = world
  await vi.waitFor(async () => expect(await world.status('discord')).toMatchObject({ state: 'connected' }), SOON)
  const guild = discord.joinGuild('Mobile Vision')
  const params = { communityId: hub.communityId }
  const mapping = {
    platform: 'discord',
    workspaceId: guild.id,
    roleId: '1',
    roleName: 'Leads',
    grants: 'member',
  } as const
  await hub.owner.api.call(platformRoleEndpoints.set, { params, body: mapping })
  await world.enqueue(discordChannel('123', guild.id), card(), { expiresInMs: 60_000_000 })
  await vi.waitFor(async () => expect(await world.outbox()).toMatchObject([{ state: 'dead' }]), SOON)
  await world.enqueue(discordChannel('123', guild.id), card())
  world.wire.cut()
  discord.kickBot(guild)
  await vi.waitFor(async () => {
    expect((await world.outbox()).map(({ state }) => state)).toEqual(['dead', 'dead'])
    expect(await auditOf(world)).toContain('platform.workspace_left')
  }, SOON)
  expect((await hub.owner.api.call(platformRoleEndpoints.list, { params })).mappings).toEqual([])
})

test('a guild that removed the bot while the bot was down is noticed at its next start', async () => {
  await using world = await BotWorld.start({ run: ['discord'] })
  const { discord } = world
  const guild = discord.joinGuild('Mobile Vision')
  await vi.waitFor(async () => expect((await world.status('discord'))?.workspaces).toHaveLength(2), SOON)
  await world.stopBots()
  discord.kickBot(guild)
  await world.enqueue(discordChannel('123', guild.id), card())
  await world.startBots(['discord'])
  await vi.waitFor(async () => {
    expect(await world.outbox()).toMatchObject([{ state: 'dead' }])
    expect((await auditOf(world)).filter((action) => action === 'platform.workspace_left')).toHaveLength(1)
  }, SOON)
  expect((await world.status('discord'))?.workspaces.map(({ name }) => name)).toEqual(['Edge ML'])
})
