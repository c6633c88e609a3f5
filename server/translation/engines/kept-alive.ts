/** What a thread or a group of processes tells of itself. What an earlier one tells late is not heard. */
export interface Events {
  answered: (id: number, text: string) => void
  /** It is of no use any more; the question may be asked of another one. */
  ended: (reason: string) => void
  /** The same, but no other one could answer either. */
  gaveUp: () => void
}

/** What answers one question at a time. */
export interface Running<Question> {
  ask: (id: number, question: Question) => void
  end: () => void
}

export interface KeptAliveDeps<Question, Kind extends Running<Question>> {
  start: (events: Events) => Kind
  /** One that gives no answer within this hangs. */
  answerMs: number
  /** Ends in a row, after which it rests: what ends again and again must not take the processor from all others. */
  endsBeforeRest: number
  onEnd?: (reason: string) => void
  now: () => number
}

interface Waiting<Question> {
  question: Question
  resolve: (text: string | undefined) => void
}

const MAX_TRIES = 2
const MAX_WAITING = 500
const IDLE_MS = 600_000
const FIRST_REST_MS = 1_000
const LONGEST_REST_MS = 60_000

/** A translator outside of this thread, kept alive between texts, and started again when it ends or hangs. */
export class KeptAlive<Question, Kind extends Running<Question>> {
  readonly #deps: KeptAliveDeps<Question, Kind>
  readonly #waiting: Waiting<Question>[] = []
  #running: Kind | undefined
  #current: (Waiting<Question> & { id: number; timer: NodeJS.Timeout; tries: number }) | undefined
  #count = 0
  #endsInARow = 0
  #restsUntil = 0
  #idle: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(deps: KeptAliveDeps<Question, Kind>) {
    this.#deps = deps
  }

  /** Undefined while none is needed. */
  get running(): Kind | undefined {
    return this.#running
  }

  /** @returns undefined when it cannot be had: it ended or hung on this twice, rests, or too many wait. */
  ask(question: Question): Promise<string | undefined> {
    if (this.#isClosed || this.#waiting.length >= MAX_WAITING) return Promise.resolve(undefined)
    return new Promise((resolve) => {
      this.#waiting.push({ question, resolve })
      this.#next()
    })
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#idle)
    this.#end()
    this.#settle(undefined)
    for (const { resolve } of this.#waiting.splice(0)) resolve(undefined)
  }

  #next(): void {
    if (this.#current !== undefined || this.#isClosed) return
    clearTimeout(this.#idle)
    const waiting = this.#waiting.shift()
    if (waiting === undefined) {
      // Each holds up to hundreds of megabytes.
      this.#idle = setTimeout(() => this.#end(), IDLE_MS).unref()
      return
    }
    if (this.#deps.now() < this.#restsUntil) {
      waiting.resolve(undefined)
      this.#next()
    } else this.#ask(waiting, 1)
  }

  #ask(waiting: Waiting<Question>, tries: number): void {
    const running = (this.#running ??= this.#start())
    // An answer that is late must not be taken for the next one.
    const id = (this.#count += 1)
    const timer = setTimeout(() => this.#ended(running, 'it hung'), this.#deps.answerMs)
    this.#current = { ...waiting, id, timer, tries }
    running.ask(id, waiting.question)
  }

  #start(): Kind {
    const running: Kind = this.#deps.start({
      answered: (id, text) => {
        if (running !== this.#running || id !== this.#current?.id) return
        this.#endsInARow = 0
        this.#settle(text)
      },
      ended: (reason) => this.#ended(running, reason),
      gaveUp: () => {
        if (running !== this.#running) return
        this.#end()
        this.#settle(undefined)
      },
    })
    return running
  }

  #ended(running: Kind, reason: string): void {
    if (running !== this.#running) return
    this.#end()
    this.#deps.onEnd?.(reason)
    this.#endsInARow += 1
    const more = this.#endsInARow - this.#deps.endsBeforeRest
    if (more >= 0) this.#restsUntil = this.#deps.now() + Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** more)
    const current = this.#current
    if (current === undefined || this.#isClosed) return
    clearTimeout(current.timer)
    if (current.tries < MAX_TRIES) this.#ask(current, current.tries + 1)
    else this.#settle(undefined)
  }

  #settle(text: string | undefined): void {
    const current = this.#current
    if (current === undefined) return
    clearTimeout(current.timer)
    this.#current = undefined
    current.resolve(text)
    this.#next()
  }

  #end(): void {
    const running = this.#running
    this.#running = undefined
    running?.end()
  }
}
