import { queryOptions, useQuery } from '@tanstack/react-query'
import { type Niche, nicheEndpoints } from '../../../shared/niches.ts'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'

export function nichesQuery(communityId: string) {
  return queryOptions({
    queryKey: ['niches', communityId],
    queryFn: async () => (await api.call(nicheEndpoints.list, { params: { communityId } })).niches,
  })
}

/** Of some ids, those that are there; empty until they are known. */
export function useNiches(ids: readonly string[]): Niche[] {
  const { community } = useCommunity()
  const { data = [] } = useQuery({ ...nichesQuery(community.id), enabled: ids.length > 0 })
  return data.filter(({ id }) => ids.includes(id))
}
