import type { Worker } from 'node:worker_threads'
import { workerThread } from '../../../platform/worker-thread.ts'
import type { BergamotModel } from './bergamot-models.ts'

export interface BergamotQuestion {
  id: number
  /** Two: by way of the language between them. */
  models: readonly BergamotModel[]
  text: string
  isHtml: boolean
}

export type BergamotAnswer =
  | { id: number; state: 'done'; text: string }
  /** The model cannot be read; the thread is of no use any more. */
  | { id: number; state: 'broken'; name: string; detail: string }

export interface BergamotThreadDeps {
  /** One that gives no answer within this hangs. */
  answerMs: number
  onBroken: (name: string, detail: string) => void
  onEnd: (reason: string) => void
  now: () => number
}

type Question = Omit<BergamotQuestion, 'id'>
interface Waiting {
  question: Question
  resolve: (text: string | undefined) => void
}

const MAX_WAITING = 500
const IDLE_MS = 600_000
/** After the second end in a row: what ends again and again must not take the processor from all others. */
const FIRST_REST_MS = 1_000
const LONGEST_REST_MS = 60_000

/** The one thread that Bergamot runs in, kept alive between texts, and started again when it ends or hangs. */
export class BergamotThread {
  readonly #deps: BergamotThreadDeps
  readonly #waiting: Waiting[] = []
  #worker: Worker | undefined
  #current: (Waiting & { id: number; timer: NodeJS.Timeout; tries: number }) | undefined
  #count = 0
  #failures = 0
  #restsUntil = 0
  #idle: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(deps: BergamotThreadDeps) {
    this.#deps = deps
  }

  /** @returns undefined when it cannot be had: it ended or hung on this text twice, rests, or too many wait. */
  translate(question: Question): Promise<string | undefined> {
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
      // Its memory only grows.
      this.#idle = setTimeout(() => this.#end(), IDLE_MS).unref()
      return
    }
    if (this.#deps.now() < this.#restsUntil) {
      waiting.resolve(undefined)
      this.#next()
    } else this.#ask(waiting, 1)
  }

  #ask(waiting: Waiting, tries: number): void {
    const worker = this.#running()
    const id = (this.#count += 1)
    const timer = setTimeout(() => this.#failed(worker, 'it hung'), this.#deps.answerMs)
    this.#current = { ...waiting, id, timer, tries }
    worker.postMessage({ id, ...waiting.question } satisfies BergamotQuestion)
  }

  #running(): Worker {
    if (this.#worker !== undefined) return this.#worker
    const worker = workerThread(new URL('./bergamot.worker.ts', import.meta.url))
    worker.on('message', (answer: BergamotAnswer) => this.#take(worker, answer))
    worker.once('error', (error) => this.#failed(worker, String(error)))
    worker.once('exit', () => this.#failed(worker, 'it ended'))
    this.#worker = worker
    return worker
  }

  #take(worker: Worker, answer: BergamotAnswer): void {
    if (worker !== this.#worker || answer.id !== this.#current?.id) return
    if (answer.state === 'broken') {
      this.#end()
      this.#deps.onBroken(answer.name, answer.detail)
      this.#settle(undefined)
    } else {
      this.#failures = 0
      this.#settle(answer.text)
    }
  }

  #failed(worker: Worker, reason: string): void {
    if (worker !== this.#worker) return
    this.#end()
    this.#deps.onEnd(reason)
    this.#failures += 1
    if (this.#failures > 1) {
      const rest = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** (this.#failures - 2))
      this.#restsUntil = this.#deps.now() + rest
    }
    const current = this.#current
    if (current === undefined || this.#isClosed) return
    clearTimeout(current.timer)
    if (current.tries < 2) this.#ask(current, current.tries + 1)
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
    const worker = this.#worker
    this.#worker = undefined
    void worker?.terminate()
  }
}
