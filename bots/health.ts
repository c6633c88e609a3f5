import type { BotRequest } from '../shared/bot-protocol.ts'
import type { BotLog } from './bot-log.ts'

type HealthReport = BotRequest<'health'>

const MOST_PROBLEMS = 20
const MOST_CHARACTERS = 300

/** How a bot stands on its platform. A problem is logged when it appears and when it is over, not in between. */
export class Health {
  readonly #log: BotLog
  readonly #problems = new Map<string, string>()
  #connected: boolean | undefined
  #latencyMs: number | null = null
  #lastEventAt: number | null = null
  /** Called when something changed that the hub should know soon. */
  onChange: () => void = () => undefined

  constructor(log: BotLog) {
    this.#log = log
  }

  /** @returns undefined until it is known whether the platform can be reached. */
  report(): HealthReport | undefined {
    if (this.#connected === undefined) return undefined
    return {
      connected: this.#connected,
      latencyMs: this.#latencyMs,
      lastEventAt: this.#lastEventAt,
      problems: [...this.#problems.values()],
    }
  }

  connection(isUp: boolean): void {
    if (this.#connected === isUp) return
    this.#connected = isUp
    this.onChange()
  }

  latency(ms: number | null): void {
    this.#latencyMs = ms === null ? null : Math.max(0, Math.round(ms))
  }

  eventSeen(): void {
    this.#lastEventAt = Date.now()
  }

  /** `words` say what is wrong and what to do; one text per cause. */
  problem(cause: string, words: string): void {
    const text = words.slice(0, MOST_CHARACTERS)
    if (this.#problems.get(cause) === text) return
    this.#problems.delete(cause)
    const [oldest] = this.#problems.keys()
    if (this.#problems.size === MOST_PROBLEMS && oldest !== undefined) this.#problems.delete(oldest)
    this.#problems.set(cause, text)
    this.#log.warn({ cause, problem: text }, 'bot has a problem')
    this.onChange()
  }

  solved(cause: string): void {
    if (!this.#problems.delete(cause)) return
    this.#log.info({ cause }, 'problem of the bot is over')
    this.onChange()
  }
}
