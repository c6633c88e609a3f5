import { z } from 'zod'
import { endpoint, epochMs, id } from './endpoint.ts'
import { messageTranslation } from './room-reading.ts'
import { roomParams } from './rooms.ts'
import { languageCode } from './translation.ts'

export const MAX_MESSAGE_LENGTH = 8000
export const MAX_MESSAGE_FILES = 10
/** Different emoji on one message. */
export const MAX_REACTIONS = 20

export const roomPerson = z.object({
  /** Null: somebody on a chat platform that is linked, or a member who has left. */
  memberId: id.nullable(),
  name: z.string(),
  image: z.string().nullable(),
  /** Where they wrote: 'discord', 'slack'; null: here. */
  platform: z.string().nullable(),
})

export const roomFile = z.object({
  id,
  name: z.string(),
  /** One of `IMAGE_TYPES`, or 'application/octet-stream'. */
  type: z.string(),
  bytes: z.number().int(),
})
export type RoomFile = z.infer<typeof roomFile>

export const roomReaction = z.object({
  /** One emoji, or the ':name:' of one that only a platform has. */
  emoji: z.string(),
  count: z.number().int(),
  /** The first hundred. */
  people: z.array(roomPerson.pick({ memberId: true, name: true })),
})
export type RoomReaction = z.infer<typeof roomReaction>

export const roomMessage = z.object({
  id,
  roomId: id,
  communityId: id,
  /** Its place in the room: messages are read by it, whatever the clocks said. */
  position: z.number().int(),
  /** Of the room, when it was written or last changed in any way. */
  revision: z.number().int(),
  author: roomPerson,
  /** Markdown. Empty when it was deleted, or is only files. */
  text: z.string(),
  sentAt: epochMs,
  editedAt: epochMs.nullable(),
  deletedAt: epochMs.nullable(),
  /** Who deleted it, by name. */
  deletedBy: z.string().nullable(),
  /** A moderator took it away: what it said is not gone, but nobody reads it. */
  withheld: z.boolean(),
  /** The message that opened the thread in which this one stands. */
  threadId: id.nullable(),
  /** Answers in the thread that this one opened. */
  replies: z.number().int(),
  lastReplyAt: epochMs.nullable(),
  /** The message that it answers, as much of it as is quoted. */
  quote: z.object({ id, authorName: z.string(), text: z.string() }).nullable(),
  reactions: z.array(roomReaction),
  files: z.array(roomFile),
  /** Its author wants it to be read as written. */
  asWritten: z.boolean(),
  /** As its author's client chose it: that client knows by it that a message on its way has arrived. */
  clientMessageId: z.string().nullable(),
})
export type RoomMessage = z.infer<typeof roomMessage>

export const roomChangeKind = z.enum(['posted', 'edited', 'deleted', 'reacted'])
export type RoomChangeKind = z.infer<typeof roomChangeKind>

const text = z.string().trim().max(MAX_MESSAGE_LENGTH)
const messageParams = z.object({ roomId: id, messageId: id })
const reactionParams = messageParams.extend({ emoji: z.string().min(1).max(64) })

export const roomMessageEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/rooms/:roomId/messages',
    summary: 'Messages of a room or of one of its threads, newest last',
    tag: 'rooms',
    access: 'rooms:read',
    params: roomParams,
    query: z.object({
      /** A message's id: answers with the ones before it. */
      before: id.optional(),
      /** A message's id: answers with the ones after it. */
      after: id.optional(),
      /** A message's id: answers with it and the ones before and after it. */
      around: id.optional(),
      /** The message that opened a thread: its answers. Absent: what stands in the room itself. */
      thread: id.optional(),
      /** The language to read in: what is not there yet is begun, and told live when it is ready. */
      language: languageCode.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({
      messages: z.array(roomMessage),
      /** Of the messages of others, in `language`. */
      translations: z.array(messageTranslation),
      hasEarlier: z.boolean(),
      hasLater: z.boolean(),
      /** Of the room, before it was read: `changes` since then miss nothing. */
      revision: z.number().int(),
    }),
  }),
  get: endpoint({
    method: 'get',
    path: '/api/rooms/:roomId/messages/:messageId',
    summary: 'One message',
    tag: 'rooms',
    access: 'rooms:read',
    params: messageParams,
    answer: roomMessage,
  }),
  translate: endpoint({
    method: 'post',
    path: '/api/rooms/:roomId/messages/:messageId/translations',
    summary: 'Have a message in a language, once more if that could not be done before',
    tag: 'rooms',
    access: 'rooms:read',
    params: messageParams,
    body: z.object({ language: languageCode }),
    answer: messageTranslation,
    status: 200,
  }),
  changes: endpoint({
    method: 'get',
    path: '/api/rooms/:roomId/changes',
    summary: 'Messages that were written, edited, deleted or reacted to since a revision, as they are now',
    tag: 'rooms',
    access: 'rooms:read',
    params: roomParams,
    query: z.object({
      /** The last revision that was seen. */
      since: z.coerce.number().int().min(0),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    answer: z.object({
      /** By revision; fewer than `limit`: that is all. */
      messages: z.array(roomMessage),
    }),
  }),
  post: endpoint({
    method: 'post',
    path: '/api/rooms/:roomId/messages',
    summary: 'Write a message',
    tag: 'rooms',
    access: 'rooms:write',
    params: roomParams,
    body: z
      .object({
        /** Markdown. */
        text,
        /** Made by the client, so that a repeated request posts once. */
        clientMessageId: z.string().min(8).max(64).optional(),
        /** The message that opens the thread; any other of the thread will do. */
        threadId: id.optional(),
        /** The message that is quoted. */
        replyToId: id.optional(),
        /** Uploaded to this room, by me, and not sent yet. */
        fileIds: z.array(id).max(MAX_MESSAGE_FILES).default([]),
      })
      .refine((message) => message.text !== '' || message.fileIds.length > 0, 'A message has words or files.'),
    answer: roomMessage,
  }),
  edit: endpoint({
    method: 'patch',
    path: '/api/rooms/:roomId/messages/:messageId',
    summary: 'Edit my message',
    tag: 'rooms',
    access: 'rooms:write',
    params: messageParams,
    body: z.object({ text }),
    answer: roomMessage,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/api/rooms/:roomId/messages/:messageId',
    summary:
      'Delete my message; who manages the room deletes any. Its words and files are erased, that it was there stays',
    tag: 'rooms',
    access: 'rooms:write',
    params: messageParams,
  }),
  react: endpoint({
    method: 'put',
    path: '/api/rooms/:roomId/messages/:messageId/reactions/:emoji',
    summary: 'React to a message with an emoji',
    tag: 'rooms',
    access: 'rooms:write',
    params: reactionParams,
    answer: roomMessage,
  }),
  unreact: endpoint({
    method: 'delete',
    path: '/api/rooms/:roomId/messages/:messageId/reactions/:emoji',
    summary: 'Take my reaction back',
    tag: 'rooms',
    access: 'rooms:write',
    params: reactionParams,
    answer: roomMessage,
  }),
}
