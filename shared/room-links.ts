import { z } from 'zod'
import { channelKind, channelLanguage } from './bot-chats.ts'
import { platform } from './deliveries.ts'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'
import { roomParams } from './rooms.ts'

/** A channel of a chat platform that carries the conversation of a room. */
export const linkedChannel = z.object({
  id,
  roomId: id,
  platform,
  workspaceId: z.string(),
  workspaceName: z.string(),
  channelId: z.string(),
  name: z.string(),
  kind: channelKind,
  language: channelLanguage,
  /** waiting: the bot finds out whether who linked it may. refused: `problem` says why. */
  state: z.enum(['waiting', 'active', 'refused']),
  problem: z.string().nullable(),
  linkedAt: epochMs,
})
export type LinkedChannel = z.infer<typeof linkedChannel>

/** A channel that could be linked. */
export const linkableChannel = linkedChannel
  .pick({
    platform: true,
    workspaceId: true,
    workspaceName: true,
    channelId: true,
    name: true,
    kind: true,
  })
  .extend({ isNews: z.boolean().optional() })
export type LinkableChannel = z.infer<typeof linkableChannel>

const linkParams = roomParams.extend({ linkId: id })

export const roomLinkEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/rooms/:roomId/links',
    summary: 'The channels of chat platforms that carry the conversation of a room',
    tag: 'rooms',
    access: 'rooms:read',
    params: roomParams,
    answer: z.object({ channels: z.array(linkedChannel) }),
  }),
  linkable: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/linkable-channels',
    summary: 'Channels where the bots are, in workspaces where my own chat account is (admins)',
    tag: 'rooms',
    access: 'community:admin',
    params: communityParams,
    answer: z.object({
      channels: z.array(linkableChannel),
      /** Platforms with a bot, on which I have no account that is linked. */
      notLinked: z.array(platform),
    }),
  }),
  add: endpoint({
    method: 'post',
    path: '/api/rooms/:roomId/links',
    summary: 'Let a channel carry the conversation of a room (admins who may manage that channel)',
    tag: 'rooms',
    access: 'community:admin',
    params: roomParams,
    body: linkableChannel.pick({ platform: true, workspaceId: true, channelId: true }).extend({
      language: channelLanguage,
    }),
    status: 201,
    answer: linkedChannel,
  }),
  change: endpoint({
    method: 'patch',
    path: '/api/rooms/:roomId/links/:linkId',
    summary: 'In which language a channel is (admins)',
    tag: 'rooms',
    access: 'community:admin',
    params: linkParams,
    body: z.object({ language: channelLanguage }),
    answer: linkedChannel,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/api/rooms/:roomId/links/:linkId',
    summary: 'End a link; what was said stays where it stands (admins)',
    tag: 'rooms',
    access: 'community:admin',
    params: linkParams,
  }),
}
