import type { ChatChannel } from '../../shared/bot-chats.ts'
import type { LinkedChannel } from '../../shared/room-links.ts'
import type { DeliveryTarget } from '../../shared/deliveries.ts'
import type { Queries } from '../platform/database.ts'
import { prepared } from '../platform/prepared.ts'
import type { LinkTables } from './link-tables.ts'

export type LinkRow = LinkTables['linked_channels']
/** What there is to know of a link to carry something over it. */
export type ActiveLink = Pick<LinkRow, (typeof CARRYING)[number]>

const CARRYING = [
  'id',
  'community_id',
  'platform',
  'workspace_id',
  'channel_id',
  'language',
  'from_position',
  'carried_revision',
] as const

const linkOfChannel = prepared(
  (queries: Queries, channel: { platform: string; workspaceId: string; channelId: string }) =>
    queries
      .selectFrom('linked_channels')
      .selectAll()
      .where('platform', '=', channel.platform)
      .where('workspace_id', '=', channel.workspaceId)
      .where('channel_id', '=', channel.channelId),
)

const activeOf = prepared((queries: Queries, { roomId }: { roomId: string }) =>
  queries
    .selectFrom('linked_channels')
    .select(CARRYING)
    .where('room_id', '=', roomId)
    .where('state', '=', 'active')
    .orderBy('id'),
)

export async function findLink(
  queries: Queries,
  platform: string,
  { workspaceId, channelId }: ChatChannel,
): Promise<LinkRow | undefined> {
  const [link] = await linkOfChannel(queries, { platform, workspaceId, channelId })
  return link
}

/** By age. */
export async function linksOfRoom(queries: Queries, roomId: string): Promise<LinkRow[]> {
  return await queries.selectFrom('linked_channels').selectAll().where('room_id', '=', roomId).orderBy('id').execute()
}

/** By age. */
export async function activeLinksOfRoom(queries: Queries, roomId: string): Promise<ActiveLink[]> {
  return await activeOf(queries, { roomId })
}

export function targetOf(link: ActiveLink): DeliveryTarget & { kind: 'channel' } {
  return { kind: 'channel', platform: link.platform, workspaceId: link.workspace_id, channelId: link.channel_id }
}

export function toLinkedChannel(row: LinkRow): LinkedChannel {
  return {
    id: row.id,
    roomId: row.room_id,
    platform: row.platform,
    workspaceId: row.workspace_id,
    workspaceName: row.workspace_name,
    channelId: row.channel_id,
    name: row.channel_name,
    kind: row.kind as LinkedChannel['kind'],
    language: row.language,
    state: row.state as LinkedChannel['state'],
    problem: row.problem,
    linkedAt: row.created_at,
  }
}
