import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { asArray, asObject, asString, type Json } from '../shapes.ts'
import { guildCreatePayload, userPayload } from './discord-payloads.ts'
import type { DiscordState } from './discord-state.ts'

export const INTENTS = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  guildMessageReactions: 1 << 10,
  directMessages: 1 << 12,
  directMessageReactions: 1 << 13,
  messageContent: 1 << 15,
} as const

const PRIVILEGED = INTENTS.guildMembers | INTENTS.guildPresences | INTENTS.messageContent
/** https://discord.com/developers/docs/events/gateway#rate-limiting */
const MAX_SENT_PER_MINUTE = 120

interface Session {
  readonly id: string
  readonly intents: number
  /** [this one, of how many] */
  readonly shard: readonly [number, number]
  readonly log: { s: number; t: string; d: unknown }[]
  socket: WebSocket | undefined
}

export interface GatewayOptions {
  heartbeatIntervalMs: number
  /** Privileged intents that the application has switched on in the developer portal. */
  privilegedIntents: number
}

/** Discord's gateway v10: JSON, no compression. */
export class Gateway {
  readonly #state: DiscordState
  readonly #options: GatewayOptions
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 4096 })
  readonly #sessions = new Map<string, Session>()
  /** Close codes that this side sent, in order. */
  readonly closes: number[] = []
  identifies = 0
  resumes = 0
  heartbeats = 0

  constructor(state: DiscordState, options: GatewayOptions) {
    this.#state = state
    this.#options = options
    this.#server.on('connection', (socket) => this.#accept(socket))
  }

  /** Sessions with an open socket. */
  get connected(): number {
    return [...this.#sessions.values()].filter((session) => session.socket !== undefined).length
  }

  /** Of these, those that are told what people write. */
  get listening(): number {
    return [...this.#sessions.values()].filter(
      ({ socket, intents }) => socket !== undefined && (intents & INTENTS.messageContent) !== 0,
    ).length
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const query = new URL(request.url ?? '/', 'http://gateway').searchParams
    if (query.get('v') !== '10' || query.get('encoding') !== 'json' || query.has('compress')) {
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
      return
    }
    this.#server.handleUpgrade(request, socket, head, (ws) => this.#server.emit('connection', ws, request))
  }

  /** Sends an event to each session that asked for one of these intents (0: to all), open or to be resumed. */
  dispatch(event: string, payload: unknown, intents = 0): void {
    for (const session of this.#sessions.values()) {
      const isMeant = intents === 0 || (session.intents & intents) !== 0
      if (isMeant && hasGuild(session, guildOf(event, payload))) this.#dispatchTo(session, event, payload)
    }
  }

  /** Like `dispatch`, but the payload depends on what the session may read. */
  dispatchEach(event: string, intents: number, payload: (intents: number) => unknown): void {
    for (const session of this.#sessions.values()) {
      if ((session.intents & intents) === 0) continue
      const mine = payload(session.intents)
      if (hasGuild(session, guildOf(event, mine))) this.#dispatchTo(session, event, mine)
    }
  }

  /** Asks all clients to reconnect and resume (op 7). */
  reconnectAll(): void {
    this.#each((socket) => send(socket, 7, null))
  }

  /** Tells all clients that their session is over (op 9): they must identify anew. */
  invalidateAll(): void {
    for (const [id, session] of this.#sessions) {
      if (session.socket !== undefined) send(session.socket, 9, false)
      this.#sessions.delete(id)
    }
  }

  /** Cuts the wire, as a network does: no close frame. */
  dropAll(): void {
    this.#each((socket) => socket.terminate())
  }

  close(): void {
    for (const socket of this.#server.clients) socket.terminate()
    this.#server.close()
  }

  #each(act: (socket: WebSocket) => void): void {
    for (const session of this.#sessions.values()) if (session.socket !== undefined) act(session.socket)
  }

  #accept(socket: WebSocket): void {
    let session: Session | undefined
    const times: number[] = []
    const close = (code: number, reason: string): void => {
      this.closes.push(code)
      socket.close(code, reason)
    }
    socket.on('error', () => undefined)
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = undefined
    })
    socket.on('message', (data) => {
      const now = Date.now()
      times.push(now)
      while (times.length > 0 && now - (times[0] as number) > 60_000) times.shift()
      if (times.length > MAX_SENT_PER_MINUTE) return close(4008, 'You are being rate limited.')
      let frame: Json
      try {
        frame = asObject(JSON.parse((data as Buffer).toString('utf8')))
      } catch {
        return close(4002, 'Error while decoding payload.')
      }
      const op = frame['op']
      const d = asObject(frame['d'])
      if (op === 1) {
        this.heartbeats += 1
        return send(socket, 11, undefined)
      }
      if (op === 2) {
        if (session !== undefined) return close(4005, 'Already authenticated.')
        session = this.#identify(socket, d, close)
        return
      }
      if (op === 6) {
        if (session !== undefined) return close(4005, 'Already authenticated.')
        session = this.#resume(socket, d, close)
        return
      }
      if (session === undefined) return close(4003, 'Not authenticated.')
      // Presence update, voice state, request guild members.
      if (op !== 3 && op !== 4 && op !== 8) close(4001, 'Unknown opcode.')
    })
    send(socket, 10, { heartbeat_interval: this.#options.heartbeatIntervalMs, _trace: [] })
  }

  #identify(socket: WebSocket, d: Json, close: (code: number, reason: string) => void): Session | undefined {
    this.identifies += 1
    if (d['token'] !== this.#state.token) return void close(4004, 'Authentication failed.')
    const intents = d['intents']
    if (typeof intents !== 'number' || intents < 0 || intents >= 1 << 26) return void close(4013, 'Invalid intent(s).')
    if ((intents & PRIVILEGED & ~this.#options.privilegedIntents) !== 0)
      return void close(4014, 'Disallowed intent(s).')
    const [shardId, shardCount] = asArray(d['shard'] ?? [0, 1]).map(Number)
    if (shardId === undefined || shardCount === undefined || !(shardId >= 0 && shardId < shardCount)) {
      return void close(4010, 'Invalid shard.')
    }
    const session: Session = {
      id: `session-${this.identifies}`,
      intents,
      shard: [shardId, shardCount],
      log: [],
      socket,
    }
    this.#sessions.set(session.id, session)
    const all = (intents & INTENTS.guilds) === 0 ? [] : [...this.#state.guilds.values()]
    const guilds = all.filter(({ id, memberIds }) => memberIds.has(this.#state.bot.id) && hasGuild(session, id))
    this.#dispatchTo(session, 'READY', {
      v: 10,
      user: { ...userPayload(this.#state.bot), verified: true, mfa_enabled: false, email: null, flags: 0 },
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.url,
      shard: session.shard,
      application: { id: this.#state.applicationId, flags: 0 },
      session_type: 'normal',
      private_channels: [],
      relationships: [],
      _trace: [],
    })
    for (const guild of guilds) this.#dispatchTo(session, 'GUILD_CREATE', guildCreatePayload(this.#state, guild))
    return session
  }

  /** Set by the stand-in once its port is known. */
  url = ''

  #resume(socket: WebSocket, d: Json, close: (code: number, reason: string) => void): Session | undefined {
    this.resumes += 1
    if (d['token'] !== this.#state.token) return void close(4004, 'Authentication failed.')
    const session = this.#sessions.get(asString(d['session_id']))
    if (session === undefined) return void send(socket, 9, false)
    session.socket = socket
    const after = Number(d['seq'] ?? 0)
    if (after > session.log.length) return void close(4007, 'Invalid seq.')
    for (const { s, t, d: payload } of session.log.slice(after)) send(socket, 0, payload, s, t)
    this.#dispatchTo(session, 'RESUMED', { _trace: [] })
    return session
  }

  #dispatchTo(session: Session, event: string, payload: unknown): void {
    const s = session.log.length + 1
    session.log.push({ s, t: event, d: payload })
    if (session.socket !== undefined) send(session.socket, 0, payload, s, event)
  }
}

/** https://discord.com/developers/docs/events/gateway#sharding; direct messages are the first shard's. */
function hasGuild({ shard: [id, count] }: Session, guildId: string | null): boolean {
  return guildId === null ? id === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === id
}

function guildOf(event: string, payload: unknown): string | null {
  const { guild_id: guildId, id } = asObject(payload)
  if (typeof guildId === 'string') return guildId
  return /^GUILD_(CREATE|UPDATE|DELETE)$/.test(event) ? asString(id) : null
}

function send(socket: WebSocket, op: number, d: unknown, s: number | null = null, t: string | null = null): void {
  socket.send(JSON.stringify({ op, d, s, t }))
}
