import { queryOptions } from '@tanstack/react-query'
import { webhookEndpoints } from '../../../shared/webhooks.ts'
import { api } from '../lib/api.ts'

export function webhooksQuery(communityId: string) {
  return queryOptions({
    queryKey: ['webhooks', communityId],
    queryFn: async () => (await api.call(webhookEndpoints.list, { params: { communityId } })).webhooks,
  })
}

const LOOK_EVERY_MS = 5_000

export function webhookLogQuery(communityId: string, webhookId: string) {
  return queryOptions({
    queryKey: ['webhooks', communityId, webhookId],
    queryFn: async () =>
      (await api.call(webhookEndpoints.deliveries, { params: { communityId, webhookId } })).deliveries,
    // Who looks at it waits for what becomes of a delivery.
    refetchInterval: LOOK_EVERY_MS,
  })
}
