import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { type Fault, Faults } from './faults.ts'

/** A call that a stand-in has seen, in order of arrival. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** Parsed JSON or form fields; undefined when there was none. Of a multipart body: its `payload_json`. */
  readonly body: unknown
  readonly files: readonly { name: string; bytes: Buffer }[]
  readonly at: number
  /** Of the answer; null while there is none, and for ever when it was lost. */
  status: number | null
  fault: Fault['kind'] | null
}

export interface Answer {
  status: number
  /** Sent as JSON; a string or a Buffer goes as it is; undefined: no body. */
  body?: unknown
  headers?: Record<string, string>
}

export interface ApiServerOptions {
  handle: (request: SeenRequest) => Answer | Promise<Answer>
  rateLimited: (fault: Extract<Fault, { kind: 'rate_limited' }>) => Answer
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

const MAX_BODY_BYTES = 12 * 1024 * 1024

/** The HTTP side that both stand-ins share: 127.0.0.1, a free port, every call kept, faults on demand. */
export class ApiServer implements AsyncDisposable {
  readonly faults = new Faults()
  readonly requests: SeenRequest[] = []
  /** Added to each answer, to see what a slow platform does. */
  latencyMs = 0
  readonly #server: Server
  readonly #sockets = new Set<Duplex>()
  readonly #options: ApiServerOptions

  private constructor(options: ApiServerOptions) {
    this.#options = options
    this.#server = createServer((request, response) => {
      void this.#serve(request, response)
    })
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
    this.#server.on('upgrade', options.upgrade)
  }

  static async start(options: ApiServerOptions): Promise<ApiServer> {
    const api = new ApiServer(options)
    await new Promise<void>((resolve) => api.#server.listen(0, '127.0.0.1', resolve))
    return api
  }

  /** Without a trailing slash. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  calls(method: string, path: RegExp): SeenRequest[] {
    return this.requests.filter((seen) => seen.method === method && path.test(seen.path))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url)
    const method = request.method ?? 'GET'
    let parsed: Pick<SeenRequest, 'body' | 'files'>
    try {
      parsed = await parseBody(await readBody(request), request.headers['content-type'] ?? '')
    } catch (error) {
      response.writeHead(400, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify({ message: `The request body contains invalid JSON. (${String(error)})`, code: 50109 }),
      )
      return
    }
    const fault = this.faults.take(method, url.pathname)
    const seen: SeenRequest = {
      method,
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      ...parsed,
      at: Date.now(),
      status: null,
      fault: fault?.kind ?? null,
    }
    this.requests.push(seen)
    if (fault?.kind === 'drop') return void request.socket.destroy()
    if (fault?.kind === 'hang') return
    if (this.latencyMs > 0) await wait(this.latencyMs)
    const answer = await this.#answer(seen, fault)
    if (fault?.kind === 'lose_answer') return void request.socket.destroy()
    seen.status = answer.status
    const headers: Record<string, string> = { ...answer.headers }
    if (Buffer.isBuffer(answer.body)) {
      response.writeHead(answer.status, { 'content-type': 'application/octet-stream', ...headers })
      response.end(answer.body)
      return
    }
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
    if (text !== undefined)
      headers['content-type'] ??= typeof answer.body === 'string' ? 'text/html' : 'application/json'
    response.writeHead(answer.status, headers)
    response.end(text)
  }

  async #answer(seen: SeenRequest, fault: Fault | undefined): Promise<Answer> {
    if (fault?.kind === 'rate_limited') return this.#options.rateLimited(fault)
    if (fault?.kind === 'status') return { status: fault.status, body: `<html>${fault.status}</html>` }
    if (fault?.kind === 'answer') return { status: fault.status, body: fault.body }
    try {
      return await this.#options.handle(seen)
    } catch (error) {
      // A bug of the stand-in must not look like a fault of the platform.
      console.error('stand-in failed', seen.method, seen.path, error)
      return { status: 599, body: { message: `the stand-in failed: ${String(error)}` } }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve())
    })
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length
    if (bytes > MAX_BODY_BYTES) throw new Error('too large')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

async function parseBody(bytes: Buffer, contentType: string): Promise<Pick<SeenRequest, 'body' | 'files'>> {
  if (bytes.length === 0) return { body: undefined, files: [] }
  if (contentType.startsWith('multipart/form-data')) return await parseMultipart(bytes, contentType)
  if (contentType.startsWith('application/octet-stream')) return { body: undefined, files: [{ name: '', bytes }] }
  const text = bytes.toString('utf8')
  if (contentType.startsWith('application/json')) return { body: JSON.parse(text), files: [] }
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return { body: Object.fromEntries(new URLSearchParams(text)), files: [] }
  return { body: text, files: [] }
}

async function parseMultipart(bytes: Buffer, contentType: string): Promise<Pick<SeenRequest, 'body' | 'files'>> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData()
  const files: { name: string; bytes: Buffer }[] = []
  let body: unknown = {}
  for (const [key, value] of form) {
    if (typeof value !== 'string') files.push({ name: value.name, bytes: Buffer.from(await value.arrayBuffer()) })
    else if (key === 'payload_json') body = JSON.parse(value)
  }
  return { body, files }
}
