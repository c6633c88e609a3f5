import { type ChildProcess, spawn } from 'node:child_process'
import { fromStream, toStream } from './apertium-stream.ts'

/** One that gives no answer within this is hung: its stages are known to stop on noisy text. */
const ANSWER_MS = 10_000
const IDLE_MS = 600_000
const MAX_WAITING = 500

interface Waiting {
  masked: string
  resolve: (translated: string | undefined) => void
}

/** One pair's chain of programs, kept alive between texts, and started again when it ends or hangs. */
export class ApertiumProcess {
  readonly #pipeline: string
  readonly #waiting: Waiting[] = []
  #child: ChildProcess | undefined
  #answer = ''
  #current: (Waiting & { nonce: string; timer: NodeJS.Timeout; tries: number }) | undefined
  #count = 0
  #idle: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(pipeline: string) {
    this.#pipeline = pipeline
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** @returns undefined when it cannot be had: it crashed or hung on this text twice, or too many wait. */
  translate(masked: string): Promise<string | undefined> {
    if (this.#isClosed || this.#waiting.length >= MAX_WAITING) return Promise.resolve(undefined)
    return new Promise((resolve) => {
      this.#waiting.push({ masked, resolve })
      this.#next()
    })
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#idle)
    this.#kill()
    this.#settle(undefined)
    for (const { resolve } of this.#waiting.splice(0)) resolve(undefined)
  }

  #next(): void {
    if (this.#current !== undefined) return
    clearTimeout(this.#idle)
    const waiting = this.#waiting.shift()
    if (waiting === undefined) {
      // Each pair holds up to 170 MB.
      this.#idle = setTimeout(() => this.#kill(), IDLE_MS).unref()
      return
    }
    this.#ask(waiting, 1)
  }

  #ask(waiting: Waiting, tries: number): void {
    const child = this.#running()
    // An answer that is late must not be taken for the next one.
    const nonce = `n${(this.#count += 1)}`
    const timer = setTimeout(() => this.#failed(child), ANSWER_MS)
    this.#current = { ...waiting, nonce, timer, tries }
    this.#answer = ''
    child.stdin?.write(`${toStream(waiting.masked, nonce)}\0`)
  }

  #running(): ChildProcess {
    if (this.#child !== undefined) return this.#child
    // A group of its own, so that all stages can be ended at once.
    const child = spawn('sh', ['-c', this.#pipeline], { stdio: ['pipe', 'pipe', 'ignore'], detached: true })
    child.stdout?.setEncoding('utf8')
    child.stdout?.on('data', (chunk: string) => this.#take(child, chunk))
    child.stdin?.on('error', () => this.#failed(child))
    child.once('error', () => this.#failed(child))
    child.once('exit', () => this.#failed(child))
    this.#child = child
    return child
  }

  #take(child: ChildProcess, chunk: string): void {
    const current = this.#current
    if (child !== this.#child || current === undefined) return
    this.#answer += chunk
    const end = this.#answer.indexOf('\0')
    if (end === -1) return
    const translated = fromStream(this.#answer.slice(0, end), current.masked, current.nonce)
    if (translated === undefined) this.#failed(child)
    else this.#settle(translated)
  }

  #failed(child: ChildProcess): void {
    if (child !== this.#child) return
    this.#kill()
    const current = this.#current
    if (current === undefined || this.#isClosed) return
    clearTimeout(current.timer)
    if (current.tries < 2) this.#ask(current, current.tries + 1)
    else this.#settle(undefined)
  }

  #settle(translated: string | undefined): void {
    const current = this.#current
    if (current === undefined) return
    clearTimeout(current.timer)
    this.#current = undefined
    current.resolve(translated)
    if (!this.#isClosed) this.#next()
  }

  #kill(): void {
    const child = this.#child
    this.#child = undefined
    if (child?.pid === undefined) return
    child.stdin?.destroy()
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
}
