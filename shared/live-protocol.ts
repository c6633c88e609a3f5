import { z } from 'zod'
import type { errorBody } from './errors.ts'
import { gigMatch } from './gigs.ts'
import { id } from './endpoint.ts'
import { notification } from './notifications.ts'
import { messageTranslation, roomReadState } from './room-reading.ts'
import { roomChangeKind, roomMessage } from './room-messages.ts'

/** What the hub tells a signed-in web client over Socket.IO, namespace `/live`. */
export const LIVE_NAMESPACE = '/live'

/** `isGone`: I am not in it any more. */
const roomNews = z.object({ communityId: id, roomId: id, isGone: z.boolean().optional() })

export const liveEvents = {
  /** A gig was matched with me, or its match changed. */
  'gig:matched': gigMatch,
  /** A gig of this community was added, changed or closed. */
  'gig:changed': z.object({ communityId: id, gigId: id }),
  /** A target of deliveries was paused, or is sent to again. */
  'delivery:targets': z.object({ communityId: id }),
  /** A room was opened, changed or archived, or who is in it has changed. */
  'room:changed': roomNews,
  /** `root`: the message whose thread it stands in, with its new count of answers. */
  'room:message': z.object({ change: roomChangeKind, message: roomMessage, root: roomMessage.nullable() }),
  /** A channel was linked with a room, or is no more. */
  'room:links': z.object({ communityId: id, roomId: id }),
  /** A message can be read in a language now, or can not. */
  'room:translation': messageTranslation.extend({ communityId: id, roomId: id }),
  /** A thread that I follow has something new, or I follow another one. */
  'room:threads': roomNews,
  /** I have read in a room, on this device or another. */
  'room:read': roomReadState,
  'room:typing': z.object({ communityId: id, roomId: id, threadId: id.nullable(), memberId: id, name: z.string() }),
  /** I was told of something. */
  'notification:added': z.object({ communityId: id, notification, unread: z.number().int() }),
  /** I have read notifications, on this tab or another. */
  'notification:read': z.object({ communityId: id, unread: z.number().int() }),
  /** A document was made, renamed, archived, or its access changed. */
  'document:changed': z.object({ communityId: id, documentId: id }),
  /** Something was said, changed or deleted in the comments on a board's cards. */
  'board:comments': z.object({ communityId: id, documentId: id }),
  /** A thread of comments in a document was opened, answered, resolved or deleted. */
  'document:commented': z.object({ communityId: id, documentId: id }),
  /** Members with at least one live socket. */
  online: z.object({ communityId: id, memberIds: z.array(id) }),
} as const

export type LiveEvents = { [K in keyof typeof liveEvents]: z.infer<(typeof liveEvents)[K]> }
export type ServerToWeb = { [K in keyof LiveEvents]: (payload: LiveEvents[K]) => void }

/** The acknowledgement of every request over a socket. */
export type Result<T> = { ok: true; value: T } | ({ ok: false } & z.infer<typeof errorBody>)
