import { z } from 'zod'
import { communityParams, endpoint, id } from './endpoint.ts'
import { readingLanguage, roomParams } from './rooms.ts'
import { languageCode, translation } from './translation.ts'

export const messageTranslation = z.object({
  messageId: id,
  language: languageCode,
  /** Sorts by age: of two answers for one message, the one of the later attempt holds. */
  attempt: z.string(),
  translation: z.discriminatedUnion('state', [z.object({ state: z.literal('waiting') }), ...translation.options]),
})
export type MessageTranslation = z.infer<typeof messageTranslation>

export const readingPreferences = z.object({
  /** Null: not chosen; clients take the language that they are shown in. */
  language: readingLanguage.nullable(),
  /** False: nobody is shown my messages in another language, here or on a chat platform that is linked with my account. */
  translateMine: z.boolean(),
})
export type ReadingPreferences = z.infer<typeof readingPreferences>

export const roomReadState = z.object({
  communityId: id,
  roomId: id,
  /** The room's, when these were counted. */
  revision: z.number().int(),
  readPosition: z.number().int(),
  unread: z.number().int(),
  firstUnreadId: id.nullable(),
  mentions: z.number().int(),
  unreadThreads: z.number().int(),
})
export type RoomReadState = z.infer<typeof roomReadState>

export const roomReadingEndpoints = {
  preferences: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/rooms/reading',
    summary: 'In which language I read, and whether mine may be translated',
    tag: 'rooms',
    access: 'rooms:read',
    params: communityParams,
    answer: readingPreferences,
  }),
  savePreferences: endpoint({
    method: 'put',
    path: '/api/communities/:communityId/rooms/reading',
    summary: 'Choose in which language I read, and whether mine may be translated',
    tag: 'rooms',
    access: 'rooms:read',
    params: communityParams,
    body: readingPreferences,
    answer: readingPreferences,
  }),
  chooseLanguage: endpoint({
    method: 'put',
    path: '/api/rooms/:roomId/reading',
    summary: 'Choose in which language I read this room; null: as everywhere',
    tag: 'rooms',
    access: 'rooms:read',
    params: roomParams,
    body: z.object({ language: readingLanguage.nullable() }),
  }),
  markRead: endpoint({
    method: 'put',
    path: '/api/rooms/:roomId/read',
    summary: 'Say up to where I have read; an earlier message makes later ones unread again',
    tag: 'rooms',
    access: 'rooms:read',
    params: roomParams,
    body: z.object({
      position: z.number().int().min(0),
      /** The thread that was read, by the message that opened it. Absent: the room itself. */
      threadId: id.optional(),
      /** In which language I am reading: what is written next will be ready in it. */
      language: languageCode.optional(),
    }),
    answer: roomReadState,
    status: 200,
  }),
  typing: endpoint({
    method: 'post',
    path: '/api/rooms/:roomId/typing',
    summary: 'Tell the others that I am writing; it holds for some seconds',
    tag: 'rooms',
    access: 'rooms:write',
    params: roomParams,
    body: z.object({ threadId: id.nullable().default(null) }),
    status: 204,
  }),
}
