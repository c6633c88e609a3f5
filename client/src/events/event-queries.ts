import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { eventEndpoints, type HubEvent } from '../../../shared/events.ts'
import { profileQuery } from '../gigs/gig-queries.ts'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'

const LATER_MS = 30_000

export interface Span {
  from: number
  to: number
}

/** Without a span, what comes next. */
export function eventsQuery(communityId: string, span?: Span) {
  return queryOptions({
    queryKey: ['events', communityId, 'list', span ?? null],
    queryFn: () => api.call(eventEndpoints.list, { params: { communityId }, query: span ?? {} }),
  })
}

export function eventQuery(communityId: string, eventId: string) {
  return queryOptions({
    queryKey: ['events', communityId, eventId],
    queryFn: () => api.call(eventEndpoints.get, { params: { communityId, eventId } }),
    // Others answer meanwhile.
    refetchInterval: LATER_MS,
  })
}

export function eventOptionsQuery(communityId: string) {
  return queryOptions({
    queryKey: ['event-options', communityId],
    queryFn: () => api.call(eventEndpoints.options, { params: { communityId } }),
  })
}

export function eventSettingsQuery(communityId: string) {
  return queryOptions({
    queryKey: ['event-settings', communityId],
    queryFn: () => api.call(eventEndpoints.settings, { params: { communityId } }),
  })
}

/** Whatever shows events asks anew. */
export async function eventsChanged(
  client: QueryClient,
  { communityId }: Pick<HubEvent, 'communityId'>,
): Promise<void> {
  await client.invalidateQueries({ queryKey: ['events', communityId] })
}

/** The zone of the member's profile, in which they are reminded, too; before there is one, the browser's. */
export function useMyZone(): string {
  const { community } = useCommunity()
  const { data } = useQuery(profileQuery(community.id))
  return data?.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone
}
