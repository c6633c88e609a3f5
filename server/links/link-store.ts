import type { ChatChannel } from '../../shared/bot-chats.ts'
import type { LinkedChannel } from '../../shared/room-links.ts'
import type { DeliveryTarget } from '../../shared/deliveries.ts'
import type { Queries } from '../platform/database.ts'
import type { LinkTables } from './link-tables.ts'

export type LinkRow = LinkTables['linked_channels']

export async function findLink(
  queries: Queries,
  platform: string,
  { workspaceId, channelId }: ChatChannel,
): Promise<LinkRow | undefined> {
  return await queries
    .selectFrom('linked_channels')
    .selectAll()
    .where('platform', '=', platform)
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .executeTakeFirst()
}

/** By age. */
export async function linksOfRoom(queries: Queries, roomId: string): Promise<LinkRow[]> {
  return await queries.selectFrom('linked_channels').selectAll().where('room_id', '=', roomId).orderBy('id').execute()
}

export function targetOf(link: LinkRow): DeliveryTarget & { kind: 'channel' } {
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
