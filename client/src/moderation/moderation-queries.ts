import { queryOptions } from '@tanstack/react-query'
import { gigEndpoints } from '../../../shared/gigs.ts'
import { holdEndpoints } from '../../../shared/holds.ts'
import { moderationEndpoints } from '../../../shared/moderation.ts'
import { api } from '../lib/api.ts'

const LOOK_AGAIN_MS = 30_000

export function queueQuery(communityId: string, state: 'open' | 'settled') {
  return queryOptions({
    queryKey: ['moderation', communityId, state],
    queryFn: () => api.call(moderationEndpoints.queue, { params: { communityId }, query: { state } }),
    // Somebody waits for what stands there.
    staleTime: 0,
    refetchInterval: LOOK_AGAIN_MS,
  })
}

/** Gigs, and announcements and events, that wait for a moderator because of what they say. */
export function heldQuery(communityId: string) {
  return queryOptions({
    queryKey: ['held', communityId],
    queryFn: async () => {
      const params = { communityId }
      const [{ gigs }, { posts }] = await Promise.all([
        api.call(gigEndpoints.listHeld, { params }),
        api.call(holdEndpoints.list, { params }),
      ])
      return [...posts, ...gigs]
    },
    staleTime: 0,
  })
}

/** Mine, in all communities. */
export const decisionsQuery = queryOptions({
  queryKey: ['decisions'],
  queryFn: async () => (await api.call(moderationEndpoints.mine, {})).decisions,
  staleTime: 0,
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
