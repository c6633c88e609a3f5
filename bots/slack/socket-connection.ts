import type { SocketModeReceiver } from '@slack/bolt'
import type { BotLog } from '../bot-log.ts'
import { BackOff } from '../back-off.ts'
import type { Health } from '../health.ts'
import { within } from '../in-flight.ts'
import { isTokenRefused, missingScope } from './outcomes.ts'

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000
/** From asking for a URL to Slack's hello. */
const OPEN_WITHIN_MS = 20_000
/** The library itself waits 30 s for a peer that does not answer its close. */
const CLOSE_WITHIN_MS = 500

export interface SocketConnectionDeps {
  /** With `autoReconnectEnabled: false`. */
  receiver: SocketModeReceiver
  health: Health
  log: BotLog
  /** Called before each connection. @throws what Slack has against the bot's token. */
  identify: () => Promise<void>
  /** Slack can tell what happens, from now on. */
  opened: () => void
}

/**
 * Keeps a Socket Mode connection. Reconnecting is ours and not the library's: socket-mode 3.1.0 waits 5 s before each,
 * and one that fails with a status of 500 or more leaves it dead, with an unhandled rejection.
 */
export class SocketConnection implements AsyncDisposable {
  readonly #deps: SocketConnectionDeps
  readonly #stop = new AbortController()
  readonly #backOff = new BackOff(FIRST_WAIT_MS, LONGEST_WAIT_MS)
  #running: Promise<void> | undefined

  constructor(deps: SocketConnectionDeps) {
    this.#deps = deps
  }

  start(): void {
    this.#running ??= this.#run()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.#close()
    await within(CLOSE_WITHIN_MS, this.#running ?? Promise.resolve())
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      try {
        await this.#connection(signal)
      } catch (error) {
        this.#failed(error)
        await this.#backOff.wait(signal)
      }
    }
  }

  /** Resolves when a connection that was up has ended: Slack moves them every few hours. @throws when none came up. */
  async #connection(signal: AbortSignal): Promise<void> {
    const { receiver, health, log, identify, opened } = this.#deps
    await identify()
    const ended = new Promise<void>((resolve) => receiver.client.once('disconnected', () => resolve()))
    await this.#open(signal)
    this.#backOff.reset()
    health.solved('socket')
    health.connection(true)
    log.info({}, 'connected to Slack')
    opened()
    await ended
    health.connection(false)
  }

  async #open(signal: AbortSignal): Promise<void> {
    const { client } = this.#deps.receiver
    const over = new AbortController()
    const timer = AbortSignal.timeout(OPEN_WITHIN_MS)
    const late = new Promise<never>((_, reject) => {
      const options = { once: true, signal: over.signal }
      timer.addEventListener('abort', () => reject(new Error('Slack said no hello in time')), options)
      signal.addEventListener('abort', () => reject(new Error('stopped')), options)
    })
    try {
      await Promise.race([client.start(), late])
    } catch (error) {
      await this.#close()
      // The library rejects with nothing when the connection ended before Slack's hello.
      throw error ?? new Error('the connection ended before it was up')
    } finally {
      over.abort()
    }
  }

  async #close(): Promise<void> {
    await within(CLOSE_WITHIN_MS, this.#deps.receiver.client.disconnect())
  }

  #failed(error: unknown): void {
    const { health, log } = this.#deps
    if (this.#stop.signal.aborted) return
    log.debug({ err: error }, 'no connection to Slack')
    health.connection(false)
    health.problem('socket', wordsFor(error))
  }
}

function wordsFor(error: unknown): string {
  const scope = missingScope(error)
  if (scope !== undefined) {
    return `The Slack app lacks the scope ${scope}: grant it in the app settings, reinstall, and restart the hub.`
  }
  if (isTokenRefused(error)) {
    return 'Slack refuses a token: check SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…), and restart the hub.'
  }
  return 'Slack cannot be reached. Check its status and this network; the bot keeps trying.'
}
