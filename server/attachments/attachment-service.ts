import type { Readable } from 'node:stream'
import type { AttachmentInfo } from '../../shared/attachments.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { Queries } from '../platform/database.ts'
import type { AttachmentTables } from './attachment-tables.ts'
import { imageTypeOf, isNamedImage, isProgram, safeFileName } from './file-kind.ts'
import type { FileStore } from './file-store.ts'
import { receiveFile, tooLarge } from './receive-file.ts'

export interface AttachmentLimits {
  fileBytes: number
  perDocument: number
  communityBytes: number
}

export interface AttachmentServiceDeps {
  queries: Queries
  files: FileStore
  /** Where uploads wait; on the disk of the store, if that is one. */
  uploadFolder: string
  limits: AttachmentLimits
  now: () => number
  newId: () => string
}

type Row = AttachmentTables['attachments']

/** Most uploads at once in this process: each holds a file and a connection. */
const UPLOADS_AT_ONCE = 32
/** An upload that has not ended by now never will. */
const ABANDONED_AFTER_MS = 3_600_000
const SWEEP_AT_ONCE = 500
/** Before the id of a room: no document has an id with a colon, so no right to a document opens a room's file. */
const ROOM = 'room:'
/** The same, before the id of the community that announces. */
const ANNOUNCEMENT = 'announcement:'

/** Files of boards, documents, rooms and announcements. Who may is checked by the caller, by the access to what has them. */
export class AttachmentService {
  readonly #deps: AttachmentServiceDeps
  #uploads = 0

  constructor(deps: AttachmentServiceDeps) {
    this.#deps = deps
  }

  get limits(): AttachmentLimits {
    return this.#deps.limits
  }

