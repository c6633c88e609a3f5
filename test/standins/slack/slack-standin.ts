import { ApiServer, type SeenRequest } from '../api-server.ts'
import type { Faults } from '../faults.ts'
import { downloadFile, takeUpload } from './file-methods.ts'
import { asArray, asObject, asString } from '../shapes.ts'
import type { MethodContext, SlackLimits } from './method.ts'
import { OAuth } from './oauth.ts'
import { answerResponseUrl, post } from './response-urls.ts'
import { SlackPerson } from './slack-person.ts'
import { type SlackChannel, type SlackMessage, SlackState } from './slack-state.ts'
import { SocketMode } from './socket-mode.ts'
import { type SlackTimes, Triggers } from './triggers.ts'
import { callMethod } from './web-api.ts'

export interface SlackStandinOptions extends Partial<SlackTimes>, Partial<SlackLimits> {
  botToken?: string
  appToken?: string
  now?: () => number
  /** What the workspace has granted the app, as its manifest asks; absent: every scope that the stand-in knows. */
  scopes?: readonly string[]
  /** Events that the app's manifest subscribes to. */
  events?: readonly string[]
  /** Hosts whose links the manifest subscribes to. */
  unfurlDomains?: readonly string[]
  /** Slash commands of the manifest. */
  commands?: readonly string[]
}

const EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'link_shared',
  'message.channels',
  'message.groups',
  'message.im',
  'reaction_added',
  'reaction_removed',
  'tokens_revoked',
]
const COMMANDS = ['/gigs', '/niches', '/profile', '/digest', '/quiet', '/board', '/doc', '/hub', '/link', '/translate']

/**
 * A strict stand-in of Slack on 127.0.0.1: Web API, Socket Mode and response URLs of one workspace with one app,
 * with its limits, errors and error shapes. `channel` is there from the start; people are made by `person`.
 */
export class SlackStandin implements AsyncDisposable {
  readonly state: SlackState
  readonly socketMode: SocketMode
  readonly oauth: OAuth
  readonly channel: SlackChannel
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret = 'standin-signing-secret'
  readonly limits: SlackLimits
  readonly #triggers: Triggers
  readonly #commands: readonly string[]
  readonly #unfurlDomains: readonly string[]
  readonly #api: ApiServer

  private constructor(
    parts: Pick<SlackStandin, 'state' | 'socketMode' | 'oauth' | 'botToken' | 'appToken' | 'limits'>,
    triggers: Triggers,
    manifest: { commands: readonly string[]; unfurlDomains: readonly string[] },
    api: ApiServer,
  ) {
    this.state = parts.state
    this.socketMode = parts.socketMode
    this.oauth = parts.oauth
    this.botToken = parts.botToken
    this.appToken = parts.appToken
    this.limits = parts.limits
    this.#triggers = triggers
    this.#commands = manifest.commands
    this.#unfurlDomains = manifest.unfurlDomains
    this.#api = api
    this.channel = this.state.addChannel('gigs')
  }

