import type * as Sdk from 'openai'
import type { ModelCall } from '../../shared/models.ts'
import { answerJson } from './answer-json.ts'
import { type ChatDialect, FULL_DIALECT, parametersOf, plainerDialect } from './chat-dialect.ts'
import type { ModelFetch } from './model-fetch.ts'

/** A server that speaks the chat completions of OpenAI: theirs, Ollama, vLLM, LM Studio … */
export interface ModelEndpoint {
  baseUrl: string
  model: string
  apiKey: string | undefined
  /** US dollars for a million tokens. */
  inputPrice: number
  outputPrice: number
}

export interface ChatRequest {
  system: string
  user: string
  /** JSON schema that the answer must follow. */
  schema: Record<string, unknown>
  maxOutputTokens: number
}

export type ChatAnswer =
  | { state: 'done'; text: string; usage: Usage; model: string }
  | { state: 'failed'; outcome: Exclude<ModelCall['outcome'], 'ok'>; usage: Usage; retryAfterMs?: number | undefined }

export interface Usage {
  inputTokens: number
  outputTokens: number
}

/** Asks once, and streams, so that a server which has stopped is noticed. Never throws for what a server does. */
export class ChatModel {
  readonly #fetch: ModelFetch
  readonly #idleMs: number
  #sdk: Promise<typeof Sdk> | undefined
  /** By address and key. */
  readonly #clients = new Map<string, Sdk.OpenAI>()
  /** What each server was found to take. */
  readonly #dialects = new Map<string, ChatDialect>()

  constructor(fetch: ModelFetch, idleMs = 20_000) {
    this.#fetch = fetch
    this.#idleMs = idleMs
  }

