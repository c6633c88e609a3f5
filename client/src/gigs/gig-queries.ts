import { queryOptions, type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { type Feedback, type Gig, gigEndpoints, type gigMatch } from '../../../shared/gigs.ts'
import { profileEndpoints } from '../../../shared/profiles.ts'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'

export type Match = Omit<z.infer<typeof gigMatch>, 'gig'>

export interface GigEntry {
  gig: Gig
  match: Match | null
}

/** As the list's query is written. */
export type GigFilter = Omit<z.input<(typeof gigEndpoints.list)['query']>, 'limit' | 'offset'>

const LIMIT = 100

export function gigsQuery(communityId: string, filter: GigFilter) {
  return queryOptions({
    queryKey: ['gigs', communityId, filter],
    queryFn: () =>
      api.call(gigEndpoints.list, {
        params: { communityId },
        query: { ...filter, limit: LIMIT },
      }),
  })
}

export function gigQuery(communityId: string, gigId: string) {
  return queryOptions({
    queryKey: ['gig', communityId, gigId],
    queryFn: () => api.call(gigEndpoints.get, { params: { communityId, gigId } }),
  })
}

export function profileQuery(communityId: string) {
  return queryOptions({
    queryKey: ['profile', communityId],
    queryFn: async () => (await api.call(profileEndpoints.mine, { params: { communityId } })).profile,
  })
}

/** Gives feedback, or takes it back with null. Shown at once; the hub's answer corrects it. */
export function useFeedback(gigId: string): (feedback: Feedback | null) => void {
  const { community } = useCommunity()
  const client = useQueryClient()
  const params = { communityId: community.id, gigId }
  const { mutate } = useMutation({
    mutationFn: async (feedback: Feedback | null) => {
      if (feedback === null) await api.call(gigEndpoints.takeBackFeedback, { params })
      else await api.call(gigEndpoints.giveFeedback, { params, body: feedback })
    },
    onMutate: (feedback) => showFeedback(client, community.id, gigId, feedback),
    onError: notifyFailed,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['gig', community.id, gigId] })
      await client.invalidateQueries({ queryKey: ['gigs', community.id] })
    },
  })
  return mutate
}

function showFeedback(client: QueryClient, communityId: string, gigId: string, feedback: Feedback | null): void {
  const change = <T extends GigEntry>(entry: T): T =>
    entry.gig.id === gigId && entry.match !== null ? { ...entry, match: { ...entry.match, feedback } } : entry
  client.setQueryData<GigEntry>(['gig', communityId, gigId], (entry) => entry && change(entry))
  client.setQueriesData<z.output<typeof gigEndpoints.list.answer>>({ queryKey: ['gigs', communityId] }, (list) =>
    list === undefined ? list : { ...list, gigs: list.gigs.map(change) },
  )
}
