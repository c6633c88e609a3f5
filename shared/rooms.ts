import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'

export const room = z.object({ id, communityId: id, name: z.string(), topic: z.string(), createdAt: epochMs })
export type Room = z.infer<typeof room>

export const roomMessage = z.object({
  id,
  roomId: id,
  communityId: id,
  /** Null when its author has left. */
  memberId: id.nullable(),
  authorName: z.string(),
  text: z.string(),
  sentAt: epochMs,
  /** As its author's client chose it: that client knows by it that a message on its way has arrived. */
  clientMessageId: z.string().nullable(),
})
export type RoomMessage = z.infer<typeof roomMessage>

const roomParams = z.object({ roomId: id })

export const roomEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/rooms',
    summary: 'The chat rooms of a community',
    tag: 'rooms',
    access: 'rooms:read',
    params: communityParams,
    answer: z.object({ rooms: z.array(room) }),
  }),
  create: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/rooms',
    summary: 'Open a chat room (admins)',
    tag: 'rooms',
    access: 'rooms:write',
    params: communityParams,
    body: z.object({ name: z.string().trim().min(1).max(80), topic: z.string().trim().max(200).default('') }),
    answer: room,
  }),
  messages: endpoint({
    method: 'get',
    path: '/api/rooms/:roomId/messages',
    summary: 'Messages of a room, newest last',
    tag: 'rooms',
    access: 'rooms:read',
    params: roomParams,
    query: z.object({
      /** The id of the oldest message that was read: answers with the ones before it. */
      before: id.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ messages: z.array(roomMessage) }),
  }),
  post: endpoint({
    method: 'post',
    path: '/api/rooms/:roomId/messages',
    summary: 'Write a message',
    tag: 'rooms',
    access: 'rooms:write',
    params: roomParams,
    body: z.object({
      text: z.string().trim().min(1).max(8000),
      /** Made by the client, so that a repeated request posts once. */
      clientMessageId: z.string().min(8).max(64).optional(),
    }),
    answer: roomMessage,
  }),
}
