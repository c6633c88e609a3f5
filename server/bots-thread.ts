import type { Worker } from 'node:worker_threads'
import type { StartBotsOptions } from '../bots/start-bots.ts'
import { workerThread } from './platform/worker-thread.ts'

export interface BotsThreadData extends Omit<StartBotsOptions, 'log'> {
  logLevel: string
}

/**
 * The bots of this process. What they read, render and send does not keep the hub's event loop from anybody else: they
 * talk to the hub through the same door as a bot elsewhere.
 */
export class BotsThread implements AsyncDisposable {
  readonly #worker: Worker
  readonly #ended: Promise<unknown>

  constructor(data: BotsThreadData) {
    this.#worker = workerThread(new URL('./bots.worker.ts', import.meta.url), { workerData: data })
    this.#ended = new Promise((resolve) => this.#worker.once('exit', resolve))
    // As anywhere in this process: what nobody has caught ends it.
    this.#worker.once('error', (error) => {
      throw error
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#worker.postMessage('close')
    await this.#ended
  }
}
