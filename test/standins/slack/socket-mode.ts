import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { asObject, asString, type Json } from '../shapes.ts'
import { type HttpMode, post } from './http-mode.ts'
import type { SlackChannel, SlackState } from './slack-state.ts'
import type { SlackTimes } from './triggers.ts'

export type EnvelopeType = 'events_api' | 'interactive' | 'slash_commands'

/** One thing that happened, until the app has acknowledged it. */
export interface Envelope {
  readonly id: string
  readonly type: EnvelopeType
  readonly payload: Json
  readonly madeAt: number
  /** How often it went out. */
  sent: number
  ackedAfterMs: number | null
  ackPayload: Json | undefined
  /** Nobody acknowledged it, and it will not be sent again. */
  failed: boolean
}

const PING_EVERY_MS = 10_000
const MAX_CONNECTIONS = 10

/** https://docs.slack.dev/apis/events-api/using-socket-mode */
export class SocketMode {
  readonly #state: SlackState
  readonly #times: SlackTimes
  readonly #subscriptions: ReadonlySet<string>
  readonly #server = new WebSocketServer({ noServer: true })
  readonly #tickets = new Set<string>()
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #pings: NodeJS.Timeout
  readonly envelopes: Envelope[] = []
  /** Sockets that were ever opened. */
  opened = 0
  port = 0
  /** Set: the app takes what happens over HTTP. */
  http: HttpMode | undefined

  constructor(state: SlackState, times: SlackTimes, subscriptions: readonly string[]) {
    this.#state = state
    this.#times = times
    this.#subscriptions = new Set(subscriptions)
    this.#server.on('connection', (socket) => this.#accept(socket))
    this.#pings = setInterval(() => {
      for (const socket of this.#server.clients) socket.ping('Ping from Slack')
    }, PING_EVERY_MS)
    this.#pings.unref()
  }

  get connected(): number {
    return this.#open().length
  }

  newUrl(): string {
    const ticket = randomUUID()
    this.#tickets.add(ticket)
    return `ws://127.0.0.1:${this.port}/link/?ticket=${ticket}&app_id=${this.#state.appId}`
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://slack').searchParams.get('ticket') ?? ''
    // A URL is good for one connection.
    if (!this.#tickets.delete(ticket)) return void socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
    if (this.connected >= MAX_CONNECTIONS) return void socket.end('HTTP/1.1 429 Too Many Requests\r\n\r\n')
    this.#server.handleUpgrade(request, socket, head, (ws) => this.#server.emit('connection', ws, request))
  }

  /** An event of the Events API, if the app subscribes to it. */
  event(subscription: string, event: Json): Envelope | undefined {
    if (!this.#subscriptions.has(subscription)) return undefined
    const ts = this.#state.newTs()
    return this.send('events_api', {
      token: 'verification-token',
      team_id: this.#state.team.id,
      api_app_id: this.#state.appId,
      event: { event_ts: ts, ...event },
      type: 'event_callback',
      event_id: this.#state.newId('Ev'),
      event_time: Math.floor(Number(ts)),
      authorizations: [
        {
          enterprise_id: null,
          team_id: this.#state.team.id,
          user_id: this.#state.bot.id,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
    })
  }

  message(kind: SlackChannel['kind'], event: Json): Envelope | undefined {
    const names = { public: 'channels', private: 'groups', im: 'im' } as const
    const types = { public: 'channel', private: 'group', im: 'im' } as const
    return this.event(`message.${names[kind]}`, { channel_type: types[kind], ...event })
  }

  send(type: EnvelopeType, payload: Json): Envelope {
    const envelope: Envelope = {
      id: randomUUID(),
      type,
      payload,
      madeAt: this.#state.now(),
      sent: 0,
      ackedAfterMs: null,
      ackPayload: undefined,
      failed: false,
    }
    this.envelopes.push(envelope)
    this.#try(envelope)
    return envelope
  }

  /** Asks every client to reconnect, as Slack does when it moves a connection. */
  refreshAll(reason: 'warning' | 'refresh_requested' | 'link_disabled' = 'refresh_requested'): void {
    for (const socket of this.#open()) {
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-standin' } }))
    }
  }

  /** Cuts the wire: no close frame. */
  dropAll(): void {
    for (const socket of this.#server.clients) socket.terminate()
  }

  close(): void {
    clearInterval(this.#pings)
    for (const timer of this.#timers) clearTimeout(timer)
    this.dropAll()
    this.#server.close()
  }

  #open(): WebSocket[] {
    return [...this.#server.clients].filter((socket) => socket.readyState === socket.OPEN)
  }

  #accept(socket: WebSocket): void {
    this.opened += 1
    socket.on('error', () => undefined)
    socket.on('message', (data) => {
      let frame: Json
      try {
        frame = asObject(JSON.parse((data as Buffer).toString('utf8')))
      } catch {
        return
      }
      const envelope = this.envelopes.find(({ id }) => id === asString(frame['envelope_id']))
      // An acknowledgement after the time is over does not help any more.
      if (envelope === undefined || envelope.failed || envelope.ackedAfterMs !== null) return
      envelope.ackedAfterMs = this.#state.now() - envelope.madeAt
      envelope.ackPayload = frame['payload'] === undefined ? undefined : asObject(frame['payload'])
      this.onAck?.(envelope)
    })
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.connected,
        debug_info: { host: 'applink-standin', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: this.#state.appId },
      }),
    )
    for (const envelope of this.envelopes) {
      if (envelope.sent === 0 && !envelope.failed) this.#try(envelope)
    }
  }

  /** Called once for each acknowledged envelope. */
  onAck: ((envelope: Envelope) => void) | undefined

  #try(envelope: Envelope): void {
    if (this.http !== undefined) return void this.#tryByHttp(this.http, envelope)
    const sockets = this.#open()
    const socket = sockets[envelope.sent % Math.max(1, sockets.length)]
    if (socket === undefined) {
      // Events wait for a connection; a person who acts meanwhile is told that the app did not respond.
      if (envelope.type !== 'events_api') envelope.failed = true
      return
    }
    const attempt = envelope.sent
    envelope.sent += 1
    const retry =
      envelope.type === 'events_api' ? { retry_attempt: attempt, retry_reason: attempt > 0 ? 'timeout' : '' } : {}
    const accepts = envelope.type !== 'events_api'
    const { id, type, payload } = envelope
    socket.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: accepts, ...retry }))
    this.#after(this.#times.answerWithinMs, () => {
      if (envelope.ackedAfterMs !== null) return
      const wait = envelope.type === 'events_api' ? this.#times.eventRetriesMs[attempt] : undefined
      if (wait === undefined) envelope.failed = true
      else this.#after(wait, () => this.#try(envelope))
    })
  }

  async #tryByHttp(mode: HttpMode, envelope: Envelope): Promise<void> {
    const attempt = envelope.sent
    envelope.sent += 1
    const answer = await post(mode, { ...envelope, attempt }, this.#times.answerWithinMs)
    if (answer !== undefined) {
      if (envelope.ackedAfterMs !== null) return
      envelope.ackedAfterMs = this.#state.now() - envelope.madeAt
      envelope.ackPayload = answer.payload
      this.onAck?.(envelope)
      return
    }
    const wait = envelope.type === 'events_api' ? this.#times.eventRetriesMs[attempt] : undefined
    if (wait === undefined) envelope.failed = true
    else this.#after(wait, () => this.#try(envelope))
  }

  #after(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      act()
    }, ms)
    this.#timers.add(timer)
  }
}