  async ask(endpoint: ModelEndpoint, request: ChatRequest): Promise<ChatAnswer> {
    const server = `${endpoint.baseUrl} ${endpoint.model}`
    let dialect = this.#dialects.get(server) ?? FULL_DIALECT
    for (;;) {
      const answer = await this.#askOnce(endpoint, request, dialect)
      if (answer.state !== 'plainer') {
        if (this.#dialects.size > MAX_SERVERS) this.#dialects.clear()
        this.#dialects.set(server, dialect)
        return answer
      }
      ;({ dialect } = answer)
    }
  }

  async #askOnce(
    endpoint: ModelEndpoint,
    request: ChatRequest,
    dialect: ChatDialect,
  ): Promise<ChatAnswer | { state: 'plainer'; dialect: ChatDialect }> {
    // Loaded when the first text is translated, not at the start.
    const sdk = await (this.#sdk ??= import('openai'))
    const client = this.#clientOf(sdk, endpoint)
    const stop = new AbortController()
    const said: Said = { text: '', refusal: '', finish: null, model: endpoint.model, usage: undefined }
    let hasAnswered = false
    let isRead = false
    // What was cut off costs, too; and some servers do not count.
    const usage = (): Usage => {
      if (said.usage !== undefined || !hasAnswered) return said.usage ?? NOTHING
      return { inputTokens: tokensOf(request.system + request.user), outputTokens: tokensOf(said.text) }
    }
    let idle = setTimeout(() => stop.abort(), this.#idleMs)
    try {
      const { data: stream, response } = await client.chat.completions
        .create(
          {
            model: endpoint.model,
            stream: true,
            messages: [
              { role: 'system', content: request.system },
              { role: 'user', content: request.user },
            ],
            ...parametersOf(dialect, request.schema, request.maxOutputTokens),
          },
          { signal: stop.signal },
        )
        .withResponse()
      hasAnswered = true
      // Some answer at once, though they were asked to stream.
      const isWhole = response.headers.get('content-type')?.includes('application/json') === true
      const chunks: AsyncIterable<Chunk> = isWhole ? wholeAnswer(response) : stream
      for await (const { choices, model, usage: counted } of chunks) {
        clearTimeout(idle)
        idle = setTimeout(() => stop.abort(), this.#idleMs)
        const { delta, finish_reason } = choices?.[0] ?? {}
        // Models that think may answer in parts of their own.
        said.text += typeof delta?.content === 'string' ? delta.content : ''
        said.refusal += delta?.refusal ?? ''
        said.finish = finish_reason ?? said.finish
        said.model = model || said.model
        said.usage = counted ? usageOf(counted) : said.usage
        if (said.text.length > MAX_ANSWER) return { state: 'failed', outcome: 'invalid', usage: usage() }
      }
      isRead = true
      if (stop.signal.aborted) return { state: 'failed', outcome: 'timeout', usage: usage() }
      const fault = faultOf(said)
      if (fault !== undefined) return { state: 'failed', outcome: fault, usage: usage() }
      return { state: 'done', text: said.text, usage: usage(), model: said.model }
    } catch (error) {
      if (stop.signal.aborted) return { state: 'failed', outcome: 'timeout', usage: usage() }
      if (!(error instanceof sdk.APIError) || error.status === undefined)
        return { state: 'failed', outcome: 'cut', usage: usage() }
      if (error.status === 400 || error.status === 422) {
        const plainer = plainerDialect(dialect, error.message)
        return plainer === undefined
          ? { state: 'failed', outcome: 'invalid', usage: usage() }
          : { state: 'plainer', dialect: plainer }
      }
      const isLimited = error.status === 429 && error.code !== 'insufficient_quota'
      const retryAfter = isLimited || error.status >= 500 ? retryAfterMs(error.headers, Date.now()) : undefined
      const outcome = error.status === 429 ? 'limited' : 'failed'
      return { state: 'failed', outcome, usage: usage(), retryAfterMs: retryAfter }
    } finally {
      clearTimeout(idle)
      // Left early, it would go on being read.
      if (!isRead) stop.abort()
    }
  }

  #clientOf({ default: OpenAI }: typeof Sdk, { baseUrl, apiKey = 'none' }: ModelEndpoint): Sdk.OpenAI {
    const key = JSON.stringify([baseUrl, apiKey])
    const known = this.#clients.get(key)
    if (known !== undefined) return known
    const client = new OpenAI({
      baseURL: baseUrl,
      apiKey,
      // Its own ones sleep as long as a server says, and cannot be interrupted.
      maxRetries: 0,
      organization: null,
      project: null,
      fetch: this.#fetch,
    })
    if (this.#clients.size >= MAX_SERVERS) this.#clients.clear()
    this.#clients.set(key, client)
    return client
  }
}

const NOTHING: Usage = { inputTokens: 0, outputTokens: 0 }
const MAX_ANSWER = 200_000
const MAX_SERVERS = 100

interface Said {
  text: string
  refusal: string
  finish: string | null
  model: string
  usage: Usage | undefined
}

/** What is read of a chunk; servers leave out what they have no use for. */
interface Chunk {
  model?: string
  choices?: {
    delta?: { content?: unknown; refusal?: string | null }
    finish_reason?: string | null
  }[]
  usage?: Parameters<typeof usageOf>[0] | null
}

/** An answer that is not streamed, as the one chunk of a stream. */
async function* wholeAnswer(response: Response): AsyncGenerator<Chunk> {
  const { choices = [], ...answer } = (await response.json()) as Omit<Chunk, 'choices'> & {
    choices?: { message?: { content?: unknown; refusal?: string | null }; finish_reason?: string | null }[]
  }
  yield { ...answer, choices: choices.map(({ message = {}, ...choice }) => ({ ...choice, delta: message })) }
}

function faultOf({ text, refusal, finish }: Said) {
  if (refusal !== '' || finish === 'content_filter') return 'refused'
  if (finish === 'length') return 'invalid'
  if (finish === 'error') return 'cut'
  // Without a reason the stream has just ended: what is there may be half a sentence. Half of an object is none.
  return finish === null && answerJson(text) === undefined ? 'cut' : undefined
}

function usageOf(usage: { prompt_tokens?: number; completion_tokens?: number }): Usage {
  return { inputTokens: usage.prompt_tokens ?? 0, outputTokens: usage.completion_tokens ?? 0 }
}

/** About; for servers that do not count, and before a call. */
export function tokensOf(text: string): number {
  return Math.ceil(new TextEncoder().encode(text).length / 3)
}

/** Seconds or a date; when it says nothing, it may be tried again soon. */
function retryAfterMs(headers: Headers | undefined, now: number): number {
  const said = headers?.get('retry-after') ?? ''
  const ms = /^\d+(?:\.\d+)?$/.test(said) ? Number(said) * 1000 : Date.parse(said) - now
  return Number.isNaN(ms) ? 500 : Math.max(0, ms)
}

export function costMicros({ inputPrice, outputPrice }: ModelEndpoint, usage: Usage): number {
  return Math.ceil(usage.inputTokens * inputPrice + usage.outputTokens * outputPrice)
}
