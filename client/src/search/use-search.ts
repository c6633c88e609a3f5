import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { searchEndpoints, type SearchHit } from '../../../shared/search.ts'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'

const PAUSE_MS = 150
const LIMIT = 12

export interface Search {
  hits: SearchHit[]
  /** 'typing': the answer to what is typed now is on its way. */
  state: 'idle' | 'typing' | 'done' | 'failed'
}

/** Asks the hub for what one types, everywhere or in one room, a moment after the last letter; what was found stands until the next answer. */
export function useSearch(typed: string, roomId?: string): Search {
  const { community } = useCommunity()
  const [settled] = useDebouncedValue(typed.trim(), PAUSE_MS)
  const { data, isError, isPlaceholderData } = useQuery({
    queryKey: ['search', community.id, roomId, settled],
    queryFn: async () =>
      (
        await api.call(searchEndpoints.search, {
          params: { communityId: community.id },
          query: { q: settled, limit: LIMIT, ...(roomId === undefined ? {} : { room: roomId }) },
        })
      ).hits,
    enabled: settled !== '',
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry: false,
  })
  if (typed.trim() === '') return { hits: [], state: 'idle' }
  if (isError) return { hits: [], state: 'failed' }
  const isCurrent = settled === typed.trim() && data !== undefined && !isPlaceholderData
  return { hits: data ?? [], state: isCurrent ? 'done' : 'typing' }
}
