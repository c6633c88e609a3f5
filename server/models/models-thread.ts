import { ThreadCalls } from '../platform/thread-calls.ts'
import { workerThread } from '../platform/worker-thread.ts'
import type { ChatAnswer, ChatRequest, ModelEndpoint } from './chat-model.ts'
import type { Embedded } from './embedding-model.ts'
import type { ModelsCall, ModelsThreadData } from './models.worker.ts'

/** Asks models in a thread of their own, which starts with the first question. */
export class ModelsThread {
  readonly #data: ModelsThreadData
  #thread: ThreadCalls<ModelsCall> | undefined

  constructor(data: ModelsThreadData) {
    this.#data = data
  }

  /** See `ChatModel`. @throws Error when the thread ends meanwhile. */
  async ask(endpoint: ModelEndpoint, request: ChatRequest): Promise<ChatAnswer> {
    return await this.#call({ kind: 'chat', endpoint, request })
  }

  /** See `embed`. @throws as `ask`. */
  async embed(endpoint: ModelEndpoint, texts: readonly string[]): Promise<Embedded> {
    return await this.#call({ kind: 'embed', endpoint, texts })
  }

  /** Whoever still waits for an answer is told that there will be none. */
  async close(): Promise<void> {
    await this.#thread?.close()
  }

  async #call<T>(call: ModelsCall): Promise<T> {
    // One that ended by a fault of its own is no reason for the next question to have no answer.
    if (this.#thread?.hasEnded === true) this.#thread = undefined
    this.#thread ??= new ThreadCalls(
      workerThread(new URL('./models.worker.ts', import.meta.url), { workerData: this.#data }),
      'models',
    )
    return await this.#thread.call(call)
  }
}
