import type { Readable } from 'node:stream'
import { NotFoundError } from '../../shared/errors.ts'
import type { PlatformLinkService } from '../bot-gateway/platform-link-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import type { FileAnswer } from '../platform/http/mount-file.ts'
import type { RoomFiles } from '../rooms/room-files.ts'
import { findLink } from './link-store.ts'
import { personIn } from './person-in.ts'

export interface LinkedFilesDeps {
  queries: Queries
  files: RoomFiles
  accounts: PlatformLinkService
  members: MemberService
}

/** Where a file comes from. */
export interface FileSource {
  platform: string
  workspaceId: string
  channelId: string
  personId: string
}

/** Files of linked conversations. `communityId`: the only community that the bot serves; undefined: all. */
export class LinkedFiles {
  readonly #deps: LinkedFilesDeps

  constructor(deps: LinkedFilesDeps) {
    this.#deps = deps
  }

  /** @returns its id, to be told with its message. @throws HubError as `RoomFiles.add`. */
  async add(
    communityId: string | undefined,
    { platform, personId, ...channel }: FileSource,
    file: { name: string; bytes: number | undefined; content: Readable },
  ): Promise<string> {
    const { queries, files } = this.#deps
    const link = await findLink(queries, platform, channel)
    if (link?.state !== 'active' || (communityId !== undefined && link.community_id !== communityId)) {
      throw new NotFoundError('channel', channel.channelId)
    }
    const author = await personIn(this.#deps, link, { personId, name: '', imageUrl: null })
    const { id } = await files.add({ id: link.room_id, communityId: link.community_id }, author, file)
    return id
  }

  /** A file of a message in a room that has linked channels. @throws NotFoundError */
  async read(communityId: string | undefined, fileId: string): Promise<FileAnswer> {
    const row = await this.#deps.queries
      .selectFrom('room_files')
      .innerJoin('rooms', 'rooms.id', 'room_files.room_id')
      .select(['room_files.room_id', 'rooms.community_id'])
      .where('room_files.id', '=', fileId)
      .where('message_id', 'is not', null)
      .where((eb) =>
        eb.exists(
          eb.selectFrom('linked_channels').select('id').whereRef('linked_channels.room_id', '=', 'room_files.room_id'),
        ),
      )
      .executeTakeFirst()
    if (row === undefined || (communityId !== undefined && row.community_id !== communityId)) {
      throw new NotFoundError('file', fileId)
    }
    return await this.#deps.files.read(row.room_id, fileId, '')
  }
}
