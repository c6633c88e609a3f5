import type { Worker } from 'node:worker_threads'
import type { QueryReply, QueryRequest } from './sqlite-query.worker.ts'
import type { SqliteResult } from './sqlite-session.ts'
import type { SqliteValue } from './sqlite.ts'
import { workerThread } from './worker-thread.ts'

interface Waiting {
  resolve: (reply: QueryReply) => void
  reject: (error: Error) => void
}

/** A connection in a thread of its own; it does what it is sent in order, and may be sent more before it has answered. */
export class SqliteThread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #whenIdle: (() => void)[] = []
  #nextId = 1
  #failure: Error | undefined

  constructor(path: string, isReader: boolean) {
    const workerData = { path, isReader }
    this.#worker = workerThread(new URL('./sqlite-query.worker.ts', import.meta.url), { workerData })
    this.#worker.on('message', (reply: QueryReply) => {
      this.#waiting.get(reply.id)?.resolve(reply)
      this.#waiting.delete(reply.id)
      if (this.#waiting.size === 0) this.#tellIdle()
    })
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new Error('the database thread has ended')))
  }

  /** @throws Error with the `code` that SQLite gave. */
  async run(sql: string, parameters: readonly SqliteValue[] = []): Promise<SqliteResult> {
    const reply = await this.#send(sql, parameters)
    if (!reply.ok) throw Object.assign(new Error(reply.message), { code: reply.code })
    return reply
  }

  /** Resolves when nothing waits for its answer. */
  async idle(): Promise<void> {
    if (this.#waiting.size > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve))
  }

  async close(): Promise<void> {
    if (this.#failure !== undefined) return
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve))
    this.#worker.postMessage('close')
    await ended
  }

  async #send(sql: string, parameters: readonly SqliteValue[]): Promise<QueryReply> {
    if (this.#failure !== undefined) throw this.#failure
    const request: QueryRequest = { id: this.#nextId++, sql, parameters }
    return await new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject })
      this.#worker.postMessage(request)
    })
  }

  #fail(error: Error): void {
    this.#failure ??= error
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
    this.#tellIdle()
  }

  #tellIdle(): void {
    const told = this.#whenIdle
    this.#whenIdle = []
    for (const resolve of told) resolve()
  }
}
