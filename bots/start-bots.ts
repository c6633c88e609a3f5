import type { BotAnswer } from '../shared/bot-protocol.ts'
import type { BotLog } from './bot-log.ts'
import { ChatFiles } from './chats/chat-files.ts'
import { ChatWatch } from './chats/chat-watch.ts'
import { Concierge } from './concierge.ts'
import { DeliveryLoop } from './delivery-loop.ts'
import type { DiscordBotOptions } from './discord/discord-bot.ts'
import { Health } from './health.ts'
import { HubDoor } from './hub-door.ts'
import type { PlatformBot, PlatformDeps } from './platform-bot.ts'
import type { SlackBotOptions } from './slack/slack-bot.ts'

export interface StartBotsOptions {
  /** Where the hub is, e.g. 'http://127.0.0.1:3000'. */
  hubUrl: string
  /** Opens `/bots`. */
  hubToken: string
  log: BotLog
  /** Absent: that platform stays off. */
  discord?: DiscordBotOptions | undefined
  slack?: SlackBotOptions | undefined
}

/**
 * Starts the bots of the platforms that are configured. They connect in the background, and keep trying: neither a bad
 * token nor a platform that is down fails the start. Disposing finishes what is on its way, within about three seconds.
 */
export async function startBots({ discord, slack, ...hub }: StartBotsOptions): Promise<AsyncDisposable> {
  const bots: AsyncDisposable[] = []
  // Each platform's library takes a good part of a second to load; a hub without that platform starts without it.
  if (discord !== undefined) {
    const { DiscordBot } = await import('./discord/discord-bot.ts')
    bots.push(startBot(hub, 'discord', (deps) => new DiscordBot(discord, deps)))
  }
  if (slack !== undefined) {
    const { SlackBot } = await import('./slack/slack-bot.ts')
    bots.push(startBot(hub, 'slack', (deps) => new SlackBot(slack, deps)))
  }
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(bots.map((bot) => bot[Symbol.asyncDispose]()))
    },
  }
}

function startBot(
  { hubUrl, hubToken, log: parentLog }: Pick<StartBotsOptions, 'hubUrl' | 'hubToken' | 'log'>,
  name: PlatformBot['name'],
  make: (deps: PlatformDeps) => PlatformBot,
): AsyncDisposable {
  const log = named(parentLog, name)
  const health = new Health(log)
  const door = new HubDoor({ hubUrl, token: hubToken, platform: name }, health, log)
  const files = new ChatFiles({ hubUrl, token: hubToken, platform: name, log })
  const watch = new ChatWatch({ hub: door, files, log })
  const concierge = new Concierge({ hub: door, files, chats: watch, log })
  const changed = () => {
    door.introduce()
    loop.wake()
  }
  const platform = make({ hub: door, concierge, health, log, watch, files, changed })
  files.open(platform.chats)
  watch.open(platform.chats)
  const loop = new DeliveryLoop({ hub: door, platform, log })
  const terms = (accepted: BotAnswer<'hello'>, askedAt: number) => {
    platform.hubReady()
    loop.accept(accepted, askedAt)
    watch.refresh()
    watch.catchUp()
  }
  door.open(platform, {
    terms,
    work: () => loop.wake(),
    leased: (deliveries) => loop.take(deliveries),
    chats: () => watch.refresh(),
  })
  platform.start()
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all([loop[Symbol.asyncDispose](), watch.close()])
      await platform[Symbol.asyncDispose]()
      door.close()
    },
  }
}

/** Both bots write to one log: each line says whose it is. */
function named(log: BotLog, platform: string): BotLog {
  return {
    error: (fields, message) => log.error({ platform, ...fields }, message),
    warn: (fields, message) => log.warn({ platform, ...fields }, message),
    info: (fields, message) => log.info({ platform, ...fields }, message),
    debug: (fields, message) => log.debug({ platform, ...fields }, message),
  }
}
