import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { roomMessageEndpoints } from '../../../shared/room-messages.ts'
import { api } from '../lib/api.ts'
import { addTranslations, type Translations } from './room-cache.ts'

/** After this long without a word, the hub is asked again: it may not know that somebody reads in this language. */
const ASK_AGAIN_MS = 5_000
const MOST_AT_ONCE = 10
const NONE: Translations = {}

/** The messages of a room in a language, as far as they are there. */
export function useTranslations(roomId: string, language: string | null): Translations {
  const client = useQueryClient()
  const { data } = useQuery<Translations>({
    queryKey: ['translations', roomId, language],
    enabled: false,
    initialData: NONE,
  })
  const waiting = Object.entries(data)
    .flatMap(([id, { translation }]) => (translation.state === 'waiting' ? [id] : []))
    .slice(-MOST_AT_ONCE)
    .join(' ')
  useEffect(() => {
    if (language === null || waiting === '') return undefined
    const ask = async () => {
      for (const messageId of waiting.split(' ')) {
        const params = { roomId, messageId }
        const one = await api.call(roomMessageEndpoints.translate, { params, body: { language } })
        addTranslations(client, roomId, [one])
      }
    }
    const timer = setInterval(() => void ask().catch(() => undefined), ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [client, roomId, language, waiting])
  return language === null ? NONE : data
}
