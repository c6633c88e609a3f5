import { QueryClient } from '@tanstack/react-query'
import { HubError } from '../../../shared/errors.ts'
import { HubApi } from '../../../shared/hub-client.ts'

export const api = new HubApi({ baseUrl: '' })

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Live events say what has changed; the rest may be a minute old.
      staleTime: 60_000,
      gcTime: 30 * 60_000,
      // Offline, a call fails at once and the page says so, instead of waiting without a word.
      networkMode: 'always',
      retry: (failures, error) =>
        error instanceof HubError && error.code === 'unavailable' && failures < 2 && navigator.onLine,
    },
    mutations: { networkMode: 'always' },
  },
})
