import type { BotRequest } from '../../shared/bot-protocol.ts'
import type { BotLog } from '../bot-log.ts'
import type { HubRequests } from '../hub-requests.ts'
import type { InFlight } from '../in-flight.ts'

/** Has a message translated into the language of the flag that somebody put on it. */
export class FlagAnswers {
  readonly #hub: HubRequests
  readonly #log: BotLog
  readonly #answering: InFlight

  constructor(hub: HubRequests, log: BotLog, answering: InFlight) {
    this.#hub = hub
    this.#log = log
    this.#answering = answering
  }

  /** The hub posts it, once for each language. */
  answer(request: BotRequest<'translations:flag'>): void {
    const asked = this.#hub.request('translations:flag', request)
    this.#answering.track(asked.catch((error: unknown) => this.#log.debug({ err: error }, 'flag not answered')))
  }
}
