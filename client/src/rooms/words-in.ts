import type { QueryClient } from '@tanstack/react-query'
import type { RoomMessage } from '../../../shared/room-messages.ts'
import type { Translations } from './room-cache.ts'

/** What a message says to a reader, as far as it is translated by now; one's own stays as one wrote it. */
export function wordsIn(
  client: QueryClient,
  { roomId, id, author, text }: RoomMessage,
  { language, memberId }: { language: string | null; memberId: string },
): string {
  if (language === null || author.memberId === memberId) return text
  const known = client.getQueryData<Translations>(['translations', roomId, language])?.[id]?.translation
  return known?.state === 'translated' ? known.text : text
}
