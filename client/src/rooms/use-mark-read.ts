import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { roomReadingEndpoints } from '../../../shared/room-reading.ts'
import { api } from '../lib/api.ts'
import { takeRead } from './room-cache.ts'
import { useRoom } from './room-context.tsx'

const PAUSE_MS = 300

/** What was looked at for a moment, to its end, is read; the member's other devices hear of it. */
export function useMarkRead(threadId: string | null, position: number | undefined, isAtEnd: boolean): void {
  const client = useQueryClient()
  const { room, language } = useRoom()
  const isVisible = useSyncExternalStore(
    (listener) => {
      document.addEventListener('visibilitychange', listener)
      return () => document.removeEventListener('visibilitychange', listener)
    },
    () => document.visibilityState === 'visible',
  )
  const isNews = threadId !== null || room.mine.readPosition < (position ?? 0) || room.mine.unread > 0
  const isDue = isVisible && isAtEnd && isNews
  useEffect(() => {
    if (!isDue || position === undefined) return undefined
    const timer = setTimeout(() => {
      const body = {
        position,
        ...(threadId === null ? {} : { threadId }),
        ...(language === null ? {} : { language }),
      }
      api
        .call(roomReadingEndpoints.markRead, { params: { roomId: room.id }, body })
        .then((read) => takeRead(client, read))
        // It counts as unread until it is looked at again.
        .catch(() => undefined)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [client, room.id, threadId, position, language, isDue])
}
