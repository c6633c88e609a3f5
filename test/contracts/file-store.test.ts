import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { DiskFileStore } from '../../server/attachments/disk-file-store.ts'
import type { FileStore, LocalFile } from '../../server/attachments/file-store.ts'
import { S3FileStore } from '../../server/attachments/s3-file-store.ts'
import { S3Standin } from '../standins/s3/s3-standin.ts'

interface Fixture extends AsyncDisposable {
  store: FileStore
  local(bytes: Buffer): Promise<LocalFile>
}

describe('on disk', () => {
  contract(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guildhall-files-'))
    return fixture(new DiskFileStore(join(folder, 'files')), folder)
  })
})

describe('on S3', () => {
  const onS3 = async (change: { secretAccessKey?: string } = {}) => {
    const folder = await mkdtemp(join(tmpdir(), 'guildhall-files-'))
    const s3 = await S3Standin.start()
    return fixture(new S3FileStore({ ...s3.config, ...change }), folder, s3)
  }
  contract(onS3)

  test('a refusal says what the bucket said', async () => {
    await using wrong = await onS3({ secretAccessKey: 'another' })
    await expect(wrong.store.put('c/a', await wrong.local(Buffer.from('x')))).rejects.toThrow(
      /answered PUT with 403.*SignatureDoesNotMatch/,
    )
    await expect(wrong.store.read('c/a')).rejects.toThrow(/answered GET with 403/)
  })
})

function contract(make: () => Promise<Fixture>): void {
  test('what was put is read back to the byte, over what was there', async () => {
    await using files = await make()
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7) % 256))
    await files.store.put('c1/a', await files.local(Buffer.from('old')))
    await files.store.put('c1/a', await files.local(bytes))
    await files.store.put('c2/a', await files.local(Buffer.from('other')))
    expect((await contentOf(files.store.read('c1/a')))?.equals(bytes)).toBe(true)
    expect(await contentOf(files.store.read('c2/a'))).toEqual(Buffer.from('other'))
  })

  test('what was deleted is gone, and may be deleted again', async () => {
    await using files = await make()
    await files.store.put('c1/a', await files.local(Buffer.from('x')))
    await files.store.delete('c1/a')
    await files.store.delete('c1/a')
    expect(await files.store.read('c1/a')).toBeUndefined()
    expect(await files.store.read('c1/never')).toBeUndefined()
  })
}

function fixture(store: FileStore, folder: string, server?: AsyncDisposable): Fixture {
  let count = 0
  return {
    store,
    async local(bytes) {
      const path = join(folder, `upload-${count++}`)
      await writeFile(path, bytes)
      return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
    },
    async [Symbol.asyncDispose]() {
      await server?.[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function contentOf(read: Promise<Readable | undefined>): Promise<Buffer | undefined> {
  const stream = await read
  return stream === undefined ? undefined : await buffer(stream)
}
