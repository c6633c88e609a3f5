import { createReadStream } from 'node:fs'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { signed, type SigningKey } from './aws-signature.ts'
import type { FileStore, LocalFile } from './file-store.ts'

export interface S3Config extends SigningKey {
  /** E.g. 'https://s3.eu-central-1.amazonaws.com', or an own MinIO. */
  endpoint: string
  bucket: string
}

const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
/** Without a byte in either direction. */
const IDLE_MS = 20_000

/** A bucket of anything that speaks S3, addressed by path: that works with all of them. */
export class S3FileStore implements FileStore {
  readonly #config: S3Config

  constructor(config: S3Config) {
    this.#config = config
  }

  async put(key: string, file: LocalFile): Promise<void> {
    const answer = await this.#send('PUT', key, file)
    if (answer.statusCode !== 200) throw await refusal('PUT', answer)
    answer.resume()
  }

  async read(key: string): Promise<Readable | undefined> {
    const answer = await this.#send('GET', key)
    if (answer.statusCode === 200) return answer
    if (answer.statusCode !== 404) throw await refusal('GET', answer)
    answer.resume()
    return undefined
  }

  async delete(key: string): Promise<void> {
    const answer = await this.#send('DELETE', key)
    const gone = answer.statusCode === 204 || answer.statusCode === 200 || answer.statusCode === 404
    if (!gone) throw await refusal('DELETE', answer)
    answer.resume()
  }

  async #send(method: string, key: string, file?: LocalFile): Promise<IncomingMessage> {
    const url = new URL(`${this.#config.endpoint.replace(/\/$/, '')}/${this.#config.bucket}/${key}`)
    const headers = signed(
      {
        method,
        url,
        headers: file === undefined ? {} : { 'content-length': String(file.bytes) },
        bodySha256: file?.sha256 ?? EMPTY_SHA256,
        at: new Date(),
      },
      this.#config,
    )
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, { method, headers })
    request.setTimeout(IDLE_MS, () => request.destroy(new Error('The file store does not answer.')))
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve)
      request.once('error', reject)
    })
    if (file === undefined) request.end()
    // A refusal may come before the last byte is sent: the answer counts, not the broken pipe.
    else pipeline(createReadStream(file.path), request).catch((error: unknown) => request.destroy(error as Error))
    return await answered
  }
}

async function refusal(method: string, answer: IncomingMessage): Promise<Error> {
  let text = ''
  for await (const chunk of answer) if (text.length < 2_000) text += String(chunk)
  return new Error(`The file store answered ${method} with ${answer.statusCode ?? 0}: ${text.slice(0, 500)}`)
}
