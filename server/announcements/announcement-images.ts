import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { AnnouncementImage } from '../../shared/announcement-options.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { Member } from '../../shared/members.ts'
import type { AttachmentService } from '../attachments/attachment-service.ts'
import type { PlatformLinkService } from '../bot-gateway/platform-link-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import type { FileAnswer } from '../platform/http/mount-file.ts'
import type { AnnouncementAccess } from './announcement-access.ts'

/** What chats and mail programs show: AVIF is not among it. */
const SHOWN_TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])
/** Below what Discord takes from a bot, 10 MiB a message: https://docs.discord.com/developers/reference#uploading-files */
const MAX_BYTES = 2 * 1024 * 1024
/** What was uploaded and is in no announcement by now never will be. */
const UNUSED_AFTER_MS = 86_400_000
const MOST_UNUSED = 20
const SWEEP_AT_ONCE = 200
const CACHE_SECONDS = 86_400

export interface AnnouncementImagesDeps {
  queries: Queries
  attachments: AttachmentService
  access: AnnouncementAccess
  links: Pick<PlatformLinkService, 'accountOf'>
  members: MemberService
  now: () => number
}

/** Who brings an image from a chat, and for what. */
export interface ImageSource {
  platform: string
  workspaceId: string | null
  personId: string
  announcementId: string
}

type Described = Pick<AnnouncementImage, 'id' | 'name' | 'type'>

/** Images of announcements: uploaded first, then named by a draft, and by one only. */
export class AnnouncementImages {
  readonly #deps: AnnouncementImagesDeps

  constructor(deps: AnnouncementImagesDeps) {
    this.#deps = deps
  }

  /** @throws HubError as `AttachmentService.add`; 'invalid_input' for what is no image, 'conflict' for too many. */
  async add(
    member: Member,
    file: { name: string; bytes: number | undefined; content: Readable },
  ): Promise<AnnouncementImage> {
    const { queries, attachments, access, now } = this.#deps
    await access.requireSomeAnnouncer(member)
    const { unused } = await queries
      .selectFrom('announcement_images')
      .select((eb) => eb.fn.countAll<number | string>().as('unused'))
      .where('member_id', '=', member.id)
      .where('announcement_id', 'is', null)
      .executeTakeFirstOrThrow()
    if (Number(unused) >= MOST_UNUSED) throw new HubError('conflict', 'Use the images that you have uploaded first.')
    const { communityId } = member
    const { id, name, type, bytes } = await attachments.addToAnnouncement({ communityId, memberId: member.id, file })
    if (!SHOWN_TYPES.has(type) || bytes > MAX_BYTES) {
      await attachments.remove(id)
      throw new HubError('invalid_input', 'An image has to be a PNG, JPEG, GIF or WebP of 2 MB at most.')
    }
    const row = { id, community_id: communityId, announcement_id: null, member_id: member.id, created_at: now() }
    await queries.insertInto('announcement_images').values(row).execute()
    return { id, name, type, bytes }
  }

  /**
   * For who writes the announcement in a chat. `communityId`: the only one that the bot serves; undefined: all.
   * @throws NotFoundError for another's announcement, and as `add`.
   */
  async addFromChat(
    communityId: string | undefined,
    { platform, announcementId, ...person }: ImageSource,
    file: { name: string; bytes: number | undefined; content: Readable },
  ): Promise<AnnouncementImage> {
    const { links, members, access } = this.#deps
    const accountId = await links.accountOf(platform, person)
    const memberships = accountId === undefined ? [] : await members.membershipsOf(accountId, communityId)
    for (const { member } of memberships) {
      if (await access.runs(member, announcementId)) return await this.add(member, file)
    }
    throw new NotFoundError('announcement', announcementId)
  }

  /** Makes the images those of the announcement. @throws NotFoundError for one that is another's, or was never there. */
  async claim(queries: Queries, member: Member, announcementId: string, imageIds: readonly string[]): Promise<void> {
    await queries
      .updateTable('announcement_images')
      .set({ announcement_id: null, created_at: this.#deps.now() })
      .where('announcement_id', '=', announcementId)
      .where('id', 'not in', ['', ...imageIds])
      .execute()
    for (const id of imageIds) {
      const { numUpdatedRows } = await queries
        .updateTable('announcement_images')
        .set({ announcement_id: announcementId })
        .where('id', '=', id)
        .where('community_id', '=', member.communityId)
        .where((eb) =>
          eb.or([
            eb('announcement_id', '=', announcementId),
            eb.and([eb('announcement_id', 'is', null), eb('member_id', '=', member.id)]),
          ]),
        )
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw new NotFoundError('image', id)
    }
  }

  /** @throws NotFoundError also for an image of an announcement that is not the member's to read. */
  async read(member: Member, imageId: string): Promise<FileAnswer> {
    const row = await this.#row(imageId)
    if (row?.community_id !== member.communityId) throw new NotFoundError('image', imageId)
    if (row.announcement_id !== null) await this.#deps.access.read(member, row.announcement_id)
    else if (row.member_id !== member.id) throw new NotFoundError('image', imageId)
    return await this.#file(imageId)
  }

  /**
   * For a bot, also one that was just taken out, for what is on its way may still show it. `communityId`: the only one that the
   * bot serves; undefined: all. @throws NotFoundError
   */
  async readForBot(communityId: string | undefined, imageId: string): Promise<FileAnswer> {
    const row = await this.#row(imageId)
    const isServed = communityId === undefined || row?.community_id === communityId
    if (row === undefined || !isServed) throw new NotFoundError('image', imageId)
    return await this.#file(imageId)
  }

  /** What a mail brings along. */
  async bytes(imageId: string): Promise<Buffer> {
    return await buffer(await this.#deps.attachments.read(imageId))
  }

  /** What the images are called, and what they are; those that are gone are left out. */
  async describe(imageIds: readonly string[]): Promise<Described[]> {
    const known: Described[] = []
    for (const imageId of imageIds) {
      const row = await this.#row(imageId)
      if (row === undefined) continue
      const { id, name, type } = await this.#deps.attachments.get(imageId)
      known.push({ id, name, type })
    }
    return known
  }

  /** Erases what belongs to no announcement any more, the bytes first. */
  async sweep(): Promise<void> {
    const { queries, attachments, now } = this.#deps
    const rows = await queries
      .selectFrom('announcement_images')
      .leftJoin('announcements', 'announcements.id', 'announcement_images.announcement_id')
      .select('announcement_images.id')
      .where('announcements.id', 'is', null)
      .where('announcement_images.created_at', '<', now() - UNUSED_AFTER_MS)
      .limit(SWEEP_AT_ONCE)
      .execute()
    for (const { id } of rows) {
      await attachments.removeIfThere(id)
      await queries.deleteFrom('announcement_images').where('id', '=', id).execute()
    }
  }

  async #row(imageId: string) {
    return await this.#deps.queries
      .selectFrom('announcement_images')
      .selectAll()
      .where('id', '=', imageId)
      .executeTakeFirst()
  }

  async #file(imageId: string): Promise<FileAnswer> {
    const { attachments } = this.#deps
    const { name, type, bytes } = await attachments.get(imageId)
    const content = await attachments.read(imageId)
    return { name, type, bytes, content, inline: true, cacheSeconds: CACHE_SECONDS }
  }
}
