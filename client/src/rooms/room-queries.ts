import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { roomMemberEndpoints } from '../../../shared/room-members.ts'
import { roomMessageEndpoints } from '../../../shared/room-messages.ts'
import { roomReadingEndpoints } from '../../../shared/room-reading.ts'
import { roomThreadEndpoints } from '../../../shared/room-threads.ts'
import { roomEndpoints } from '../../../shared/rooms.ts'
import { api } from '../lib/api.ts'
import { addTranslations } from './room-cache.ts'
import { withToldCounts, withToldMessages } from './told-messages.ts'

const PAGE = 50
/** Pages that are in the document at once: a history of years costs as much as some hundred messages. */
const MOST_PAGES = 6

export function roomsQuery(communityId: string) {
  return queryOptions({
    queryKey: ['rooms', communityId],
    queryFn: async ({ client }) => {
      const { rooms } = await api.call(roomEndpoints.list, { params: { communityId } })
      return withToldCounts(client, rooms)
    },
  })
}

export function roomMembersQuery(roomId: string) {
  return queryOptions({
    queryKey: ['room', roomId, 'members'],
    queryFn: async () => (await api.call(roomMemberEndpoints.list, { params: { roomId } })).members,
  })
}

/** Those that I follow. */
export function threadsQuery(roomId: string) {
  return queryOptions({
    queryKey: ['room', roomId, 'threads'],
    queryFn: async () => (await api.call(roomThreadEndpoints.list, { params: { roomId } })).threads,
  })
}

export interface MessagesAsked {
  roomId: string
  /** The thread of this message; null: the room itself. */
  threadId: string | null
  /** Where to begin; null: at the end. */
  around: string | null
  /** Null: as written. */
  language: string | null
}

/** Where a page begins or ends: messages by their ids; empty: the end of the room. */
interface PagePlace {
  before?: string
  after?: string
  around?: string
}

/** Page by page in both directions, each newest last. */
export function messagesQuery(client: QueryClient, { roomId, threadId, around, language }: MessagesAsked) {
  const start: PagePlace = around === null ? {} : { around }
  return infiniteQueryOptions({
    queryKey: ['messages', roomId, threadId, around, language] as const,
    queryFn: async ({ pageParam }) => {
      const page = await api.call(roomMessageEndpoints.list, {
        params: { roomId },
        query: {
          limit: PAGE,
          ...pageParam,
          ...(threadId === null ? {} : { thread: threadId }),
          ...(language === null ? {} : { language }),
        },
      })
      if (language !== null) addTranslations(client, roomId, page.translations)
      return withToldMessages(page, roomId, threadId)
    },
    initialPageParam: start,
    getPreviousPageParam: ({ hasEarlier, messages: [first] }): PagePlace | undefined =>
      hasEarlier && first !== undefined ? { before: first.id } : undefined,
    getNextPageParam: ({ hasLater, messages }): PagePlace | undefined => {
      const last = messages.at(-1)
      return hasLater && last !== undefined ? { after: last.id } : undefined
    },
    maxPages: MOST_PAGES,
  })
}

export function messageQuery(roomId: string, messageId: string) {
  return queryOptions({
    queryKey: ['message', roomId, messageId],
    queryFn: () => api.call(roomMessageEndpoints.get, { params: { roomId, messageId } }),
  })
}

export function readingQuery(communityId: string) {
  return queryOptions({
    queryKey: ['reading', communityId],
    queryFn: () => api.call(roomReadingEndpoints.preferences, { params: { communityId } }),
  })
}
