import type * as Sdk from 'openai'
import type { ModelCall } from '../../shared/models.ts'
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
  /** Servers that know no JSON schema: what they know is found out once. */
  readonly #formats = new Map<string, number>()

  constructor(fetch: ModelFetch, idleMs = 20_000) {
    this.#fetch = fetch
    this.#idleMs = idleMs
  }

  async ask(endpoint: ModelEndpoint, request: ChatRequest): Promise<ChatAnswer> {
    const server = `${endpoint.baseUrl} ${endpoint.model}`
    for (let format = this.#formats.get(server) ?? 0; ; format += 1) {
      const answer = await this.#askOnce(endpoint, request, format)
      if (answer !== 'other-format' || format === 2) {
        if (answer === 'other-format') return { state: 'failed', outcome: 'failed', usage: NOTHING }
        if (this.#formats.size > MAX_SERVERS) this.#formats.clear()
        this.#formats.set(server, format)
        return answer
      }
    }
  }

  async #askOnce(endpoint: ModelEndpoint, request: ChatRequest, format: number): Promise<ChatAnswer | 'other-format'> {
    // Loaded when the first text is translated, not at the start.
    const sdk = await (this.#sdk ??= import('openai'))
    const client = this.#clientOf(sdk, endpoint)
    const stop = new AbortController()
    let usage: Usage = NOTHING
    let isRead = false
    let idle = setTimeout(() => stop.abort(), this.#idleMs)
    try {
      const stream = await client.chat.completions.create(
        {
          model: endpoint.model,
          stream: true,
          stream_options: { include_usage: true },
          max_completion_tokens: request.maxOutputTokens,
          messages: [
            { role: 'system', content: request.system },
            { role: 'user', content: request.user },
          ],
          ...responseFormat(format, request.schema),
        },
        { signal: stop.signal },
      )
      let text = ''
      let refusal = ''
      let finish: string | null = null
      let model = endpoint.model
      for await (const chunk of stream) {
        clearTimeout(idle)
        idle = setTimeout(() => stop.abort(), this.#idleMs)
        const [choice] = chunk.choices
        text += choice?.delta.content ?? ''
        refusal += choice?.delta.refusal ?? ''
        finish = choice?.finish_reason ?? finish
        if (chunk.model !== '') model = chunk.model ?? model
        if (text.length > MAX_ANSWER) return { state: 'failed', outcome: 'invalid', usage }
        if (chunk.usage) usage = usageOf(chunk.usage)
      }
      isRead = true
      if (usage === NOTHING)
        usage = { inputTokens: tokensOf(request.system + request.user), outputTokens: tokensOf(text) }
      if (stop.signal.aborted) return { state: 'failed', outcome: 'timeout', usage }
      if (refusal !== '' || finish === 'content_filter') return { state: 'failed', outcome: 'refused', usage }
      // Without a reason the stream has just ended: what is there may be half a sentence.
      if (finish !== 'stop') return { state: 'failed', outcome: 'cut', usage }
      return { state: 'done', text, usage, model }
    } catch (error) {
      if (stop.signal.aborted) return { state: 'failed', outcome: 'timeout', usage }
      if (!(error instanceof sdk.APIError) || error.status === undefined)
        return { state: 'failed', outcome: 'cut', usage }
      if (error.status === 400 && format < 2 && /response_format|json_schema|schema/i.test(error.message))
        return 'other-format'
      const isLimited = error.status === 429 && error.code !== 'insufficient_quota'
      const retryAfterMs = isLimited || error.status >= 500 ? retryAfter(error.headers?.get('retry-after')) : undefined
      return { state: 'failed', outcome: error.status === 429 ? 'limited' : 'failed', usage, retryAfterMs }
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

function responseFormat(format: number, schema: Record<string, unknown>) {
  if (format === 0) {
    const json_schema = { name: 'answer', strict: true, schema }
    return { response_format: { type: 'json_schema' as const, json_schema } }
  }
  return format === 1 ? { response_format: { type: 'json_object' as const } } : {}
}

function usageOf(usage: { prompt_tokens?: number; completion_tokens?: number }): Usage {
  return { inputTokens: usage.prompt_tokens ?? 0, outputTokens: usage.completion_tokens ?? 0 }
}

/** About; for servers that do not count, and before a call. */
export function tokensOf(text: string): number {
  return Math.ceil(new TextEncoder().encode(text).length / 3)
}

/** @returns undefined when it says nothing: then it may be tried again soon. */
function retryAfter(header: string | null | undefined): number {
  const seconds = Number(header)
  return header === null || header === undefined || !Number.isFinite(seconds) ? 500 : seconds * 1000
}

export function costMicros({ inputPrice, outputPrice }: ModelEndpoint, usage: Usage): number {
  return Math.ceil(usage.inputTokens * inputPrice + usage.outputTokens * outputPrice)
}
