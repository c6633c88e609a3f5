import { queryOptions } from '@tanstack/react-query'
import { vouchEndpoints } from '../../../shared/vouches.ts'
import { api } from '../lib/api.ts'

export function trustFiguresQuery(communityId: string) {
  return queryOptions({
    queryKey: ['trust', communityId],
    queryFn: async () => (await api.call(vouchEndpoints.figures, { params: { communityId } })).figures,
  })
}

export function memberTrustQuery(communityId: string, memberId: string) {
  return queryOptions({
    queryKey: ['trust', communityId, memberId],
    queryFn: () => api.call(vouchEndpoints.of, { params: { communityId, memberId } }),
  })
}

export function referralsQuery(communityId: string, gigId: string) {
  return queryOptions({
    queryKey: ['gig', communityId, gigId, 'referrals'],
    queryFn: () => api.call(vouchEndpoints.referrals, { params: { communityId, gigId } }),
  })
}
