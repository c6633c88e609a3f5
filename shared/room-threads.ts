import { z } from 'zod'
import { endpoint, id } from './endpoint.ts'
import { roomMessage } from './room-messages.ts'
import { roomParams } from './rooms.ts'

/** A thread that I follow: I wrote in it, opened it, or chose to. */
export const followedThread = z.object({
  /** The message that opened it. */
  root: roomMessage,
  /** Up to which position of the room its answers were read. */
  readPosition: z.number().int(),
  /** Answers of others after that; at most 100 are counted. */
  unread: z.number().int(),
  firstUnreadId: id.nullable(),
})
export type FollowedThread = z.infer<typeof followedThread>

export const roomThreadEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/rooms/:roomId/threads',
    summary: 'The threads of a room that I follow, the latest answer first, and what I have not read in them',
    tag: 'rooms',
    access: 'rooms:read',
    params: roomParams,
    answer: z.object({ threads: z.array(followedThread) }),
  }),
  follow: endpoint({
    method: 'put',
    path: '/api/rooms/:roomId/threads/:threadId/following',
    summary: 'Be told of answers in a thread, or no longer; who writes in one follows it',
    tag: 'rooms',
    access: 'rooms:read',
    params: roomParams.extend({ threadId: id }),
    body: z.object({ follows: z.boolean() }),
  }),
}
