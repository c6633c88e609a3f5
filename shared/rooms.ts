import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'

/** Who may write in a room: every member, or admins alone, for what is announced. */
export const roomWriters = z.enum(['members', 'admins'])
export type RoomWriters = z.infer<typeof roomWriters>

const name = z.string().trim().min(1).max(80)
const topic = z.string().trim().max(200)
const languageCode = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/, 'is not a language code such as en or pt-BR')

export const room = z.object({
  id,
  communityId: id,
  name: z.string(),
  topic: z.string(),
  /** What is spoken here: it helps to tell the language of a short message. Empty: not said. */
  languages: z.array(languageCode).max(10),
  writers: roomWriters,
  /** No text of this room leaves the machine of the hub. */
  localOnly: z.boolean(),
  createdAt: epochMs,
  /** An archived room is read, and not written in. */
  archivedAt: epochMs.nullable(),
  /** Grows with everything that happens to a message of the room. */
  revision: z.number().int(),
})
export type Room = z.infer<typeof room>

export const roomParams = z.object({ roomId: id })

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
    body: z.object({
      name,
      topic: topic.default(''),
      languages: room.shape.languages.default([]),
      writers: roomWriters.default('members'),
      localOnly: z.boolean().default(false),
    }),
    answer: room,
  }),
  change: endpoint({
    method: 'patch',
    path: '/api/rooms/:roomId',
    summary: 'Change what a room is called, who writes in it, or archive it (admins)',
    tag: 'rooms',
    access: 'rooms:write',
    params: roomParams,
    body: z.object({
      name: name.optional(),
      topic: topic.optional(),
      languages: room.shape.languages.optional(),
      writers: roomWriters.optional(),
      localOnly: z.boolean().optional(),
      archived: z.boolean().optional(),
    }),
    answer: room,
  }),
}
