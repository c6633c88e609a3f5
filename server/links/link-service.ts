import type { ChatChannel, ChannelLanguage, WatchedChannel } from '../../shared/bot-chats.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { Member } from '../../shared/members.ts'
import type { LinkableChannel, LinkedChannel } from '../../shared/room-links.ts'
import type { Room } from '../../shared/rooms.ts'
import type { PlatformLinkService } from '../bot-gateway/platform-link-service.ts'
import type { PlatformStatusBoard } from '../bot-gateway/platform-status.ts'
import type { AuditService } from '../members/audit-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import type { EventBus } from '../platform/event-bus.ts'
import type { RoomService } from '../rooms/room-service.ts'
import { findLink, type LinkRow, linksOfRoom, toLinkedChannel } from './link-store.ts'

const MOST_CHANNELS = 50

export interface LinkServiceDeps {
  queries: Queries
  accounts: PlatformLinkService
  status: PlatformStatusBoard
  members: MemberService
  audit: AuditService
  events: EventBus
  rooms: RoomService
  now: () => number
  newId: () => string
}

export interface NewLink extends ChatChannel {
  platform: string
  language: ChannelLanguage
}

/** Which channels carry the conversation of a room. Only who may manage a channel links it, as its platform says. */
export class LinkService {
  readonly #deps: LinkServiceDeps

  constructor(deps: LinkServiceDeps) {
    this.#deps = deps
  }

  async list(roomId: string): Promise<LinkedChannel[]> {
    const known = this.#deps.status.channels()
    return (await linksOfRoom(this.#deps.queries, roomId)).map((row) => {
      const link = toLinkedChannel(row)
      // It may be called otherwise by now.
      const now = known.find(({ platform, channelId }) => platform === link.platform && channelId === link.channelId)
      return { ...link, name: now?.name ?? link.name }
    })
  }

  /** Channels where bots are, in workspaces where this admin has an account that is linked. */
  async linkable(admin: Member): Promise<{ channels: LinkableChannel[]; notLinked: string[] }> {
    const accounts = await this.#accountsOf(admin)
    const offered = this.#deps.status.channels()
    const linked = new Set(
      (await this.#deps.queries.selectFrom('linked_channels').select(['platform', 'channel_id']).execute()).map(
        ({ platform, channel_id }) => `${platform} ${channel_id}`,
      ),
    )
    const channels = offered.filter(({ platform, workspaceId, channelId }) => {
      const isThere = accounts.some((one) => isIn(one, platform, workspaceId))
      return isThere && !linked.has(`${platform} ${channelId}`)
    })
    const notLinked = [...new Set(offered.map(({ platform }) => platform))].filter(
      (platform) => !accounts.some((one) => one.platform === platform),
    )
    return { channels, notLinked }
  }

  /** From the web client: the bot finds out whether this admin may manage the channel; until then nothing is carried. */
  async ask(admin: Member, room: Room, input: NewLink): Promise<LinkedChannel> {
    const account = (await this.#accountsOf(admin)).find((one) => isIn(one, input.platform, input.workspaceId))
    if (account === undefined) {
      throw new HubError('conflict', 'Link your own chat account first: the bot finds out whether you may do this.')
    }
    const found = this.#deps.status
      .channels()
      .find(({ platform, channelId }) => platform === input.platform && channelId === input.channelId)
    if (found === undefined) throw new NotFoundError('channel', input.channelId)
    return await this.#insert(admin, room, { ...input, ...found }, { state: 'waiting', askedBy: account.personId })
  }

  /** In the channel itself, by somebody of whom the bot has found out that they may. */
  async link(admin: Member, room: Room, input: NewLink & LinkableChannel): Promise<LinkedChannel> {
    return await this.#insert(admin, room, input, { state: 'active', askedBy: null })
  }

  async setLanguage(admin: Member, room: Room, linkId: string, language: ChannelLanguage): Promise<LinkedChannel> {
    const row = await this.#deps.queries
      .updateTable('linked_channels')
      .set({ language })
      .where('id', '=', linkId)
      .where('room_id', '=', room.id)
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) throw new NotFoundError('link', linkId)
    await this.#note(this.#deps.queries, admin, 'link.language', row)
    await this.#tell(row)
    return toLinkedChannel(row)
  }

