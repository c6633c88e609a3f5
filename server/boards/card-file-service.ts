import type { Readable } from 'node:stream'
import { type CardFile, readCard } from '../../shared/board.ts'
import { attachFile, cardMap, detachFile } from '../../shared/board/change-card.ts'
import { NotFoundError } from '../../shared/errors.ts'
import type { AttachmentService } from '../attachments/attachment-service.ts'
import type { SyncService } from '../sync/sync-service.ts'
import type { BoardPermit } from './board-service.ts'

export interface CardFileServiceDeps {
  sync: SyncService
  attachments: AttachmentService
}

/** Files on cards, in one step: the bytes go to the file store, and the card names them. Who may is checked by the caller. */
export class CardFileService {
  readonly #deps: CardFileServiceDeps

  constructor(deps: CardFileServiceDeps) {
    this.#deps = deps
  }

  /** @throws NotFoundError for the card, before a byte is taken in, and what `AttachmentService.add` throws. */
  async attach(
    permit: BoardPermit,
    cardId: string,
    file: { name: string; bytes: number | undefined; content: Readable },
  ): Promise<CardFile> {
    const { sync, attachments } = this.#deps
    await sync.read(permit.documentId, (doc) => requireMap(cardMap(doc, cardId), cardId))
    const { id, name, type, bytes } = await attachments.add(permit, file)
    const attached = { id, name, type, bytes }
    try {
      await sync.edit(permit.documentId, permit.memberId, (doc) => {
        requireMap(cardMap(doc, cardId), cardId)
        attachFile(doc, cardId, attached)
      })
    } catch (error) {
      await attachments.remove(id)
      throw error
    }
    return attached
  }

  /** @throws NotFoundError for a file that is not on the card. */
  async erase(permit: BoardPermit, cardId: string, fileId: string): Promise<void> {
    const { sync, attachments } = this.#deps
    await sync.edit(permit.documentId, permit.memberId, (doc) => {
      const { files } = readCard(cardId, requireMap(cardMap(doc, cardId), cardId))
      if (!files.some(({ id }) => id === fileId)) throw new NotFoundError('file', fileId)
      detachFile(doc, cardId, fileId)
    })
    const kept = await attachments.list(permit.documentId)
    // A card may name any id: only what belongs to this board is erased.
    if (kept.some(({ id }) => id === fileId)) await attachments.remove(fileId)
  }
}

function requireMap<T>(map: T | undefined, cardId: string): T {
  if (map === undefined) throw new NotFoundError('card', cardId)
  return map
}
