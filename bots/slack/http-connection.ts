import type { Server } from 'node:http'
import type { HTTPReceiver } from '@slack/bolt'
import type { BotLog } from '../bot-log.ts'
import { BackOff } from '../back-off.ts'
import type { Health } from '../health.ts'
import { within } from '../in-flight.ts'
import { isTokenRefused } from './outcomes.ts'

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000
const CLOSE_WITHIN_MS = 500

export interface HttpConnectionDeps {
  receiver: HTTPReceiver
  port: number
  host: string
  health: Health
  log: BotLog
  /** @throws what Slack has against the bot's token. */
  identify: () => Promise<void>
  /** Slack can tell what happens, from now on. */
  opened: () => void
}

/** Takes what Slack sends over HTTP. The receiver checks its signature and that it is not older than five minutes. */
export class HttpConnection implements AsyncDisposable {
  readonly #deps: HttpConnectionDeps
  readonly #stop = new AbortController()
  readonly #backOff = new BackOff(FIRST_WAIT_MS, LONGEST_WAIT_MS)
  #running: Promise<void> | undefined
  #server: Server | undefined

  constructor(deps: HttpConnectionDeps) {
    this.#deps = deps
  }

  start(): void {
    this.#running ??= this.#run()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    this.#server?.closeAllConnections()
    await within(CLOSE_WITHIN_MS, this.#server === undefined ? Promise.resolve() : this.#deps.receiver.stop())
    await within(CLOSE_WITHIN_MS, this.#running ?? Promise.resolve())
  }

  /** Until the port is open and Slack knows the token; after that, calls from Slack come by themselves. */
  async #run(): Promise<void> {
    const { receiver, port, host, health, log, identify, opened } = this.#deps
    while (!this.#stop.signal.aborted) {
      try {
        this.#server ??= await receiver.start({ port, host })
        await identify()
        health.solved('http')
        health.connection(true)
        log.info({ port }, 'listening for Slack')
        opened()
        return
      } catch (error) {
        log.debug({ err: error }, 'not ready for Slack')
        health.connection(false)
        health.problem('http', this.#wordsFor(error))
        await this.#backOff.wait(this.#stop.signal)
      }
    }
  }

  #wordsFor(error: unknown): string {
    if (isTokenRefused(error)) return 'Slack refuses the token: check SLACK_BOT_TOKEN (xoxb-…), and restart the hub.'
    if (this.#server === undefined) return `Port ${this.#deps.port} cannot be opened: set another SLACK_HTTP_PORT.`
    return 'Slack cannot be reached. Check its status and this network; the bot keeps trying.'
  }
}
