import type { ModelBudget, ModelCall } from '../../shared/models.ts'
import type { Log } from '../platform/log.ts'
import { type ChatAnswer, type ChatRequest, costMicros, type ModelEndpoint, tokensOf } from './chat-model.ts'
import { BudgetGuard, type BudgetGuardDeps } from './budget-guard.ts'
import type { ModelLedger } from './model-ledger.ts'
import type { ModelsThread } from './models-thread.ts'

export interface ModelServiceDeps {
  ledger: Pick<ModelLedger, 'record' | 'spent'>
  tellAdmins: BudgetGuardDeps['tellAdmins']
  thread: Pick<ModelsThread, 'ask' | 'embed'>
  log: Log
  now: () => number
  wait: (ms: number) => Promise<unknown>
}

export interface ModelRequest {
  communityId: string
  roomId: string | null
  /** For whom alone; absent: for all. */
  memberId?: string | undefined
  purpose: string
  engine: string
  /** Texts that go with it. */
  texts: number
  endpoint: ModelEndpoint
  budget: ModelBudget
  chat: ChatRequest
}

interface EmbeddingRequest extends Omit<ModelRequest, 'chat' | 'texts' | 'memberId'> {
  texts: readonly string[]
}

export type ModelAnswer =
  | { state: 'done'; text: string; model: string }
  | { state: 'failed'; reason: 'budget-spent' | 'down' | 'refused' | 'invalid' }

const MAX_TRIES = 2
/** Longer than this nobody waits for one text; the next engine is asked. */
const MAX_RETRY_AFTER_MS = 3_000
const FAILURES_TO_PAUSE = 4
const PAUSE_MS = 20_000
const MAX_SERVERS = 200
/** Calls on their way to one server. */
const MAX_AT_ONCE = 32
const MAX_WAITING = 500

interface Server {
  failures: number
  pausedUntil: number
  running: number
  waiting: (() => void)[]
}

/** Calls models that are not part of the hub: within the budget, noted in the ledger, and never for long in vain. */
export class ModelService {
  readonly #deps: ModelServiceDeps
  readonly #guard: BudgetGuard
  readonly #servers = new Map<string, Server>()

  constructor(deps: ModelServiceDeps) {
    this.#deps = deps
    this.#guard = new BudgetGuard(deps)
  }

  async ask(request: ModelRequest): Promise<ModelAnswer> {
    const server = this.#server(request.endpoint.baseUrl)
    if (server.pausedUntil > this.#deps.now() || server.waiting.length >= MAX_WAITING) return DOWN
    if (server.running >= MAX_AT_ONCE) await new Promise<void>((resolve) => server.waiting.push(resolve))
    else server.running += 1
    try {
      return await this.#askInTurn(request, server)
    } finally {
      // Whoever waits takes the place over; otherwise it is free.
      const next = server.waiting.shift()
      if (next === undefined) server.running -= 1
      else next()
    }
  }

  /** A vector for each text; undefined: the model is down, or the budget does not allow it. */
  async embed({ endpoint, budget, texts, ...why }: EmbeddingRequest): Promise<Float32Array[] | undefined> {
    const server = this.#server(endpoint.baseUrl)
    if (server.pausedUntil > this.#deps.now()) return undefined
    const atMost = { inputTokens: tokensOf(texts.join('\n')), outputTokens: 0 }
    const release = await this.#guard.reserve(why.communityId, budget, costMicros(endpoint, atMost))
    if (release === undefined) return undefined
    const started = performance.now()
    try {
      const answer = await this.#deps.thread.embed(endpoint, texts)
      const isDone = answer.state === 'done'
      // Servers of one's own often do not count.
      const usage = { inputTokens: isDone ? answer.inputTokens || atMost.inputTokens : 0, outputTokens: 0 }
      await this.#deps.ledger.record({
        memberId: null,
        ...why,
        model: endpoint.model,
        host: new URL(endpoint.baseUrl).host,
        texts: texts.length,
        ...usage,
        costMicros: costMicros(endpoint, usage),
        durationMs: performance.now() - started,
        outcome: isDone ? 'ok' : 'failed',
      })
      if (isDone) return answer.vectors
      this.#failed(server)
      return undefined
    } finally {
      release()
    }
  }

  async #askInTurn(request: ModelRequest, server: Server): Promise<ModelAnswer> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#askOnce(request)
      if (answer === undefined) return { state: 'failed', reason: 'budget-spent' }
      if (answer.state === 'done') {
        server.failures = 0
        return { state: 'done', text: answer.text, model: answer.model }
      }
      if (answer.outcome === 'refused' || answer.outcome === 'invalid')
        return { state: 'failed', reason: answer.outcome }
      const pauseMs = answer.outcome === 'cut' ? 0 : answer.retryAfterMs
      if (tries < MAX_TRIES && pauseMs !== undefined && pauseMs <= MAX_RETRY_AFTER_MS) {
        await this.#deps.wait(pauseMs)
        continue
      }
      this.#failed(server, answer.retryAfterMs)
      return DOWN
    }
  }

  /** @returns undefined when the budget does not allow it. */
  async #askOnce(request: ModelRequest): Promise<ChatAnswer | undefined> {
    const { communityId, roomId, memberId = null, purpose, engine, texts, endpoint, budget, chat } = request
    const atMost = { inputTokens: tokensOf(chat.system + chat.user), outputTokens: chat.maxOutputTokens }
    const release = await this.#guard.reserve(communityId, budget, costMicros(endpoint, atMost))
    if (release === undefined) return undefined
    const started = performance.now()
    let answer: ChatAnswer
    try {
      answer = await this.#deps.thread.ask(endpoint, chat)
    } catch (error) {
      release()
      throw error
    }
    // Nobody waits for the ledger's disk; what the call may cost stays reserved until it is there.
    this.#deps.ledger
      .record({
        communityId,
        roomId,
        memberId,
        purpose,
        engine,
        model: answer.state === 'done' ? answer.model : endpoint.model,
        host: new URL(endpoint.baseUrl).host,
        texts,
        ...answer.usage,
        costMicros: costMicros(endpoint, answer.usage),
        durationMs: performance.now() - started,
        outcome: (answer.state === 'done' ? 'ok' : answer.outcome) satisfies ModelCall['outcome'],
      })
      .catch((error: unknown) =>
        this.#deps.log.error({ err: error, communityId }, 'a call of a model is not in the ledger'),
      )
      .finally(release)
    return answer
  }

  #failed(server: Server, retryAfterMs = 0): void {
    server.failures += 1
    if (server.failures < FAILURES_TO_PAUSE && retryAfterMs <= MAX_RETRY_AFTER_MS) return
    // Others need not wait for what has just failed so often.
    server.pausedUntil = this.#deps.now() + Math.min(Math.max(PAUSE_MS, retryAfterMs), 10 * PAUSE_MS)
    server.failures = 0
    this.#deps.log.warn({ untilMs: server.pausedUntil - this.#deps.now() }, 'a model does not answer and is left alone')
  }

  #server(baseUrl: string): Server {
    const known = this.#servers.get(baseUrl)
    if (known !== undefined) return known
    for (const [url, { running }] of this.#servers) {
      if (this.#servers.size >= MAX_SERVERS && running === 0) this.#servers.delete(url)
    }
    const server: Server = { failures: 0, pausedUntil: 0, running: 0, waiting: [] }
    this.#servers.set(baseUrl, server)
    return server
  }
}

const DOWN: ModelAnswer = { state: 'failed', reason: 'down' }
