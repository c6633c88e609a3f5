import { EventEmitter } from 'node:events'
import type { RoomChangeKind } from '../../shared/room-messages.ts'
import type { Log } from './log.ts'
import type { RedisConnections } from './redis.ts'

/** What the processes of one hub tell each other at once. Never the truth, only news of it: all of it can be lost. */
export interface HubEvents {
  /** A role changed, or a member was removed: sockets look again at what they may do. */
  'access:changed': {
    accountId: string | null
    memberId: string | null
    documentId: string | null
    tokenId: string | null
  }
  'deliveries:available': { platform: string }
  /** Which channels are watched there has changed. */
  'chats:changed': { platform: string }
  'profile:changed': { memberId: string }
  'card:commented': { communityId: string; documentId: string; cardId: string; commentId: string }
  /** Settings, glossary or approved corrections. */
  'translation:changed': { communityId: string }
  /** A correction was approved: what was read before in its place is out of date. `roomId` null: of no room alone. */
  'translation:corrected': { communityId: string; roomId: string | null; source: string; to: string }
  'gig:changed': { communityId: string; gigId: string }
  /** A follower asks for the changes since the last revision that it has seen: they hold all that it missed. */
  'room:message': {
    communityId: string
    roomId: string
    messageId: string
    revision: number
    change: RoomChangeKind
  }
  /** `authorId` null: somebody who came by a share link. `mentions` are members who may read the document. */
  'documents.commented': {
    communityId: string
    documentId: string
    threadId: string
    authorId: string | null
    mentions: string[]
    /** Who else takes part in the thread, and who made the document. */
    others: string[]
    text: string
  }
}

export interface EventBus {
  publish<K extends keyof HubEvents>(name: K, event: HubEvents[K]): void
  /** @returns a function that ends it. */
  subscribe<K extends keyof HubEvents>(name: K, listener: (event: HubEvents[K]) => void): () => void
}

const CHANNEL = 'guildhall:events'

/** In one process; with Redis, in all of them. */
export function createEventBus(redis: RedisConnections | undefined, log: Log): EventBus {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(100)
  redis?.subscribe(CHANNEL, (message) => {
    const { name, event, from } = JSON.parse(message.toString()) as { name: string; event: unknown; from: string }
    if (from !== redis.nodeId) emitter.emit(name, event)
  })
  return {
    publish(name, event) {
      emitter.emit(name, event)
      if (redis === undefined) return
      redis
        .publish(CHANNEL, Buffer.from(JSON.stringify({ name, event, from: redis.nodeId })))
        .catch((error: unknown) => log.warn({ err: error, event: name }, 'event not passed on to the other processes'))
    },
    subscribe(name, listener) {
      emitter.on(name, listener)
      return () => void emitter.off(name, listener)
    },
  }
}
