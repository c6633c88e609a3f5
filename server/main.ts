import type { StartBotsOptions } from '../bots/start-bots.ts'
import { BotsThread } from './bots-thread.ts'
import { type HubConfig, readConfig } from './config.ts'
import { createHub, type Hub } from './hub.ts'
import { secretOf } from './hub-secret.ts'
import { Teardown } from './platform/teardown.ts'

/**
 * The process: settings in, signals out. It starts the hub, and beside it the bots, which talk to the hub through the
 * same door as any other bot.
 */
const STOP_WITHIN_MS = 4_500

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const running = new Teardown()
  let stopping = false
  const stop = (signal: string) => {
    if (stopping) return
    stopping = true
    console.log(`${signal}: stopping …`)
    // Whatever hangs (a database that is gone, a client that never closes), the process ends in time.
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
    running[Symbol.asyncDispose]().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', () => stop('SIGTERM'))
  process.once('SIGINT', () => stop('SIGINT'))
  await start(config, running)
}

async function start(config: HubConfig, running: Teardown): Promise<void> {
  const needsHub = config.roles.has('web') || config.roles.has('worker')
  const hub = needsHub ? await createHub(config) : undefined
  if (hub !== undefined) running.add(() => hub[Symbol.asyncDispose]())
  const door = config.remoteHub ?? (hub === undefined ? undefined : { url: hub.localUrl, token: hub.botToken })
  const bots = door === undefined ? undefined : startBots(config, door, hub?.publicUrl ?? door.url)
  if (bots !== undefined) running.add(() => bots[Symbol.asyncDispose]())
  if (hub !== undefined && config.roles.has('web')) await greet(hub, config)
}

/** @returns undefined when no platform is configured. */
function startBots(config: HubConfig, hub: { url: string; token: string }, publicUrl: string): BotsThread | undefined {
  const { roles, discord, logLevel } = config
  const bots = {
    discord:
      roles.has('discord') && discord.token !== undefined
        ? { token: discord.token, apiUrl: discord.apiUrl, shards: discord.shards }
        : undefined,
    slack: roles.has('slack') ? slackBot(config, publicUrl) : undefined,
  }
  if (bots.discord === undefined && bots.slack === undefined) return undefined
  return new BotsThread({ hubUrl: hub.url, hubToken: hub.token, logLevel, ...bots })
}

function slackBot(config: HubConfig, publicUrl: string): StartBotsOptions['slack'] {
  const { botToken, appToken, http, signIn, apiUrl, authorizeUrl } = config.slack
  if (http !== undefined) {
    const redirectUrl = `${publicUrl}/slack/oauth_redirect`
    const oauth = signIn === undefined ? undefined : { ...signIn, authorizeUrl, redirectUrl, secret: secretOf(config) }
    return { botToken, apiUrl, connection: { kind: 'http', host: '127.0.0.1', ...http, oauth } }
  }
  if (botToken === undefined || appToken === undefined) return undefined
  return { botToken, apiUrl, connection: { kind: 'socket', appToken } }
}

/** Printed, not logged: it is for the person who has just started the hub. */
async function greet(hub: Hub, config: HubConfig): Promise<void> {
  const owner = await hub.auth.ensureAccount(config.ownerEmail, 'Hub Owner')
  await hub.members.foundFirst('My community', owner)
  const link = await hub.auth.oneTimeSignInLink(config.ownerEmail)
  console.log(`
  Guildhall is running at ${hub.publicUrl}

  Sign in as its owner, once, within 15 minutes:
  ${link}
`)
}

main().catch((error: unknown) => {
  // What a person can mend is said in one line; a bug shows where it is.
  console.error(error instanceof Error && isForPeople(error) ? error.message : error)
  process.exit(1)
})

function isForPeople(error: Error): boolean {
  return /^(Invalid environment|Another hub is running|Port \d+ is in use)/.test(error.message)
}
