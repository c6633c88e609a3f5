import type { SlackState } from './slack-state.ts'

export interface SlackTimes {
  /** 3 s at Slack, for acknowledgements and trigger ids alike. */
  answerWithinMs: number
  /** 30 min at Slack. */
  responseUrlLivesMs: number
  /** When an event that nobody acknowledged is sent again: at Slack at once, after 1 min, after 5 min. */
  eventRetriesMs: readonly number[]
}

export interface ResponseUrl {
  readonly id: string
  readonly userId: string
  readonly channelId: string
  /** The message whose button was pressed. */
  readonly sourceTs: string | null
  readonly madeAt: number
  uses: number
}

/** Trigger ids and response URLs: what an interaction hands out, once and for a short time. */
export class Triggers {
  readonly #state: SlackState
  readonly times: SlackTimes
  readonly #triggers = new Map<string, { madeAt: number; used: boolean; userId: string }>()
  readonly #urls = new Map<string, ResponseUrl>()

  constructor(state: SlackState, times: SlackTimes) {
    this.#state = state
    this.times = times
  }

  newTrigger(userId: string): string {
    const id = `${this.#state.newId('')}.${this.#state.now()}.trigger`
    this.#triggers.set(id, { madeAt: this.#state.now(), used: false, userId })
    return id
  }

  /** @returns whose trigger it is, or Slack's error. */
  exchange(id: string): { userId: string } | { error: string } {
    const trigger = this.#triggers.get(id)
    if (trigger === undefined) return { error: 'invalid_trigger_id' }
    if (trigger.used) return { error: 'exchanged_trigger_id' }
    if (this.#state.now() - trigger.madeAt > this.times.answerWithinMs) return { error: 'expired_trigger_id' }
    trigger.used = true
    return { userId: trigger.userId }
  }

  newResponseUrl(part: Pick<ResponseUrl, 'userId' | 'channelId' | 'sourceTs'>): ResponseUrl {
    const url = { ...part, id: this.#state.newId('R'), madeAt: this.#state.now(), uses: 0 }
    this.#urls.set(url.id, url)
    return url
  }

  responseUrl(id: string): ResponseUrl | undefined {
    return this.#urls.get(id)
  }
}
