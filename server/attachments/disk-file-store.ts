import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import type { FileStore, LocalFile } from './file-store.ts'

/** Files in a folder; a key is a path in it. */
export class DiskFileStore implements FileStore {
  readonly #folder: string

  /** @param folder - on the same file system as the files that are put. */
  constructor(folder: string) {
    this.#folder = folder
  }

  async put(key: string, file: LocalFile): Promise<void> {
    const path = join(this.#folder, key)
    await mkdir(dirname(path), { recursive: true })
    // What is called stored survives a power cut: the bytes first, then the name.
    const handle = await open(file.path, 'r+')
    await handle.sync().finally(() => handle.close())
    await rename(file.path, path)
  }

  async read(key: string): Promise<Readable | undefined> {
    const stream = createReadStream(join(this.#folder, key))
    return await new Promise((resolve, reject) => {
      stream.once('open', () => resolve(stream))
      stream.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') resolve(undefined)
        else reject(error)
      })
    })
  }

  async delete(key: string): Promise<void> {
    await rm(join(this.#folder, key), { force: true })
  }
}
