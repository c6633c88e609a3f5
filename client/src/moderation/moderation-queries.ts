import { queryOptions } from '@tanstack/react-query'
import { moderationEndpoints } from '../../../shared/moderation.ts'
import { api } from '../lib/api.ts'

export function queueQuery(communityId: string, state: 'open' | 'settled') {
  return queryOptions({
    queryKey: ['moderation', communityId, state],
    queryFn: () => api.call(moderationEndpoints.queue, { params: { communityId }, query: { state } }),
  })
}

/** Mine, in all communities. */
export const decisionsQuery = queryOptions({
  queryKey: ['decisions'],
  queryFn: async () => (await api.call(moderationEndpoints.mine, {})).decisions,
})

export function blockedWordsQuery(communityId: string, nicheId: string | undefined) {
  return queryOptions({
    queryKey: ['blocked-words', communityId, nicheId ?? null],
    queryFn: async () => {
      const query = nicheId === undefined ? {} : { nicheId }
      return (await api.call(moderationEndpoints.blockedWords, { params: { communityId }, query })).words
    },
  })
}
