import type { BotAnswer, BotRequest, BotRequestName, LeasedDelivery } from '../shared/bot-protocol.ts'
import { BotSocket, type BotSocketOptions } from '../shared/bot-socket.ts'
import type { BotLog } from './bot-log.ts'
import { TAKES } from './delivery-loop.ts'
import type { Health } from './health.ts'
import type { HubRequests } from './hub-requests.ts'
import type { PlatformBot } from './platform-bot.ts'

const HEALTH_EVERY_MS = 30_000
/** Changes that come together are told together. */
const GATHER_MS = 50

export interface HubDoorListeners {
  /** The hub took the hello: these are its terms, asked for at a moment of `performance.now()`. */
  terms: (terms: BotAnswer<'hello'>, askedAt: number) => void
  work: () => void
  /** Handed out unasked. */
  leased: (deliveries: readonly LeasedDelivery[]) => void
  /** Other channels are to be watched. */
  chats: () => void
}

/** A bot's way to the hub: introduces it on each connection, tells its health, and hears when there is work. */
export class HubDoor implements HubRequests {
  readonly #socket: BotSocket
  readonly #health: Health
  readonly #log: BotLog
  #platform: Pick<PlatformBot, 'introduction' | 'measure' | 'canSend'> | undefined
  #listeners: HubDoorListeners | undefined
  #every: NodeJS.Timeout | undefined
  #soon: NodeJS.Timeout | undefined
  #lastRefusal = ''

  constructor(options: BotSocketOptions, health: Health, log: BotLog) {
    this.#socket = new BotSocket(options)
    this.#health = health
    this.#log = log
    health.onChange = () => this.#tellSoon()
  }

  open(platform: Pick<PlatformBot, 'introduction' | 'measure' | 'canSend'>, listeners: HubDoorListeners): void {
    const { socket } = this.#socket
    this.#platform = platform
    this.#listeners = listeners
    socket.on('connect', () => this.introduce())
    socket.on('connect_error', (error) => this.#refused(error))
    socket.on('deliveries:available', () => listeners.work())
    socket.on('deliveries:leased', (deliveries) => listeners.leased(deliveries))
    socket.on('chats:changed', () => listeners.chats())
    if (socket.connected) this.introduce()
    this.#every = setInterval(() => {
      void platform.measure().then(() => this.#tellHealth())
    }, HEALTH_EVERY_MS)
  }

  request<N extends BotRequestName>(name: N, request: BotRequest<N>): Promise<BotAnswer<N>> {
    return this.#socket.request(name, request)
  }

  /** Says (again) who this bot is and where it serves. */
  introduce(): void {
    if (this.#platform === undefined || !this.#socket.socket.connected) return
    this.#lastRefusal = ''
    const askedAt = performance.now()
    const takes = this.#platform.canSend ? TAKES : {}
    this.request('hello', { ...this.#platform.introduction(), ...takes }).then(
      (terms) => {
        this.#listeners?.terms(terms, askedAt)
        this.#tellHealth()
      },
      (error: unknown) => this.#log.debug({ err: error }, 'hello not taken by the hub'),
    )
  }

  close(): void {
    clearInterval(this.#every)
    clearTimeout(this.#soon)
    this.#socket.close()
  }

  #tellSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined
      this.#tellHealth()
    }, GATHER_MS)
  }

  #tellHealth(): void {
    const report = this.#health.report()
    if (report === undefined || !this.#socket.socket.connected) return
    this.request('health', report).catch((error: unknown) => this.#log.debug({ err: error }, 'health not told'))
  }

  /** Once per reason: a hub that is away is asked for as long as it takes. */
  #refused({ message }: Error): void {
    if (message === this.#lastRefusal) return
    this.#lastRefusal = message
    this.#log.warn({ reason: message }, 'hub cannot be reached by its bot')
  }
}
