import { type FileHandle, open } from 'node:fs/promises'
import { Gatherer } from './gatherer.ts'

/**
 * Makes durable what a connection with `synchronous = NORMAL` has committed, off the event loop: one fsync of the
 * write-ahead log at a time, and whoever asks meanwhile shares the next. With it, a commit is as good as with FULL
 * (https://sqlite.org/pragma.html#pragma_synchronous).
 */
export class WalSync {
  readonly #path: string
  #file: Promise<FileHandle> | undefined
  readonly #syncing = new Gatherer<undefined, undefined>({ most: 10_000, waitMs: 0 }, async (all) => {
    // SQLite keeps the file as long as a connection is open.
    const file = await (this.#file ??= open(this.#path, 'r+'))
    await file.datasync()
    return [...all]
  })

  /** @param path - of the database. */
  constructor(path: string) {
    this.#path = `${path}-wal`
  }

  /** Resolves when all that was committed before the call survives a power cut. @throws Error when the disk fails. */
  async durable(): Promise<void> {
    await this.#syncing.add(undefined)
  }

  async close(): Promise<void> {
    await this.#syncing.flush()
    await (await this.#file)?.close()
  }
}
