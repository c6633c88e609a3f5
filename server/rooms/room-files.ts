import type { Readable } from 'node:stream'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { RoomFile } from '../../shared/room-messages.ts'
import type { Room } from '../../shared/rooms.ts'
import type { AttachmentService } from '../attachments/attachment-service.ts'
import type { FileAnswer } from '../platform/http/mount-file.ts'
import type { Queries } from '../platform/database.ts'
import type { Person } from './message-service.ts'

export interface RoomFilesDeps {
  queries: Queries
  attachments: AttachmentService
  now: () => number
}

/** What was uploaded and not sent by now never will be. */
const UNSENT_AFTER_MS = 86_400_000
const MOST_UNSENT = 50
const SWEEP_AT_ONCE = 200
const CACHE_SECONDS = 86_400

/** Files of messages: uploaded first, then sent. Who may enter the room is checked by the caller. */
export class RoomFiles {
  readonly #deps: RoomFilesDeps

  constructor(deps: RoomFilesDeps) {
    this.#deps = deps
  }

  /** @throws HubError as `AttachmentService.add`, and 'conflict' for who has many that were not sent. */
  async add(
    room: Pick<Room, 'id' | 'communityId'>,
    person: Pick<Person, 'key' | 'memberId'>,
    file: { name: string; bytes: number | undefined; content: Readable },
  ): Promise<RoomFile> {
    const { queries, attachments, now } = this.#deps
    const { unsent } = await queries
      .selectFrom('room_files')
      .select((eb) => eb.fn.countAll<number>().as('unsent'))
      .where('room_id', '=', room.id)
      .where('person_key', '=', person.key)
      .where('message_id', 'is', null)
      .executeTakeFirstOrThrow()
    if (unsent >= MOST_UNSENT) throw new HubError('conflict', 'Send or remove what you have attached first.')
    const { id, name, type, bytes } = await attachments.addToRoom(room.id, {
      communityId: room.communityId,
      memberId: person.memberId,
      file,
    })
    const row = { id, room_id: room.id, message_id: null, person_key: person.key, created_at: now() }
    await queries.insertInto('room_files').values(row).execute()
    return { id, name, type, bytes }
  }

  /** @throws NotFoundError also for a file that was not sent and is another's. */
  async read(roomId: string, fileId: string, personKey: string): Promise<FileAnswer> {
    const row = await this.#row(roomId, fileId)
    if (row.withheld_text !== null || (row.message_id === null && row.person_key !== personKey)) {
      throw new NotFoundError('file', fileId)
    }
    const { name, type, bytes } = await this.#deps.attachments.get(fileId)
    const content = await this.#deps.attachments.read(fileId)
    return { name, type, bytes, content, inline: type.startsWith('image/'), cacheSeconds: CACHE_SECONDS }
  }

  /** @throws NotFoundError for a file that was sent: it goes with its message. */
  async removeUnsent(roomId: string, fileId: string, personKey: string): Promise<void> {
    const row = await this.#row(roomId, fileId)
    if (row.message_id !== null || row.person_key !== personKey) throw new NotFoundError('file', fileId)
    await this.#erase(fileId)
  }

  /** Erases the files of deleted messages at once, and what was never sent after a day. */
  async sweep(): Promise<void> {
    const { queries, now } = this.#deps
    const rows = await queries
      .selectFrom('room_files')
      .select('id')
      .where('message_id', 'is', null)
      .where('created_at', '<', now() - UNSENT_AFTER_MS)
      .limit(SWEEP_AT_ONCE)
      .execute()
    for (const { id } of rows) await this.#erase(id)
  }

  /** The bytes first: a crash leaves nothing that nobody knows of. */
  async #erase(fileId: string): Promise<void> {
    await this.#deps.attachments.removeIfThere(fileId)
    await this.#deps.queries.deleteFrom('room_files').where('id', '=', fileId).execute()
  }

  async #row(roomId: string, fileId: string) {
    const row = await this.#deps.queries
      .selectFrom('room_files')
      .leftJoin('room_messages', 'room_messages.id', 'room_files.message_id')
      .select(['room_files.message_id', 'room_files.person_key', 'room_messages.withheld_text'])
      .where('room_files.id', '=', fileId)
      .where('room_files.room_id', '=', roomId)
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('file', fileId)
    return row
  }
}
