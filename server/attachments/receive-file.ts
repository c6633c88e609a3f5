import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { HubError } from '../../shared/errors.ts'
import { HEAD_BYTES } from './file-kind.ts'
import type { LocalFile } from './file-store.ts'

export interface ReceivedFile extends LocalFile, AsyncDisposable {
  head: Buffer
}

/**
 * Writes what arrives to a file of its own, so that an upload costs disk, not memory. Disposing removes it.
 * @throws HubError 'too_large' past `maxBytes`, 'invalid_input' for one that is cut off.
 */
export async function receiveFile(
  content: Readable,
  options: { folder: string; id: string; maxBytes: number },
): Promise<ReceivedFile> {
  await mkdir(options.folder, { recursive: true })
  const path = join(options.folder, options.id)
  const hash = createHash('sha256')
  let bytes = 0
  let head = Buffer.alloc(0)
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > options.maxBytes) {
        done(tooLarge(options.maxBytes))
        return
      }
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)])
      hash.update(chunk)
      done(null, chunk)
    },
  })
  try {
    await pipeline(content, measure, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    await rm(path, { force: true })
    if (error instanceof HubError || (error as NodeJS.ErrnoException).code === 'ENOSPC') throw error
    throw new HubError('invalid_input', 'The file did not arrive whole.', { cause: error })
  }
  return {
    path,
    bytes,
    head,
    sha256: hash.digest('hex'),
    [Symbol.asyncDispose]: () => rm(path, { force: true }),
  }
}

export function tooLarge(maxBytes: number): HubError {
  return new HubError('too_large', `A file may have ${Math.floor(maxBytes / 1024 / 1024)} MB at most.`)
}
