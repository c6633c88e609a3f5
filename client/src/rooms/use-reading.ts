import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type ReadingPreferences, roomReadingEndpoints } from '../../../shared/room-reading.ts'
import type { MyRoom, ReadingLanguage } from '../../../shared/rooms.ts'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { readingQuery } from './room-queries.ts'

/** In which language a member reads everywhere: as chosen, else as the interface. */
export function useReadingPreferences() {
  const { community } = useCommunity()
  const { i18n } = useTranslation()
  const client = useQueryClient()
  const { data, isPending } = useQuery(readingQuery(community.id))
  const save = async (preferences: ReadingPreferences) => {
    const saved = await api.call(roomReadingEndpoints.savePreferences, {
      params: { communityId: community.id },
      body: preferences,
    })
    client.setQueryData(readingQuery(community.id).queryKey, saved)
  }
  const preferences = data ?? { language: null, translateMine: true }
  return { isPending, preferences, everywhere: preferences.language ?? i18n.language, save }
}

/** Null: as written. */
export function languageIn(room: MyRoom | undefined, everywhere: ReadingLanguage): string | null {
  const chosen = room?.mine.language ?? everywhere
  return chosen === 'as-written' ? null : chosen
}