  static async start(options: SlackStandinOptions): Promise<SlackStandin> {
    const botToken = options.botToken ?? 'xoxb-standin'
    const appToken = options.appToken ?? 'xapp-standin'
    const state = new SlackState(botToken, appToken, options.now ?? Date.now, options.scopes)
    const times: SlackTimes = {
      answerWithinMs: options.answerWithinMs ?? 3000,
      responseUrlLivesMs: options.responseUrlLivesMs ?? 30 * 60_000,
      eventRetriesMs: options.eventRetriesMs ?? [0, 60_000, 300_000],
    }
    const limits = {
      oneMessagePerSecond: options.oneMessagePerSecond ?? false,
      messagesTab: options.messagesTab ?? true,
    }
    const socketMode = new SocketMode(state, times, options.events ?? EVENTS)
    const triggers = new Triggers(state, times)
    const oauth = new OAuth(state)
    const context: MethodContext = { state, socketMode, triggers, limits, lastPosts: new Map() }
    const api = await ApiServer.start({
      handle: (request) => {
        const response = /^\/response\/([^/]+)$/.exec(request.path)?.[1]
        if (response !== undefined) return answerResponseUrl(response, request, state, triggers)
        if (request.path.startsWith('/files-pri/')) return downloadFile(request, state)
        if (request.path.startsWith('/upload/')) return takeUpload(request, state)
        if (request.path === '/oauth/v2/authorize') return oauth.authorize(request)
        if (request.path === '/api/oauth.v2.access') return oauth.access(request)
        const method = /^\/api\/([a-zA-Z.]+)$/.exec(request.path)?.[1]
        return method === undefined ? { status: 404, body: 'not found' } : callMethod(method, request, context)
      },
      rateLimited: ({ retryAfterMs }) => ({
        status: 429,
        headers: { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) },
        body: { ok: false, error: 'ratelimited' },
      }),
      upgrade: (request, socket, head) => socketMode.upgrade(request, socket, head),
    })
    socketMode.port = api.port
    state.filesUrl = api.url
    // A slash command may be answered in its acknowledgement.
    socketMode.onAck = (envelope) => {
      if (envelope.payload['type'] === 'block_suggestion') {
        const view = state.views.get(asString(asObject(envelope.payload['view'])['id']))
        const options = asArray(envelope.ackPayload?.['options']).map(asObject)
        view?.offered.set(asString(envelope.payload['action_id']), options)
        return
      }
      if (envelope.type !== 'slash_commands' || Object.keys(envelope.ackPayload ?? {}).length === 0) return
      const url = triggers.responseUrl(asString(envelope.payload['response_url']).split('/').at(-1) ?? '')
      if (url !== undefined) post(url, envelope.ackPayload ?? {}, state)
    }
    return new SlackStandin(
      { state, socketMode, oauth, botToken, appToken, limits },
      triggers,
      { commands: options.commands ?? COMMANDS, unfurlDomains: options.unfurlDomains ?? ['localhost'] },
      api,
    )
  }

  /** For `clientOptions: { slackApiUrl }` of Bolt and for SLACK_API_URL. */
  get apiUrl(): string {
    return `${this.#api.url}/api/`
  }

  /** For SLACK_AUTHORIZE_URL. */
  get authorizeUrl(): string {
    return `${this.#api.url}/oauth/v2/authorize`
  }

  /** From now on what happens is sent to this request URL, signed. */
  useHttp(url: string): void {
    this.socketMode.http = { url, signingSecret: this.signingSecret, now: () => this.state.now() }
  }

  /** An admin of the workspace removes the app. */
  uninstall(): void {
    for (const token of this.state.tokens.values()) if (token.kind === 'bot') token.revoked = true
    this.socketMode.event('tokens_revoked', { type: 'tokens_revoked', tokens: { oauth: [], bot: [this.state.bot.id] } })
    this.socketMode.event('app_uninstalled', { type: 'app_uninstalled' })
  }

  get faults(): Faults {
    return this.#api.faults
  }

  get requests(): readonly SeenRequest[] {
    return this.#api.requests
  }

  set latencyMs(value: number) {
    this.#api.latencyMs = value
  }

  calls(method: string): SeenRequest[] {
    return this.requests.filter(({ path }) => path === `/api/${method}`)
  }

  /** A new person in the workspace, in `channel`. */
  person(name: string, options: { locale?: string } = {}): SlackPerson {
    const user = this.state.addUser(name, options)
    this.channel.memberIds.add(user.id)
    return new SlackPerson(user, {
      state: this.state,
      socketMode: this.socketMode,
      triggers: this.#triggers,
      commands: this.#commands,
      unfurlDomains: this.#unfurlDomains,
      url: ({ id }) => `${this.#api.url}/response/${id}`,
    })
  }

  /** What everybody in the channel sees. */
  messagesIn(channel: SlackChannel): SlackMessage[] {
    return this.state.messagesIn(channel.id).filter(({ onlyFor }) => onlyFor === null)
  }

  deleteChannel(channel: SlackChannel): void {
    this.state.channels.delete(channel.id)
    this.state.messages.delete(channel.id)
    this.socketMode.event('channel_deleted', { type: 'channel_deleted', channel: channel.id })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socketMode.close()
    await this.#api[Symbol.asyncDispose]()
  }
}

export function startSlackStandin(options: SlackStandinOptions = {}): Promise<SlackStandin> {
  return SlackStandin.start(options)
}
