import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { notificationEndpoints } from '../../../shared/notifications.ts'
import { api } from '../lib/api.ts'

const PAGE = 30

export function unreadQuery(communityId: string) {
  return queryOptions({
    queryKey: ['unread', communityId],
    queryFn: async () =>
      (await api.call(notificationEndpoints.list, { params: { communityId }, query: { limit: 1 } })).unread,
  })
}

export function inboxQuery(communityId: string, unreadOnly: boolean) {
  return infiniteQueryOptions({
    queryKey: ['inbox', communityId, unreadOnly],
    queryFn: async ({ pageParam }) => {
      const query = {
        limit: PAGE,
        unread: unreadOnly ? 'true' : 'false',
        ...(pageParam === '' ? {} : { before: pageParam }),
      }
      return (await api.call(notificationEndpoints.list, { params: { communityId }, query })).notifications
    },
    initialPageParam: '',
    getNextPageParam: (last) => (last.length < PAGE ? undefined : last.at(-1)?.id),
  })
}

/** Marks some, or all, as read here at once and then on the hub, which tells the other tabs. */
export async function markRead(client: QueryClient, communityId: string, ids?: string[]): Promise<void> {
  const { unread } = await api.call(notificationEndpoints.read, {
    params: { communityId },
    body: ids === undefined ? {} : { ids },
  })
  client.setQueryData(['unread', communityId], unread)
  await client.invalidateQueries({ queryKey: ['inbox', communityId] })
}
