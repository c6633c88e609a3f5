import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { roomMessageEndpoints } from '../../../shared/room-messages.ts'
import { roomEndpoints } from '../../../shared/rooms.ts'
import { api } from '../lib/api.ts'

export const PAGE = 50

export function roomsQuery(communityId: string) {
  return queryOptions({
    queryKey: ['rooms', communityId],
    queryFn: async () => (await api.call(roomEndpoints.list, { params: { communityId } })).rooms,
  })
}

/** Page by page backwards: the first is the newest, each newest last. */
export function messagesQuery(roomId: string) {
  return infiniteQueryOptions({
    queryKey: ['messages', roomId],
    queryFn: ({ pageParam }) =>
      api.call(roomMessageEndpoints.list, {
        params: { roomId },
        query: { limit: PAGE, ...(pageParam === '' ? {} : { before: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ messages }) => (messages.length < PAGE ? undefined : messages[0]?.id),
  })
}
