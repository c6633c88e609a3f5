import type { Readable } from 'node:stream'

/** Where the bytes of attachments are. Passes `test/contracts/file-store.test.ts` on disk and on S3. */
export interface FileStore {
  /** Takes a local file in under a key ('community/id'), over what is there. The local file may be gone afterwards. */
  put(key: string, file: LocalFile): Promise<void>
  /** @returns undefined where there is none. */
  read(key: string): Promise<Readable | undefined>
  /** One that is not there is deleted already. */
  delete(key: string): Promise<void>
}

export interface LocalFile {
  path: string
  bytes: number
  /** Hex. */
  sha256: string
}
