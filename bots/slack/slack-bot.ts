import { App, type AuthorizeResult, type Receiver, SocketModeReceiver, type webApi } from '@slack/bolt'
import type { BotRequest, DeliveryOutcome, LeasedDelivery } from '../../shared/bot-protocol.ts'
import { FlagAnswers } from '../chats/flag-answers.ts'
import { InFlight } from '../in-flight.ts'
import type { PlatformBot, PlatformDeps } from '../platform-bot.ts'
import { SeenIds } from '../seen-ids.ts'
import { HttpConnection } from './http-connection.ts'
import { InstallationVault } from './installation-vault.ts'
import { answerSlack } from './slack-answers.ts'
import { SlackChats } from './slack-chats.ts'
import { slackLogger } from './slack-logger.ts'
import { type SlackHttpOptions, slackReceiver } from './slack-receiver.ts'
import { SlackSender } from './slack-sender.ts'
import { SlackWorkspaces } from './slack-workspaces.ts'
import { SocketConnection } from './socket-connection.ts'

export interface SlackBotOptions {
  /** Of the one workspace; absent: workspaces install the app by OAuth. */
  botToken?: string | undefined
  /** How Slack reaches the bot: by a socket that it opens with an app token, or by HTTP. */
  connection: { kind: 'socket'; appToken: string } | ({ kind: 'http' } & SlackHttpOptions)
  /** e.g. 'https://slack.com/api/' */
  apiUrl: string
}

const CALL_TIMEOUT_MS = 10_000
const FINISH_ANSWERS_MS = 1_000

export class SlackBot implements PlatformBot {
  readonly name = 'slack'
  readonly #deps: PlatformDeps
  readonly #workspaces: SlackWorkspaces
  readonly #sender: SlackSender
  readonly #connection: SocketConnection | HttpConnection
  readonly #answering = new InFlight()
  readonly chats: SlackChats

  constructor({ botToken, connection, apiUrl }: SlackBotOptions, deps: PlatformDeps) {
    const { hub, health, log, concierge, changed } = deps
    this.#deps = deps
    const logger = slackLogger(log)
    // A fresh object each time: Slack's clients write into what they are given. Never with `headers`, into which
    // web-api 8.2.0 writes the token, for all who share them. The library's own retries would post twice, and its
    // waiting for a rate limit stops the whole client.
    const clientOptions = (): webApi.WebClientOptions => ({
      slackApiUrl: apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: CALL_TIMEOUT_MS,
      logger,
    })
    const oauth = connection.kind === 'http' ? connection.oauth : undefined
    const vault = oauth === undefined ? undefined : new InstallationVault(oauth.secret)
    this.#workspaces = new SlackWorkspaces({ hub, clientOptions, botToken, vault, health, log, changed })
    const identify = async () => {
      await this.#workspaces.identify()
      // Called before each connection: what happened between two of them was told to nobody.
      deps.watch.catchUp()
    }
    let receiver: Receiver
    if (connection.kind === 'http') {
      const http = slackReceiver(connection, this.#workspaces, clientOptions(), logger)
      const { port, host } = connection
      this.#connection = new HttpConnection({ receiver: http, port, host, health, log, identify })
      receiver = http
    } else {
      const socket = new SocketModeReceiver({
        appToken: connection.appToken,
        logger,
        autoReconnectEnabled: false,
        installerOptions: { clientOptions: clientOptions() },
      })
      this.#connection = new SocketConnection({ receiver: socket, health, log, identify })
      receiver = socket
    }
    const app = new App({
      receiver,
      logger,
      clientOptions: clientOptions(),
      convoStore: false,
      // With OAuth, the receiver looks up installations.
      ...(oauth === undefined ? { authorize: async ({ teamId }) => this.#authorize(teamId) } : {}),
    })
    this.#watch(app)
    this.#sender = new SlackSender({ workspaces: this.#workspaces, files: deps.files, health })
    const flags = new FlagAnswers(hub, log, this.#answering)
    this.chats = new SlackChats({ workspaces: this.#workspaces, watch: deps.watch, flags, log })
    this.chats.attach(app)
    answerSlack(app, {
      concierge,
      log,
      answering: this.#answering,
      workspaces: this.#workspaces,
      personOf: (...who) => this.#workspaces.person(...who),
    })
  }

  get canSend(): boolean {
    return this.#workspaces.hasGood
  }

  start(): void {
    this.#connection.start()
  }

  /** Installations may have come or gone while the hub was away. */
  hubReady(): void {
    this.#workspaces.load().catch((error: unknown) => this.#deps.log.debug({ err: error }, 'installations not loaded'))
  }

  send(delivery: LeasedDelivery, signal: AbortSignal): Promise<DeliveryOutcome> {
    return this.#sender.send(delivery, signal)
  }

  introduction(): BotRequest<'hello'> {
    const workspaces = this.#workspaces.all.map(({ id, name, groups, channels }) => ({
      id,
      name,
      roles: groups.list,
      channels: channels.list,
    }))
    return { name: 'Slack bot', workspaces, inviteUrl: null }
  }

  /** Also finds out that a token was revoked, or is good again. */
  async measure(): Promise<void> {
    await this.#workspaces.identify().catch(() => this.#deps.health.latency(null))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#answering.idle(FINISH_ANSWERS_MS)
    await this.#connection[Symbol.asyncDispose]()
  }

  /** @throws Error for a workspace that this bot is not in (any more): Bolt drops what comes from there. */
  #authorize(teamId: string | undefined): AuthorizeResult {
    const workspace = teamId === undefined ? undefined : this.#workspaces.get(teamId)
    if (workspace === undefined) throw new Error('this bot is not in that workspace')
    return { ...workspace.secret, teamId: workspace.id }
  }

  #watch(app: App): void {
    const { health, log } = this.#deps
    const seen = new SeenIds()
    app.use(async ({ body, next }) => {
      health.eventSeen()
      const id = 'event_id' in body ? body.event_id : 'trigger_id' in body ? body.trigger_id : undefined
      if (typeof id !== 'string' || seen.isNew(id)) await next()
    })
    const left = (workspaceId: string, reason: 'removed' | 'revoked') => {
      const work = this.#workspaces.left(workspaceId, reason)
      this.#answering.track(work.catch((error: unknown) => log.error({ err: error }, 'workspace not cleaned up')))
    }
    app.event('app_uninstalled', async ({ body }) => left(body.team_id, 'removed'))
    app.event('tokens_revoked', async ({ body, event }) => {
      if ((event.tokens.bot?.length ?? 0) > 0) left(body.team_id, 'revoked')
    })
    app.error(async (error) => log.error({ err: error }, 'event of Slack not handled'))
  }
}
