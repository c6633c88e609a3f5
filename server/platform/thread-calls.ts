import type { TransferListItem, Worker } from 'node:worker_threads'

type Reply = { id: number; value: unknown } | { id: number; error: string }

/** Calls with answers over a worker thread's port. A thread that dies fails all that wait, and all that come. */
export class ThreadCalls<Call> {
  readonly #worker: Worker
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  #nextId = 1
  #failure: Error | undefined

  constructor(worker: Worker, name: string) {
    this.#worker = worker
    worker.on('message', (reply: Reply) => {
      const waiting = this.#waiting.get(reply.id)
      this.#waiting.delete(reply.id)
      if ('error' in reply) waiting?.reject(new Error(reply.error))
      else waiting?.resolve(reply.value)
    })
    worker.on('error', (error) => this.#fail(error))
    worker.on('exit', () => this.#fail(new Error(`the ${name} thread has ended`)))
  }

  /** How many calls have no answer yet. */
  get pending(): number {
    return this.#waiting.size
  }

  /** It answers no more. */
  get hasEnded(): boolean {
    return this.#failure !== undefined
  }

  async call<T>(call: Call, transfer: readonly TransferListItem[] = []): Promise<T> {
    if (this.#failure !== undefined) throw this.#failure
    const id = this.#nextId++
    return await new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
      this.#worker.postMessage({ id, call }, transfer)
    })
  }

  /** Lets the thread finish what it has, then ends it. */
  async close(): Promise<void> {
    if (this.#failure !== undefined) return
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve))
    this.#worker.postMessage('close')
    await ended
  }

  #fail(error: Error): void {
    this.#failure ??= error
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
