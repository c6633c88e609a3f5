import { type StartBotsOptions, startBots } from '../../bots/start-bots.ts'
import type { DeliveryContent, DeliveryTarget, GigCard } from '../../shared/deliveries.ts'
import type { NewDelivery } from '../../server/deliveries/delivery-rows.ts'
import { deliveryEndpoints } from '../../shared/deliveries.ts'
import { platformEndpoints } from '../../shared/platforms.ts'
import { makeSlackManifest } from '../../shared/slack-manifest.ts'
import { HubProxy } from './hub-proxy.ts'
import { startHub, type StartHubOptions, type TestHub, type TestMember } from '../helpers/start-hub.ts'
import {
  type DiscordStandin,
  type DiscordStandinOptions,
  startDiscordStandin,
} from '../standins/discord/discord-standin.ts'
import { type SlackStandin, type SlackStandinOptions, startSlackStandin } from '../standins/slack/slack-standin.ts'

const HOUR_MS = 3_600_000

/** The stand-in's workspace has installed the app that the hub describes: it may just what the manifest asks for. */
const { oauth_config, settings, features } = makeSlackManifest({ publicUrl: 'https://hub.example.org', mode: 'socket' })
const INSTALLED: SlackStandinOptions = {
  scopes: oauth_config.scopes.bot,
  events: settings.event_subscriptions.bot_events,
  commands: features.slash_commands.map(({ command }) => command),
}

export interface BotWorldOptions {
  hub?: StartHubOptions
  discord?: DiscordStandinOptions
  slack?: SlackStandinOptions
  /** Which bots run from the start; both by default. */
  run?: readonly ('discord' | 'slack')[]
}

/**
 * Bits of what the bot asks for on Discord: to view and write in channels and threads, with previews and files; for linked
 * channels also to read what was missed, to post in the author's name, and to carry threads and reactions; and to plan events.
 */
const NEEDED = [6, 10, 11, 14, 15, 16, 29, 35, 38, 44]
export const NEEDED_PERMISSIONS = String(NEEDED.reduce((sum, bit) => sum + 2 ** bit, 0))

