import { queryOptions } from '@tanstack/react-query'
import { modelEndpoints } from '../../../shared/models.ts'
import { translationEndpoints } from '../../../shared/translation-api.ts'
import { api } from '../lib/api.ts'

export function translationQuery(communityId: string) {
  return queryOptions({
    queryKey: ['translation', communityId],
    queryFn: () => api.call(translationEndpoints.status, { params: { communityId } }),
  })
}

export function termsQuery(communityId: string) {
  return queryOptions({
    queryKey: ['translation', communityId, 'terms'],
    queryFn: async () => (await api.call(translationEndpoints.terms, { params: { communityId } })).terms,
  })
}

export function correctionsQuery(communityId: string) {
  return queryOptions({
    queryKey: ['translation', communityId, 'corrections'],
    queryFn: async () => {
      const query = { state: 'waiting', limit: 50 } as const
      return (await api.call(translationEndpoints.corrections, { params: { communityId }, query })).corrections
    },
  })
}

export function ledgerQuery(communityId: string) {
  return queryOptions({
    queryKey: ['translation', communityId, 'ledger'],
    queryFn: () => api.call(modelEndpoints.ledger, { params: { communityId }, query: { limit: 30 } }),
    staleTime: 0,
  })
}
