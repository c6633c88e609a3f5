import { join } from 'node:path'
import type { HubConfig } from '../config.ts'
import type { Background } from '../platform/background.ts'
import type { Queries } from '../platform/database.ts'
import { AttachmentService } from './attachment-service.ts'
import { DiskFileStore } from './disk-file-store.ts'
import { S3FileStore } from './s3-file-store.ts'

const SWEEP_EVERY_MS = 3_600_000

export interface Attachments {
  attachments: AttachmentService
  /** Erases now and then what nothing refers to any more. */
  startSweeping(background: Background): void
}

export function createAttachments(
  config: HubConfig,
  deps: { queries: Queries; now: () => number; newId: () => string },
): Attachments {
  const attachments = new AttachmentService({
    ...deps,
    files: config.s3 === undefined ? new DiskFileStore(join(config.dataDir, 'files')) : new S3FileStore(config.s3),
    uploadFolder: join(config.dataDir, 'uploads'),
    limits: config.attachments,
  })
  return {
    attachments,
    startSweeping(background) {
      background.every(SWEEP_EVERY_MS, () => attachments.sweep(), 'old attachments not erased')
    },
  }
}
