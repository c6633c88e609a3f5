import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { pseudoTranslation } from './pseudo-translation.ts'

/** What servers have been seen to do; each is done once, in order. */
export type ModelFault =
  | { kind: 'status'; status: number; code?: string; retryAfter?: number }
  /** No answer at all; or one that begins and then stops. */
  | { kind: 'hang' | 'stall' }
  /** The connection breaks; the stream ends without saying why; the model had no room left. */
  | { kind: 'cut' | 'early-end' | 'length' }
  | { kind: 'invalid-json' | 'wrong-count' | 'refusal' | 'refusal-text' | 'content-filter' }
  | { kind: 'lost-marks' | 'doubled-marks' | 'changed-numbers' | 'answered' | 'echo' }
  | { kind: 'new-ping' | 'new-link' | 'new-style' | 'new-line' }
  /** Not wrong, but not clean. */
  | { kind: 'think' | 'fenced' | 'spaced-marks' | 'bare-items' | 'not-streamed' | 'no-finish' | 'controls' }

interface Item {
  id: number
  from: string
  to: string
  segments: string[]
  context?: string[]
  complaint?: string
}

export interface SeenModelRequest {
  authorization: string | undefined
  model: string
  /** All that was sent, as text. */
  body: string
  items: Item[]
  /** In Unix milliseconds, with their fractions; `endedAt` is undefined until all of the answer is written. */
  arrivedAt: number
  endedAt: number | undefined
}

export interface OpenAiStandin extends AsyncDisposable {
  /** With `/v1`. */
  url: string
  /** host:port, for MODEL_ALLOW_HOSTS. */
  host: string
  requests: SeenModelRequest[]
  faults: ModelFault[]
  /** What it has learned: the masked text, then by language. All else it makes up. */
  known: Map<string, Record<string, string>>
  /** Parameters that it refuses, as many servers do. */
  unknown: string[]
  latencyMs: number
  /** What it makes of a post, as JSON. */
  readPost: (post: { title: string; text: string }) => unknown
  /** What was sent to be embedded; each text means which of these words it has. */
  embedded: string[]
  meanings: string[]
}

/** A server that speaks the chat completions of OpenAI, streamed. Its translations look like ones, and mean nothing. */
export async function startOpenAiStandin(): Promise<OpenAiStandin> {
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => void serve(standin, request, response))
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const standin: OpenAiStandin = {
    url: `http://${host}/v1`,
    host,
    requests: [],
    faults: [],
    known: new Map(),
    unknown: [],
    latencyMs: 0,
    readPost: () => ({}),
    embedded: [],
    meanings: [],
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return standin
}

async function serve(standin: OpenAiStandin, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const arrivedAt = performance.timeOrigin + performance.now()
  let body = ''
  for await (const chunk of request) body += String(chunk)
  if (request.url?.endsWith('/embeddings') === true) return embed(standin, body, response)
  const asked = JSON.parse(body) as { model: string; messages: { content: string }[] }
  const sent = JSON.parse(asked.messages[1]?.content ?? '{}') as { items?: Item[]; title?: string; text?: string }
  const { items = [], title = '', text } = sent
  const refused = standin.unknown.find((name) => name in asked)
  if (refused !== undefined) {
    return fail(response, 400, { message: `Unrecognized request argument supplied: ${refused}` })
  }
  const seen: SeenModelRequest = {
    authorization: request.headers.authorization,
    model: asked.model,
    body,
    items,
    arrivedAt,
    endedAt: undefined,
  }
  standin.requests.push(seen)
  const fault = standin.faults.shift()
  if (fault?.kind === 'hang') return
  if (fault?.kind === 'status') {
    const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
    return fail(response, fault.status, { message: 'no', code: fault.code ?? null }, headers)
  }
  if (standin.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, standin.latencyMs))
  const answer =
    text === undefined ? answerOf(standin, items, fault) : JSON.stringify(standin.readPost({ title, text }))
  stream(response, asked.model, answer, fault)
  seen.endedAt = performance.timeOrigin + performance.now()
}

