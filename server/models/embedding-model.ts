import type { ModelEndpoint } from './chat-model.ts'
import type { ModelFetch } from './model-fetch.ts'

export type Embedded = { state: 'done'; vectors: Float32Array[]; inputTokens: number } | { state: 'failed' }

const TIMEOUT_MS = 30_000

/** Asks a server that speaks the embeddings of OpenAI, once. Never throws for what a server does. */
export async function embed(fetch: ModelFetch, endpoint: ModelEndpoint, texts: readonly string[]): Promise<Embedded> {
  const { default: OpenAI } = await import('openai')
  const client = new OpenAI({
    baseURL: endpoint.baseUrl,
    apiKey: endpoint.apiKey ?? 'none',
    maxRetries: 0,
    organization: null,
    project: null,
    fetch,
  })
  try {
    const answer = await client.embeddings.create(
      { model: endpoint.model, input: [...texts], encoding_format: 'float' },
      { signal: AbortSignal.timeout(TIMEOUT_MS) },
    )
    const vectors = answer.data
      .toSorted((a, b) => a.index - b.index)
      .map(({ embedding }) => Float32Array.from(embedding))
    const length = vectors[0]?.length ?? 0
    const isWhole =
      vectors.length === texts.length &&
      length > 0 &&
      vectors.every((one) => one.length === length && one.every(Number.isFinite))
    return isWhole ? { state: 'done', vectors, inputTokens: answer.usage?.prompt_tokens ?? 0 } : { state: 'failed' }
  } catch {
    return { state: 'failed' }
  }
}
