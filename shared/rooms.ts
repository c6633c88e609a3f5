import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'
import { languageCode } from './translation.ts'

/** Who may write in a room: every member, or admins alone, for what is announced. */
export const roomWriters = z.enum(['members', 'admins'])
export type RoomWriters = z.infer<typeof roomWriters>

const name = z.string().trim().min(1).max(80)
const topic = z.string().trim().max(200)
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
  /** Only for who was invited; nobody else hears of it. It stays as it was made. */
  isPrivate: z.boolean(),
  createdAt: epochMs,
  /** An archived room is read, and not written in. */
  archivedAt: epochMs.nullable(),
  /** Grows with everything that happens to a message of the room. */
  revision: z.number().int(),
})
export type Room = z.infer<typeof room>

/** How a member reads: in a language, or everything as it was written. */
export const readingLanguage = z.union([languageCode, z.literal('as-written')])
export type ReadingLanguage = z.infer<typeof readingLanguage>

export const MAX_UNREAD = 100

/** A room as one member has it. */
export const myRoom = room.extend({
  mine: z.object({
    /** The room's, when the following was counted: what is told live up to it is among them. */
    revision: z.number().int(),
    /** Up to which position it was read. */
    readPosition: z.number().int(),
    /** Messages of others after that, outside of threads; at most 100 are counted. */
    unread: z.number().int(),
    firstUnreadId: id.nullable(),
    /** Mentions of me after that. */
    mentions: z.number().int(),
    /** Threads that I follow, with answers of others that I have not read. */
    unreadThreads: z.number().int(),
    /** Whether I change its settings: its moderators do, and in a room of all the admins of the community. */
    manages: z.boolean(),
    /** Chosen for this room; null: as everywhere. */
    language: readingLanguage.nullable(),
  }),
})
export type MyRoom = z.infer<typeof myRoom>

export const roomParams = z.object({ roomId: id })

export const roomEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/rooms',
    summary: 'The chat rooms of a community, and what I have not read in them',
    tag: 'rooms',
    access: 'rooms:read',
    params: communityParams,
    answer: z.object({ rooms: z.array(myRoom) }),
  }),
  create: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/rooms',
    summary: 'Open a chat room: for all (admins), or a private one (any member)',
    tag: 'rooms',
    access: 'rooms:write',
    params: communityParams,
    body: z.object({
      name,
      topic: topic.default(''),
      languages: room.shape.languages.default([]),
      writers: roomWriters.default('members'),
      localOnly: z.boolean().default(false),
      isPrivate: z.boolean().default(false),
    }),
    answer: room,
  }),
  change: endpoint({
    method: 'patch',
    path: '/api/rooms/:roomId',
    summary: 'Change what a room is called, who writes in it, or archive it (its moderators; of a room of all, admins)',
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
