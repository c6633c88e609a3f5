import { asString, type Json } from '../shapes.ts'
import type { SlackChannel, SlackState, SlackToken } from './slack-state.ts'
import type { SocketMode } from './socket-mode.ts'
import type { Triggers } from './triggers.ts'

export interface SlackLimits {
  /** One message a second and channel (Slack: bursts are taken sometimes); off by default. */
  oneMessagePerSecond: boolean
  /** True: the app's 'Messages' tab is on, so that it can write to people. */
  messagesTab: boolean
}

export interface MethodContext {
  readonly state: SlackState
  readonly socketMode: SocketMode
  readonly triggers: Triggers
  readonly limits: SlackLimits
  /** When each channel was last written to, for the limit of one a second. */
  readonly lastPosts: Map<string, number>
}

export interface CallContext extends MethodContext {
  readonly caller: SlackToken
  needScope: (scope: string) => void
}

export interface WebMethod {
  /** 'app' for apps.connections.open; default 'bot'. */
  token?: 'bot' | 'app'
  /** A list only names what would do; the method checks it itself, because it depends on the channel. */
  scope?: string | readonly string[]
  call: (args: Json, context: CallContext) => Json
}

/** An error as Slack names it; `extra` goes into the body. */
export class SlackRefusal extends Error {
  readonly error: string
  readonly extra: Json
  readonly retryAfterS: number | undefined

  constructor(error: string, extra: Json = {}, retryAfterS?: number) {
    super(error)
    this.error = error
    this.extra = extra
    this.retryAfterS = retryAfterS
  }
}

export function refuse(error: string, extra: Json = {}): never {
  throw new SlackRefusal(error, extra)
}

/** With `errors` and, for people, `response_metadata.messages`. */
export function refuseWith(error: string, messages: readonly string[]): never {
  const marked = messages.map((message) => `[ERROR] ${message}`)
  const extra = error === 'invalid_blocks' ? { errors: messages } : {}
  throw new SlackRefusal(error, { ...extra, response_metadata: { messages: marked } })
}

export function needArgument(args: Json, name: string): string {
  const value = args[name]
  if (typeof value === 'string' && value !== '') return value
  return refuseWith('invalid_arguments', [`missing required field: ${name}`])
}

/** @returns the channel if the bot can see it: private ones that it is not in look as if they were not there. */
export function channelFor(args: Json, { state }: CallContext): SlackChannel {
  const id = asString(args['channel'])
  const channel = state.channels.get(id)
  if (channel === undefined) return refuse('channel_not_found')
  if (channel.kind !== 'public' && !channel.memberIds.has(state.bot.id)) return refuse('channel_not_found')
  return channel
}

export const SCOPE_PREFIX = { public: 'channels', private: 'groups', im: 'im' } as const