/** A whole hub, both platforms' stand-ins, and the bots between them. Fails at its end if a bot has logged an error. */
export class BotWorld implements AsyncDisposable {
  hub: TestHub
  readonly discord: DiscordStandin
  readonly slack: SlackStandin
  /** The way of the bots to the hub. */
  readonly wire: HubProxy
  /** What the bots found worth waking somebody for. */
  readonly errors: { fields: object; message: string }[] = []
  readonly #log = {
    error: (fields: object, message: string) => this.errors.push({ fields, message }),
    warn: () => undefined,
    info: () => undefined,
    debug: () => undefined,
  }
  readonly #bots = new Set<AsyncDisposable>()
  readonly #hubOptions: StartHubOptions
  #serial = 0

  private constructor(
    { hub, discord, slack, wire }: Pick<BotWorld, 'hub' | 'discord' | 'slack' | 'wire'>,
    hubOptions: StartHubOptions,
  ) {
    this.hub = hub
    this.wire = wire
    this.#hubOptions = hubOptions
    this.discord = discord
    this.slack = slack
  }

  static async start(options: BotWorldOptions = {}): Promise<BotWorld> {
    const [hub, discord, slack] = await Promise.all([
      startHub(options.hub ?? {}),
      startDiscordStandin(options.discord ?? {}),
      startSlackStandin({ ...INSTALLED, ...options.slack }),
    ])
    const wire = await HubProxy.start(hub.url)
    const world = new BotWorld({ hub, discord, slack, wire }, options.hub ?? {})
    const run = options.run ?? ['discord', 'slack']
    if (run.length > 0) await world.startBots(run)
    return world
  }

  /** Starts (further) bots against the hub and the stand-ins; `over` changes what they are told. */
  async startBots(
    run: readonly ('discord' | 'slack')[],
    over: Partial<StartBotsOptions> = {},
  ): Promise<AsyncDisposable> {
    const { discord, slack } = this
    const bots = await startBots({
      hubUrl: this.wire.url,
      hubToken: this.hub.hub.botToken,
      log: this.#log,
      discord: run.includes('discord') ? { token: discord.token, apiUrl: discord.apiUrl } : undefined,
      slack: run.includes('slack')
        ? { botToken: slack.botToken, connection: { kind: 'socket', appToken: slack.appToken }, apiUrl: slack.apiUrl }
        : undefined,
      ...over,
    })
    this.#bots.add(bots)
    return bots
  }

  async stopBots(bots: Iterable<AsyncDisposable> = this.#bots): Promise<void> {
    await Promise.all([...bots].map((one) => one[Symbol.asyncDispose]()))
    for (const one of bots) this.#bots.delete(one)
  }

  /** The hub stops and comes back on its store, at the same address for the bots. Needs a `dataDir`. */
  async restartHub(): Promise<void> {
    await this.hub[Symbol.asyncDispose]()
    this.hub = await startHub(this.#hubOptions)
    this.wire.target = this.hub.url
  }

  /** The hub is stopped, and its store left to `work`, which says where the bots find one; comes back after. Needs a `dataDir`. */
  async withoutHub(work: (bots: { serveFrom: (url: string) => void }) => Promise<void>): Promise<void> {
    await this.hub[Symbol.asyncDispose]()
    try {
      await work({ serveFrom: (url) => (this.wire.target = url) })
    } finally {
      this.hub = await startHub(this.#hubOptions)
      this.wire.target = this.hub.url
    }
  }

  /** Puts a message into the outbox as the hub's own services do, and nudges the bots. */
  async enqueue(target: DeliveryTarget, content: DeliveryContent, over: Partial<NewDelivery> = {}): Promise<void> {
    const { hub, communityId, owner } = this.hub
    this.#serial += 1
    await hub.deliveries.enqueue(hub.queries, {
      communityId,
      memberId: owner.member.id,
      target,
      content,
      dedupeKey: `test-${this.#serial}`,
      expiresInMs: HOUR_MS,
      ...over,
    })
    hub.deliveries.announce(target.platform)
  }

  /** Says something else in every message about the subject. */
  async edit(subject: string, content: DeliveryContent): Promise<void> {
    const { hub } = this.hub
    for (const platform of await hub.deliveries.edit(hub.queries, subject, () => content)) {
      hub.deliveries.announce(platform)
    }
  }

  /** The outbox as its page shows it, newest first. */
  async outbox() {
    const params = { communityId: this.hub.communityId }
    const { deliveries } = await this.hub.owner.api.call(deliveryEndpoints.list, { params })
    return deliveries
  }

  /** The history of a delivery as its page shows it. */
  async history(deliveryId: string) {
    const params = { communityId: this.hub.communityId, deliveryId }
    return (await this.hub.owner.api.call(deliveryEndpoints.history, { params })).attempts
  }

  /** Targets that are paused, as a member sees them. */
  async paused(member: Pick<TestMember, 'api'> = this.hub.owner) {
    const params = { communityId: this.hub.communityId }
    return (await member.api.call(deliveryEndpoints.paused, { params })).targets
  }

  async status(platform: 'discord' | 'slack') {
    const params = { communityId: this.hub.communityId }
    const { platforms } = await this.hub.owner.api.call(platformEndpoints.status, { params })
    return platforms.find((one) => one.platform === platform)
  }

  /** Opens the bot's one-time link as a signed-in member does in the browser. */
  async acceptLink(linkUrl: string, member: TestMember): Promise<void> {
    const code = linkUrl.split('/').at(-1) ?? ''
    const response = await fetch(`${this.hub.url}/api/platform-links/${code}/accept`, {
      method: 'POST',
      headers: { cookie: member.cookie, 'content-type': 'application/json', origin: this.hub.hub.publicUrl },
      body: '{}',
    })
    if (!response.ok) throw new Error(`the link was not accepted: ${response.status} ${await response.text()}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.wire.release()
    await this.stopBots()
    await this.wire[Symbol.asyncDispose]()
    await this.hub[Symbol.asyncDispose]()
    await this.discord[Symbol.asyncDispose]()
    await this.slack[Symbol.asyncDispose]()
    if (this.errors.length > 0) throw new Error('the bots logged errors', { cause: this.errors })
  }
}

export function discordPerson(personId: string): DeliveryTarget {
  return { kind: 'person', platform: 'discord', workspaceId: null, personId }
}

export function discordChannel(channelId: string, workspaceId: string): DeliveryTarget {
  return { kind: 'channel', platform: 'discord', workspaceId, channelId }
}

export function slackPerson(personId: string): DeliveryTarget {
  return { kind: 'person', platform: 'slack', workspaceId: 'T0GUILD', personId }
}

export function slackChannel(channelId: string): DeliveryTarget {
  return { kind: 'channel', platform: 'slack', workspaceId: 'T0GUILD', channelId }
}

export function card(part: Partial<GigCard> = {}): GigCard {
  return {
    type: 'gig_alert',
    gigId: 'gig1',
    communityId: 'community1',
    communityName: 'Edge ML',
    title: 'Embedded vision engineer',
    company: 'Lumen Robotics',
    score: 0.87,
    pay: '€70–85 / h',
    facts: ['Remote', 'EU', '24 h a week'],
    reasons: [
      {
        feature: 'must-have skills',
        kind: 'for',
        text: 'You have 4 of its 5 must-have skills: C++, OpenCV, ONNX, Linux',
        weight: 0.45,
      },
      { feature: 'pay', kind: 'for', text: 'It pays €70–85 / h, and you ask for €70', weight: 0.2 },
      { feature: 'must-have skills', kind: 'against', text: 'TensorRT is not in your profile', weight: -0.1 },
    ],
    status: 'open',
    url: 'https://weworkremotely.com/remote-jobs/lumen-robotics-embedded-vision-engineer',
    hubUrl: 'https://hub.example.org/gigs/gig1',
    source: { name: 'We Work Remotely', url: 'https://weworkremotely.com' },
    rankedBy: 'rules',
    matcherVersion: 'rules-1',
    feedback: null,
    ...part,
  }
}
