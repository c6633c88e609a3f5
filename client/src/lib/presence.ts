import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { z } from 'zod'
import type { DocumentConnection } from './document-connection.ts'
import { personColor } from './person-color.ts'
import { useCommunity } from './session.tsx'

/** What a browser tells the others in a document about its person. Written by other clients: checked before it is used. */
const presenceState = z.object({
  user: z.object({
    memberId: z.string().max(128),
    name: z.string().max(200),
    color: z.string().regex(/^#[0-9a-f]{6}$/i),
  }),
  /** The card that is open in the person's browser. */
  cardId: z.string().max(128).nullish(),
})

export interface Presence {
  clientId: number
  memberId: string
  name: string
  color: string
  cardId: string | null
  isMe: boolean
}

/** Says who I am, and lists who is here: me first, one entry per person. */
export function usePresence(connection: DocumentConnection | undefined): Presence[] {
  const { member } = useCommunity()
  useEffect(() => {
    connection?.awareness.setLocalStateField('user', {
      memberId: member.id,
      name: member.name,
      color: personColor(member.id),
    })
  }, [connection, member])
  const cache = useRef<{ key: string; people: Presence[] }>({ key: '', people: [] })
  const subscribe = useMemo(() => subscribeTo(connection), [connection])
  return useSyncExternalStore(subscribe, () => {
    const people = readPresence(connection)
    const key = JSON.stringify(people)
    if (key !== cache.current.key) cache.current = { key, people }
    return cache.current.people
  })
}

/** The people of the list, each once however many tabs they have open. */
export function distinctPeople(presences: readonly Presence[]): Presence[] {
  const byMember = new Map<string, Presence>()
  for (const presence of presences) if (!byMember.has(presence.memberId)) byMember.set(presence.memberId, presence)
  return [...byMember.values()]
}

function subscribeTo(connection: DocumentConnection | undefined): (listener: () => void) => () => void {
  return (listener) => {
    connection?.awareness.on('change', listener)
    return () => connection?.awareness.off('change', listener)
  }
}

function readPresence(connection: DocumentConnection | undefined): Presence[] {
  if (connection === undefined) return []
  const mine = connection.awareness.clientID
  const people: Presence[] = []
  for (const [clientId, state] of connection.awareness.getStates()) {
    const parsed = presenceState.safeParse(state)
    if (!parsed.success) continue
    people.push({ clientId, ...parsed.data.user, cardId: parsed.data.cardId ?? null, isMe: clientId === mine })
  }
  return people.toSorted(
    (a, b) => Number(b.isMe) - Number(a.isMe) || a.name.localeCompare(b.name) || a.clientId - b.clientId,
  )
}
