import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { S3Config } from '../../../server/attachments/s3-file-store.ts'
import { signed } from '../../../server/attachments/aws-signature.ts'

/** A bucket in memory that refuses what S3 refuses: a wrong signature, a body that is not what was signed. */
export class S3Standin implements AsyncDisposable {
  readonly objects = new Map<string, Buffer>()
  readonly config: S3Config
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    const { port } = server.address() as AddressInfo
    this.config = {
      endpoint: `http://127.0.0.1:${port}`,
      bucket: 'guild-files',
      region: 'eu-central-1',
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey: 'a secret that is only good for tests',
    }
    server.on('request', (request: IncomingMessage, response) => {
      void this.#answer(request).then(({ status, body }) => response.writeHead(status).end(body))
    })
  }

  static async start(): Promise<S3Standin> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new S3Standin(server)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body?: Buffer | string }> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const refusal = this.#refusal(request, body)
    if (refusal !== undefined) return { status: 403, body: `<Error><Code>${refusal}</Code></Error>` }
    const key = (request.url ?? '').replace(`/${this.config.bucket}/`, '')
    if (request.method === 'PUT') {
      if (request.headers['content-length'] === undefined) return { status: 411, body: 'MissingContentLength' }
      this.objects.set(key, body)
      return { status: 200 }
    }
    if (request.method === 'DELETE') {
      this.objects.delete(key)
      return { status: 204 }
    }
    const found = this.objects.get(key)
    return found === undefined ? { status: 404, body: 'NoSuchKey' } : { status: 200, body: found }
  }

  #refusal({ method = '', url = '', headers }: IncomingMessage, body: Buffer): string | undefined {
    const { authorization = '', host = '' } = headers
    const bodySha256 = String(headers['x-amz-content-sha256'])
    if (createHash('sha256').update(body).digest('hex') !== bodySha256) return 'XAmzContentSHA256Mismatch'
    const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? []
    const time = String(headers['x-amz-date']).replace(
      /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
      '$1-$2-$3T$4:$5:$6Z',
    )
    const expected = signed(
      {
        method,
        url: new URL(url, `http://${host}`),
        headers: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
        bodySha256,
        at: new Date(time),
      },
      this.config,
    )
    return expected['authorization'] === authorization ? undefined : 'SignatureDoesNotMatch'
  }
}