  /**
   * Takes a file in. Its type is what its bytes say.
   * @throws HubError 'too_large', 'invalid_input' for a type that is not taken, 'conflict' when the document or the community is full.
   */
  async add(
    of: { documentId: string; communityId: string; memberId: string | null },
    file: { name: string; bytes: number | undefined; content: Readable },
  ): Promise<AttachmentInfo> {
    const { limits, newId } = this.#deps
    if ((file.bytes ?? 0) > limits.fileBytes) throw tooLarge(limits.fileBytes)
    if (this.#uploads >= UPLOADS_AT_ONCE)
      throw new HubError('unavailable', 'Many files arrive just now; try again soon.')
    this.#uploads += 1
    try {
      const id = newId()
      await using received = await receiveFile(file.content, {
        folder: this.#deps.uploadFolder,
        id,
        maxBytes: limits.fileBytes,
      })
      const name = safeFileName(file.name)
      const type = typeOf(received.head, received.bytes, name)
      const row = await this.#reserve({ id, name, type, bytes: received.bytes, ...of })
      await this.#deps.files.put(keyOf(row), received)
      await this.#deps.queries
        .updateTable('attachments')
        .set({ stored_at: this.#deps.now() })
        .where('id', '=', id)
        .execute()
      return toInfo(row)
    } finally {
      this.#uploads -= 1
    }
  }

  /** As `add`, for a message of a room. Only the space of the community bounds how many there are. */
  async addToRoom(
    roomId: string,
    {
      file,
      ...by
    }: {
      communityId: string
      memberId: string | null
      file: { name: string; bytes: number | undefined; content: Readable }
    },
  ): Promise<AttachmentInfo> {
    return await this.add({ documentId: `${ROOM}${roomId}`, ...by }, file)
  }

  /** As `addToRoom`, for an announcement. */
  async addToAnnouncement({
    communityId,
    memberId,
    file,
  }: {
    communityId: string
    memberId: string
    file: { name: string; bytes: number | undefined; content: Readable }
  }): Promise<AttachmentInfo> {
    return await this.add({ documentId: `${ANNOUNCEMENT}${communityId}`, communityId, memberId }, file)
  }

  /** Newest first. */
  async list(documentId: string): Promise<AttachmentInfo[]> {
    const rows = await this.#deps.queries
      .selectFrom('attachments')
      .selectAll()
      .where('document_id', '=', documentId)
      .where('stored_at', 'is not', null)
      .orderBy('id', 'desc')
      .limit(this.#deps.limits.perDocument)
      .execute()
    return rows.map(toInfo)
  }

  /** @throws NotFoundError */
  async get(attachmentId: string): Promise<AttachmentInfo> {
    return toInfo(await this.#row(attachmentId))
  }

  /** The bytes. @throws NotFoundError also when the store has lost them. */
  async read(attachmentId: string): Promise<Readable> {
    const content = await this.#deps.files.read(keyOf(await this.#row(attachmentId)))
    if (content === undefined) throw new NotFoundError('attachment', attachmentId)
    return content
  }

  /** Erases the file, then forgets it: in this order a crash leaves nothing that nobody knows of. */
  async remove(attachmentId: string): Promise<void> {
    await this.#erase(await this.#row(attachmentId))
  }

  /** As `remove`, also for what is gone already. */
  async removeIfThere(attachmentId: string): Promise<void> {
    const row = await this.#deps.queries
      .selectFrom('attachments')
      .selectAll()
      .where('id', '=', attachmentId)
      .executeTakeFirst()
    if (row !== undefined) await this.#erase(row)
  }

  /** Erases what belongs to a document or a room that is gone, and uploads that never ended. @returns how many. */
  async sweep(): Promise<number> {
    const rows = await this.#deps.queries
      .selectFrom('attachments')
      .selectAll()
      .where((where) =>
        where.or([
          where.and([
            where('document_id', 'not like', `${ROOM}%`),
            where('document_id', 'not like', `${ANNOUNCEMENT}%`),
            where.not(
              where.exists(
                where
                  .selectFrom('documents')
                  .select('documents.id')
                  .whereRef('documents.id', '=', 'attachments.document_id'),
              ),
            ),
          ]),
          where.and([
            where('document_id', 'like', `${ROOM}%`),
            where('created_at', '<', this.#deps.now() - ABANDONED_AFTER_MS),
            where.not(
              where.exists(
                where.selectFrom('room_files').select('room_files.id').whereRef('room_files.id', '=', 'attachments.id'),
              ),
            ),
          ]),
          where.and([
            where('document_id', 'like', `${ANNOUNCEMENT}%`),
            where('created_at', '<', this.#deps.now() - ABANDONED_AFTER_MS),
            where.not(
              where.exists(
                where
                  .selectFrom('announcement_images')
                  .select('announcement_images.id')
                  .whereRef('announcement_images.id', '=', 'attachments.id'),
              ),
            ),
          ]),
          where.and([where('stored_at', 'is', null), where('created_at', '<', this.#deps.now() - ABANDONED_AFTER_MS)]),
        ]),
      )
      .limit(SWEEP_AT_ONCE)
      .execute()
    for (const row of rows) await this.#erase(row)
    return rows.length
  }

  async #erase(row: Row): Promise<void> {
    await this.#deps.files.delete(keyOf(row))
    await this.#deps.queries.deleteFrom('attachments').where('id', '=', row.id).execute()
  }

  async #row(attachmentId: string): Promise<Row> {
    const row = await this.#deps.queries
      .selectFrom('attachments')
      .selectAll()
      .where('id', '=', attachmentId)
      .where('stored_at', 'is not', null)
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('attachment', attachmentId)
    return row
  }

  /** Counts it in before its bytes go to the store, so that a file there always has a row. */
  async #reserve(file: {
    id: string
    documentId: string
    communityId: string
    memberId: string | null
    name: string
    type: string
    bytes: number
  }): Promise<Row> {
    const { limits, queries, now } = this.#deps
    const row: Row = {
      id: file.id,
      community_id: file.communityId,
      document_id: file.documentId,
      name: file.name,
      type: file.type,
      bytes: file.bytes,
      created_by: file.memberId,
      created_at: now(),
      stored_at: null,
    }
    await queries.transaction().execute(async (transaction) => {
      const used = await transaction
        .selectFrom('attachments')
        .select((select) => [
          select.fn.countAll<number>().filterWhere('document_id', '=', file.documentId).as('count'),
          select.fn.sum<number | string | null>('bytes').as('bytes'),
        ])
        .where('community_id', '=', file.communityId)
        .executeTakeFirstOrThrow()
      if (used.count >= limits.perDocument && !file.documentId.includes(':')) {
        throw new HubError('conflict', `There are ${limits.perDocument} files here already; remove one first.`)
      }
      if (Number(used.bytes ?? 0) + file.bytes > limits.communityBytes) {
        throw new HubError('conflict', 'The space for files of this community is used up; remove some first.')
      }
      await transaction.insertInto('attachments').values(row).execute()
    })
    return row
  }
}

/** @throws HubError 'invalid_input' with the reason. */
function typeOf(head: Buffer, bytes: number, name: string): string {
  if (bytes === 0) throw new HubError('invalid_input', 'The file is empty.')
  if (isProgram(head))
    throw new HubError('invalid_input', 'Programs are not taken, for the safety of those who open them.')
  const image = imageTypeOf(head)
  if (image === undefined && isNamedImage(name)) {
    throw new HubError('invalid_input', `'${name}' is called an image, but is none.`)
  }
  return image ?? 'application/octet-stream'
}

function keyOf(row: Pick<Row, 'community_id' | 'id'>): string {
  return `${row.community_id}/${row.id}`
}

function toInfo(row: Row): AttachmentInfo {
  return {
    id: row.id,
    documentId: row.document_id,
    name: row.name,
    type: row.type,
    bytes: row.bytes,
    createdBy: row.created_by,
    createdAt: row.created_at,
  }
}