function embed(standin: OpenAiStandin, body: string, response: ServerResponse): void {
  const { model, input } = JSON.parse(body) as { model: string; input: string[] }
  const fault = standin.faults.shift()
  if (fault?.kind === 'status') return fail(response, fault.status, { message: 'no', code: fault.code ?? null })
  standin.embedded.push(...input)
  const data = input.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: [0.1, ...standin.meanings.map((word) => (text.includes(word) ? 1 : 0))],
  }))
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ object: 'list', model, data, usage: { prompt_tokens: 100, total_tokens: 100 } }))
}

function fail(response: ServerResponse, status: number, error: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify({ error }))
}

function answerOf(standin: OpenAiStandin, items: readonly Item[], fault: ModelFault | undefined): string {
  const spoil = (fault === undefined ? undefined : SPOILED[fault.kind]) ?? ((translated: string) => translated)
  const answers = items.map(({ id, to, segments }) => ({
    id,
    segments: segments.map((text) => spoil(standin.known.get(text)?.[to] ?? pseudoTranslation(text, to), text)),
  }))
  if (fault?.kind === 'wrong-count') answers[0]?.segments.push('one more')
  const json = JSON.stringify({ items: answers })
  if (fault?.kind === 'think') return `<think>{"items": hm, maybe not}</think>\nHere it is:\n${json}`
  if (fault?.kind === 'fenced') return `\`\`\`json\n${json}\n\`\`\``
  if (fault?.kind === 'invalid-json') return json.slice(0, -4)
  if (fault?.kind === 'bare-items') return JSON.stringify(answers)
  return json
}

const SPOILED: Partial<Record<ModelFault['kind'], (translated: string, source: string) => string>> = {
  'lost-marks': (text) => text.replace(/⟦\d+⟧/, ''),
  'doubled-marks': (text) => text.replace(/⟦\d+⟧/, '$&$&'),
  'spaced-marks': (text) => text.replace(/⟦(\/?)(\d+)⟧/g, '⟦ $1$2 ⟧'),
  'changed-numbers': (text) => text.replace(/(?<!⟦\/?)\d+/g, '7777'),
  answered: () => 'Yes, of course, that is what I would do here as well.',
  'refusal-text': () => "I'm sorry, but I can't help with that.",
  echo: (_, source) => source,
  'new-ping': (text) => `@everyone ${text}`,
  'new-link': (text) => `${text} https://elsewhere.example`,
  'new-style': (text) => `**${text}**`,
  'new-line': (text) => `${text}\n\n(I have translated it.)`,
  controls: (text) => `\0${text}\ud800`,
}

function stream(response: ServerResponse, model: string, text: string, fault: ModelFault | undefined): void {
  if (fault?.kind === 'not-streamed') {
    const choices = [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }]
    response.writeHead(200, { 'content-type': 'application/json' })
    return void response.end(JSON.stringify({ id: 'c', object: 'chat.completion', model, choices }))
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (delta: object, finish: string | null = null) =>
    response.write(
      `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
    )
  if (fault?.kind === 'refusal') send({ refusal: 'I cannot do that.' })
  const half = Math.ceil(text.length / 2)
  send({ role: 'assistant', content: text.slice(0, half) })
  if (fault?.kind === 'stall') return
  if (fault?.kind === 'cut') return void setTimeout(() => response.destroy(), 20)
  if (fault?.kind === 'early-end') return void response.end('data: [DONE]\n\n')
  send({ content: text.slice(half) })
  if (fault?.kind === 'no-finish') return void response.end('data: [DONE]\n\n')
  send({}, fault?.kind === 'length' ? 'length' : fault?.kind === 'content-filter' ? 'content_filter' : 'stop')
  const usage = { prompt_tokens: 1000, completion_tokens: 500, total_tokens: 1500 }
  response.write(`data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model, choices: [], usage })}\n\n`)
  response.end('data: [DONE]\n\n')
}