  async remove(admin: Member, room: Room, linkId: string): Promise<void> {
    const row = await this.#deps.queries.transaction().execute(async (transaction) => {
      const row = await transaction
        .deleteFrom('linked_channels')
        .where('id', '=', linkId)
        .where('room_id', '=', room.id)
        .returningAll()
        .executeTakeFirst()
      if (row === undefined) throw new NotFoundError('link', linkId)
      await this.#note(transaction, admin, 'link.removed', row)
      return row
    })
    await this.#tell(row)
  }

  /** What the bot found out. */
  async checked(
    platform: string,
    {
      channel,
      askedBy,
      mayLink,
      problem,
    }: { channel: ChatChannel; askedBy: string; mayLink: boolean; problem: string | null },
  ): Promise<void> {
    const link = await findLink(this.#deps.queries, platform, channel)
    if (link?.state !== 'waiting' || link.asked_by !== askedBy) return
    const { revision } = await this.#deps.queries
      .selectFrom('rooms')
      .select('revision')
      .where('id', '=', link.room_id)
      .executeTakeFirstOrThrow()
    const set = mayLink
      ? { state: 'active', problem, from_position: revision, carried_revision: revision, created_at: this.#deps.now() }
      : { state: 'refused', problem }
    await this.#deps.queries.updateTable('linked_channels').set(set).where('id', '=', link.id).execute()
    await this.#tell(link)
  }

  /** What the bots of a platform listen to. */
  async watched(platform: string, communityId: string | undefined): Promise<WatchedChannel[]> {
    const links = await this.#deps.queries
      .selectFrom('linked_channels')
      .selectAll()
      .where('platform', '=', platform)
      .where('state', '!=', 'refused')
      .$if(communityId !== undefined, (query) => query.where('community_id', '=', communityId ?? ''))
      .execute()
    const followed = await this.#deps.queries
      .selectFrom('channel_followers')
      .select(['workspace_id', 'channel_id'])
      .distinct()
      .where('platform', '=', platform)
      .$if(communityId !== undefined, (query) => query.where('community_id', '=', communityId ?? ''))
      .execute()
    const isLinked = new Set(links.map(({ channel_id }) => channel_id))
    return [
      ...links.map((link) => ({
        workspaceId: link.workspace_id,
        channelId: link.channel_id,
        askedBy: link.state === 'waiting' ? link.asked_by : null,
      })),
      ...followed
        .filter(({ channel_id }) => !isLinked.has(channel_id))
        .map(({ workspace_id, channel_id }) => ({ workspaceId: workspace_id, channelId: channel_id, askedBy: null })),
    ]
  }

  async #insert(
    admin: Member,
    room: Room,
    input: NewLink & LinkableChannel,
    { state, askedBy }: { state: 'waiting' | 'active'; askedBy: string | null },
  ): Promise<LinkedChannel> {
    if ((await linksOfRoom(this.#deps.queries, room.id)).length >= MOST_CHANNELS) {
      throw new HubError('conflict', `A room has at most ${MOST_CHANNELS} linked channels.`)
    }
    const row: LinkRow = {
      id: this.#deps.newId(),
      community_id: room.communityId,
      room_id: room.id,
      platform: input.platform,
      workspace_id: input.workspaceId,
      workspace_name: input.workspaceName,
      channel_id: input.channelId,
      channel_name: input.name,
      kind: input.kind,
      language: input.language,
      state,
      problem: null,
      asked_by: askedBy,
      linked_by: admin.id,
      created_at: this.#deps.now(),
      seen_id: null,
      from_position: room.revision,
      carried_revision: room.revision,
    }
    await this.#deps.queries.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom('linked_channels')
        .where('platform', '=', row.platform)
        .where('channel_id', '=', row.channel_id)
        .where('state', '=', 'refused')
        .execute()
      const inserted = await transaction
        .insertInto('linked_channels')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0) {
        throw new HubError('conflict', 'This channel is linked already; end that link first.')
      }
      await this.#note(transaction, admin, 'link.added', row)
    })
    await this.#tell(row)
    return toLinkedChannel(row)
  }

  async #accountsOf(admin: Member) {
    const accountId = await this.#deps.members.accountOf(admin.id)
    return accountId === undefined ? [] : await this.#deps.accounts.linksOf(accountId)
  }

  async #note(queries: Queries, actor: Member, action: string, row: LinkRow): Promise<void> {
    const { platform, channel_name: channel, language, room_id: room } = row
    const entry = { actor, action, subject: row.id, details: { platform, channel, language, room } }
    await this.#deps.audit.record({ communityId: row.community_id, ...entry }, queries)
  }

  async #tell({ platform, community_id: communityId, room_id: roomId }: LinkRow): Promise<void> {
    this.#deps.events.publish('chats:changed', { platform })
    const room = await this.#deps.rooms.get(roomId)
    if (room !== undefined) await this.#deps.rooms.tell(room, 'room:links', { communityId, roomId })
  }
}

/** Discord's people are the same everywhere; the bot finds out whether this one is there. */
function isIn(
  account: { platform: string; workspaceId: string | null },
  platform: string,
  workspaceId: string,
): boolean {
  return account.platform === platform && (account.workspaceId === null || account.workspaceId === workspaceId)
}
