import { workerData } from 'node:worker_threads'
import { serveCalls } from '../platform/serve-calls.ts'
import { ChatModel, type ChatRequest, type ModelEndpoint } from './chat-model.ts'
import { embed } from './embedding-model.ts'
import { modelFetch } from './model-fetch.ts'

export interface ModelsThreadData {
  /** host:port that may be reached though they are no public addresses. */
  allowHosts: readonly string[]
  /** Without a word for so long, a server has stopped. */
  idleMs: number
}

export type ModelsCall =
  | { kind: 'chat'; endpoint: ModelEndpoint; request: ChatRequest }
  | { kind: 'embed'; endpoint: ModelEndpoint; texts: readonly string[] }

const { allowHosts, idleMs } = workerData as ModelsThreadData
const fetch = modelFetch(allowHosts)
const model = new ChatModel(fetch, idleMs)

/** Speaks with models off the event loop: what they stream comes in many small pieces. */
serveCalls<ModelsCall>({
  answer: (call) =>
    call.kind === 'chat' ? model.ask(call.endpoint, call.request) : embed(fetch, call.endpoint, call.texts),
  // What is on its way would keep the thread.
  close: () => process.exit(),
})
