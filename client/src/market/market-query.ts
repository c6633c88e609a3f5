import { queryOptions } from '@tanstack/react-query'
import { marketEndpoints } from '../../../shared/market.ts'
import { api } from '../lib/api.ts'

export function marketQuery(communityId: string) {
  return queryOptions({
    queryKey: ['market', communityId],
    queryFn: () => api.call(marketEndpoints.look, { params: { communityId } }),
  })
}
