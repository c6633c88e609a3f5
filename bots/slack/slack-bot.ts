import { App, SocketModeReceiver, webApi } from '@slack/bolt'
import type { BotRequest, DeliveryOutcome, LeasedDelivery } from '../../shared/bot-protocol.ts'
import { InFlight } from '../in-flight.ts'
import type { PlatformBot, PlatformDeps } from '../platform-bot.ts'
import { SeenIds } from '../seen-ids.ts'
import { isTokenRefused } from './outcomes.ts'
import { answerSlack } from './slack-answers.ts'
import { slackLogger } from './slack-logger.ts'
import { SlackSender } from './slack-sender.ts'
import { SocketConnection } from './socket-connection.ts'

export interface SlackBotOptions {
  botToken: string
  /** Opens Socket Mode. */
  appToken: string
  /** Of HTTP mode; Socket Mode needs none. */
  signingSecret?: string | undefined
  /** e.g. 'https://slack.com/api/' */
  apiUrl: string
}

interface Identity {
  team: { id: string; name: string }
  ids: { botId: string; botUserId: string }
}

const CALL_TIMEOUT_MS = 10_000
const FINISH_ANSWERS_MS = 1_000

export class SlackBot implements PlatformBot {
  readonly name = 'slack'
  readonly #deps: PlatformDeps
  readonly #client: webApi.WebClient
  readonly #sender: SlackSender
  readonly #connection: SocketConnection
  readonly #answering = new InFlight()
  #identity: Identity | undefined
  #isTokenGood = false

  constructor({ botToken, appToken, apiUrl }: SlackBotOptions, deps: PlatformDeps) {
    const { health, log, concierge } = deps
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
    this.#client = new webApi.WebClient(botToken, clientOptions())
    const receiver = new SocketModeReceiver({
      appToken,
      logger,
      autoReconnectEnabled: false,
      installerOptions: { clientOptions: clientOptions() },
    })
    const app = new App({
      receiver,
      logger,
      clientOptions: clientOptions(),
      convoStore: false,
      authorize: async () => ({ botToken, ...this.#identity?.ids }),
    })
    this.#watch(app)
    answerSlack(app, { concierge, log, answering: this.#answering })
    this.#sender = new SlackSender({
      client: this.#client,
      health,
      teamId: () => this.#identity?.team.id,
      tokenRefused: () => (this.#isTokenGood = false),
    })
    this.#connection = new SocketConnection({ receiver, health, log, identify: () => this.#identify() })
  }

  get canSend(): boolean {
    return this.#isTokenGood
  }

  start(): void {
    this.#connection.start()
  }

  send(delivery: LeasedDelivery, signal: AbortSignal): Promise<DeliveryOutcome> {
    return this.#sender.send(delivery, signal)
  }

  introduction(): BotRequest<'hello'> {
    const workspaces = this.#identity === undefined ? [] : [this.#identity.team]
    return { name: 'Slack bot', workspaces, inviteUrl: null }
  }

  /** Also finds out that a token was revoked, or is good again. */
  async measure(): Promise<void> {
    const { health } = this.#deps
    try {
      await this.#identify()
      health.solved('token')
    } catch (error) {
      health.latency(null)
      if (!isTokenRefused(error)) return
      health.problem('token', 'Slack refuses the bot token: set a new SLACK_BOT_TOKEN (xoxb-…) and restart the hub.')
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#answering.idle(FINISH_ANSWERS_MS)
    await this.#connection[Symbol.asyncDispose]()
  }

  /** @throws what Slack has against the token. */
  async #identify(): Promise<void> {
    const startedAt = performance.now()
    try {
      const { team_id, team, bot_id, user_id } = await this.#client.auth.test()
      this.#identity = {
        team: { id: team_id ?? '', name: (team ?? '').slice(0, 200) },
        ids: { botId: bot_id ?? '', botUserId: user_id ?? '' },
      }
    } catch (error) {
      if (isTokenRefused(error)) this.#isTokenGood = false
      throw error
    }
    this.#deps.health.latency(performance.now() - startedAt)
    if (this.#isTokenGood) return
    this.#isTokenGood = true
    this.#deps.changed()
  }

  #watch(app: App): void {
    const seen = new SeenIds()
    app.use(async ({ body, next }) => {
      this.#deps.health.eventSeen()
      const id = 'event_id' in body ? body.event_id : 'trigger_id' in body ? body.trigger_id : undefined
      if (typeof id !== 'string' || seen.isNew(id)) await next()
    })
    app.error(async (error) => this.#deps.log.error({ err: error }, 'event of Slack not handled'))
  }
}
